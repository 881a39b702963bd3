"""The template of a procedure's paper, and what it says to the printer in CSS."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from paraf.core.words import Say, T

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(say: Say) -> "Template":
    """Return the template, which says its words by `say`."""
    return _environment(say).get_template("paper.html.j2")


def _environment(say: Say) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("paraf.procedure"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def t(message: str, **values: object) -> str:
        return say(T(message, **values))

    environment.globals |= {"t": t}
    more: dict[str, Callable[..., object]] = {
        "said": say,
        "mm": lambda value: f"{value:.3f}mm",
        "css": _css_string,
    }
    environment.filters |= more
    return environment


def _css_string(text: str) -> str:
    """Return `text` as a quoted CSS string that cannot end its style element."""
    escaped = re.sub(r'["\\<>&\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def counters(sentence: str) -> str:
    """Return a sentence as CSS content, its two gaps filled by the page counters."""
    pages = {"\x01": "counter(page)", "\x02": "counter(pages)"}
    parts = re.split("([\x01\x02])", sentence)
    return " ".join(pages.get(part) or _css_string(part) for part in parts if part)
