"""The template of a procedure's paper, and what it says to the printer in CSS."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from paraf.core.words import Say, T

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(say: Say) -> "Template":
    """Return the template, which says its words by `say`."""
    known = environment(say)
    known.filters |= {"mm": lambda value: f"{value:.3f}mm"}
    return known.get_template("paper.html.j2")


def environment(say: Say) -> "Environment":
    """Return what reads this room's templates: `t` and `said` speak by `say`, `css` quotes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    known = Environment(
        loader=PackageLoader("paraf.procedure"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def t(message: str, **values: object) -> str:
        return say(T(message, **values))

    known.globals |= {"t": t}
    filters: dict[str, Callable[..., object]] = {"said": say, "css": _css_string}
    known.filters |= filters
    return known


def _css_string(text: str) -> str:
    """Return `text` as a quoted CSS string that cannot end its style element."""
    escaped = re.sub(r'["\\<>&\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def counters(sentence: str) -> str:
    """Return a sentence as CSS content, its two gaps filled by the page counters."""
    pages = {"\x01": "counter(page)", "\x02": "counter(pages)"}
    parts = re.split("([\x01\x02])", sentence)
    return " ".join(pages.get(part) or _css_string(part) for part in parts if part)
