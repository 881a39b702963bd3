"""The response headers that a site should be served with, and how a served policy compares.

A site's Content-Security-Policy (CSP level 3) allows what its own pages need and nothing else;
what they need is told by `Loads`. Reading a policy follows the browsers: names without case, the
first of two directives counts, `script-src-elem` falls back to `script-src`, that to `default-src`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

CSP = "Content-Security-Policy"
HSTS = "Strict-Transport-Security"
YEAR = 31_536_000
"""Seconds that a browser shall remember to come by HTTPS alone."""

_SELF = ("style-src", "img-src", "font-src", "connect-src", "worker-src", "manifest-src")
_FETCH = ("script-src", *_SELF, "media-src", "frame-src", "object-src")
_PARTS = ("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr")
_FALLBACK = {
    "script-src-elem": "script-src",
    "script-src-attr": "script-src",
    "style-src-elem": "style-src",
    "style-src-attr": "style-src",
    "worker-src": "child-src",
    "frame-src": "child-src",
    "child-src": "default-src",
}
_ALONE = ("base-uri", "form-action", "frame-ancestors", "sandbox", "navigate-to")
_OPEN = frozenset({"*", "http:", "https:", "ws:", "wss:", "data:", "blob:", "filesystem:"})
# Only features that Chromium knows: it reports every other in the console of each page.
_FEATURES = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)

Policy = Mapping[str, tuple[str, ...]]
"""Directives in lower case, each with its sources as they are written."""


@dataclass(frozen=True, slots=True)
class Loads:
    """What a site's pages run and load, as far as their files tell.

    `scripts` and `styles` are the sources (`'sha256-…'`) of inline ones; `webassembly` says whether
    scripts compile WebAssembly. `sources` are more places by directive: `data:`, or another origin
    such as `https://a.example`.
    """

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    webassembly: bool = False
    sources: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))


def together(each: Sequence[Loads]) -> Loads:
    """Return what several sites load, taken together."""
    directives = sorted({name for one in each for name in one.sources})
    return Loads(
        frozenset().union(*(one.scripts for one in each)),
        frozenset().union(*(one.styles for one in each)),
        any(one.webassembly for one in each),
        {
            name: frozenset().union(*(one.sources.get(name, frozenset()) for one in each))
            for name in directives
        },
    )


def headers(loads: Loads, *, secure: bool) -> Mapping[str, str]:
    """Return the headers of every answer of a site, by name.

    Over plain HTTP (`secure` false) those are left out that browsers ignore there, and complain of.
    """
    features = ", ".join(f"{one}=()" for one in _FEATURES)
    plain = {
        CSP: policy(loads),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": features,
        "Cross-Origin-Resource-Policy": "same-site",
    }
    if not secure:
        return MappingProxyType(plain)
    tied = {HSTS: f"max-age={YEAR}", "Cross-Origin-Opener-Policy": "same-origin"}
    return MappingProxyType({**plain, **tied})


def policy(loads: Loads) -> str:
    """Return the strictest Content-Security-Policy that a site with these `loads` works under.

    Equal loads give equal text.
    """
    places: dict[str, set[str]] = {one: {"'self'"} for one in ("script-src", *_SELF, "media-src")}
    places["script-src"] |= loads.scripts
    places["style-src"] |= loads.styles
    if loads.webassembly:
        places["script-src"].add("'wasm-unsafe-eval'")
    # An attribute can only dress its own element. Were it forbidden until one is there, the first
    # text that has one would need another setting of the web server.
    places["style-src-attr"] = {"'unsafe-inline'"}
    places["form-action"] = {"'self'"}
    for directive, sources in sorted(loads.sources.items()):
        places.setdefault(directive, {"'self'"}).update(sources)
    parts = [f"{name} {' '.join(sorted(places[name], key=_rank))}" for name in places]
    return "; ".join(("default-src 'none'", *parts, "base-uri 'none'", "frame-ancestors 'none'"))


def _rank(source: str) -> tuple[int, str]:
    order = ("'self'", "'wasm-unsafe-eval'", "'unsafe-inline'")
    return (order.index(source) if source in order else len(order), source)


def parse(text: str) -> Policy:
    """Read one policy, as CSP level 3 §2.2.1 has it: no text is wrong, some says nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name.lower(), tuple(sources))
    return MappingProxyType(found)


