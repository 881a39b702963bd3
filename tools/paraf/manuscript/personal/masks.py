"""Masks what was found, so that its owner knows it again and nobody else learns it."""

from collections.abc import Callable, Mapping

DOT = "•"
_LONGEST = 8
"""As many signs of a value as a sample may show, whatever the kind."""

# Said of millions of people, and therefore of nobody.
_COMMON = frozenset(
    {
        "gmail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "rocketmail.com", "outlook.com",
        "outlook.co.id", "hotmail.com", "live.com", "icloud.com", "proton.me", "protonmail.com",
    }
)  # fmt: skip


def mask(kind: str, value: str) -> str:
    """Return a sample of a value of a kind of personal data, at most eight signs of it shown."""
    return _MASKS[kind](value)


def _ends(first: int, last: int) -> Callable[[str], str]:
    """Return what shows the ends of a number, and hides at least half of it."""

    def masked(value: str) -> str:
        signs = "".join(sign for sign in value if sign.isalnum())
        head, tail = min(first, len(signs) // 4), min(last, len(signs) // 4)
        hidden = len(signs) - head - tail
        return signs[:head] + DOT * hidden + (signs[-tail:] if tail else "")

    return masked


def _email(value: str) -> str:
    name, _, domain = value.rpartition("@")
    if not name:
        return f"{DOT * 3}@{DOT * 3}"
    shown = domain if domain.lower() in _COMMON else f"{DOT * 3}.{_ending(domain)}"
    return f"{name[:1]}{DOT * 3}@{shown}"


def _ending(domain: str) -> str:
    return domain.rpartition(".")[2][:4] if "." in domain else DOT


def _birth(value: str) -> str:
    """Show the day and the month of `dd-mm-yyyy`."""
    return f"{value[:6]}{DOT * 4}" if value[2:3] == "-" == value[5:6] else DOT * 8


def _address(value: str) -> str:
    words = value.split(maxsplit=1)
    return f"{words[0][: _LONGEST // 2]} {DOT * 3}" if len(words) > 1 else DOT * 3


_MASKS: Mapping[str, Callable[[str], str]] = {
    "nik": _ends(4, 4),
    "kk": _ends(4, 4),
    "npwp": _ends(2, 3),
    "nip": _ends(4, 4),
    "phone": _ends(4, 2),
    "account": _ends(0, 3),
    "email": _email,
    "birth": _birth,
    "address": _address,
}