def allowed(policy: Policy, directive: str) -> frozenset[str] | None:
    """Return the sources that count for a directive, by its fallbacks; None: whatever there is.

    `'none'` counts as no source at all; names without a case are in lower case.
    """
    name: str | None = directive
    while name is not None:
        if name in policy:
            return frozenset(_plain(one) for one in policy[name]) - {"'none'"}
        if name in _ALONE or name == "default-src":
            return None
        name = _FALLBACK.get(name, "default-src")
    return None


def _plain(source: str) -> str:
    return source if source.startswith(("'sha", "'nonce-")) else source.lower()


def weaknesses(policies: Sequence[Policy]) -> tuple[tuple[str, str], ...]:
    """Return directives that do not hold foreign scripts off, each with the source to blame.

    The source is empty where nothing is said at all. Of several policies each must be met, so one
    that is strict in a directive suffices for it.
    """
    found = (_weakest(policies, one) for one in ("script-src", "object-src", "base-uri"))
    return tuple(one for one in found if one is not None)


def _weakest(policies: Sequence[Policy], directive: str) -> tuple[str, str] | None:
    blamed = [_blamed(one, directive) for one in policies]
    return None if None in blamed else (directive, next(iter(blamed)) or "")


def _blamed(policy: Policy, directive: str) -> str | None:
    sources = allowed(policy, directive)
    if sources is None:
        return ""
    exact = any(one.startswith(("'sha", "'nonce-")) for one in sources)
    for one in sorted(sources):
        inline = one == "'unsafe-inline'" and not exact
        if inline or one == "'unsafe-eval'" or one in _OPEN or one.startswith("*"):
            return one
    return None


def framed(policies: Sequence[Policy], option: str) -> bool:
    """Say whether foreign sites may show the page in a frame of theirs.

    `option` is the older `X-Frame-Options`, which counts where no policy says anything.
    """
    told = [found for one in policies if (found := allowed(one, "frame-ancestors")) is not None]
    if told:
        return all(sources & _OPEN for sources in told)
    return option.strip().lower() not in ("deny", "sameorigin")


def differences(offered: Policy, served: Policy) -> Iterator[tuple[str, str, bool]]:
    """Yield directive, source, and whether the served policy lacks it (else it is too many).

    More hashes than were offered are no difference: those of the release before, or of the one to
    come, must be allowed while a site is switched, and allow nothing that was not looked at.
    The source is empty where the served policy restricts nothing.
    """
    named = (one for one in _PARTS if one in offered or one in served)
    for directive in (*_FETCH, *named, *_ALONE):
        wanted, given = allowed(offered, directive), allowed(served, directive)
        if given is None:
            if wanted is not None:
                yield directive, "", False
            continue
        if wanted is None:
            yield directive, "*", True
            continue
        missed = (one for one in sorted(wanted - given) if not _covered(one, given))
        yield from ((directive, one, True) for one in missed if _means(one, directive))
        extra = sorted(one for one in given - wanted if not one.startswith("'sha"))
        yield from ((directive, one, False) for one in extra if _means(one, directive))


def _means(source: str, directive: str) -> bool:
    # Attributes are loaded from nowhere: no place allows or forbids them.
    return not directive.endswith("-attr") or source.startswith(("'sha", "'unsafe"))


def _covered(source: str, given: frozenset[str]) -> bool:
    """Say whether something wider allows a source that is not named itself (CSP §6.7.2)."""
    if source.startswith("'sha"):
        return "'unsafe-inline'" in given and not any(one.startswith("'sha") for one in given)
    if source == "'wasm-unsafe-eval'":
        return "'unsafe-eval'" in given
    scheme = f"{source.partition(':')[0]}:"
    network = source == "'self'" or source.startswith(("https://", "http://"))
    return scheme in given or (network and "*" in given)


def lifetime(value: str) -> int:
    """Return the seconds of a Strict-Transport-Security header (RFC 6797 §6.1.1); 0: none."""
    for part in value.split(";"):
        name, _, text = part.partition("=")
        digits = text.strip().strip('"')
        if name.strip().lower() == "max-age" and digits.isdecimal():
            return int(digits)
    return 0
