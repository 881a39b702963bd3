"""The page that a preview shows in the place of a draft that cannot be built: what to correct."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from paraf.core import policy
from paraf.core.evidence import Finding
from paraf.core.policy import Loads
from paraf.core.words import Say, T

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem; font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; }
ul { margin: 1.5rem 0; padding: 0; list-style: none; }
li { margin: 0 0 1rem; padding: .8rem 1rem; border: 1px solid; border-left: .4rem solid #c8105a;
     border-radius: .4rem; overflow-wrap: anywhere; }
p { margin: .2rem 0; }
code { font-weight: 600; }
"""


def page(findings: Sequence[Finding], say: Say, language: str) -> str:
    """Return the page; nothing that a finding quotes is HTML."""
    return "".join(_parts(findings, say, language))


def headers() -> dict[str, str]:
    """Return the headers of the page: its own style, scripts of the server itself, nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return dict(policy.headers(Loads(styles=frozenset({f"'sha256-{digest}'"})), secure=False))


def _parts(findings: Sequence[Finding], say: Say, language: str) -> Iterator[str]:
    title = escape(say(T("The draft cannot be shown yet")))
    yield f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>{title}</h1>\n"
    again = say(T("Correct what is named here, and save: this page comes back by itself."))
    yield f"<p>{escape(again)}</p>\n<ul>\n"
    for one in findings:
        place = f"{one.place}:{one.line}" if one.line else one.place
        shown = f"<p><code>{escape(place)}</code></p>" if place else ""
        yield f"<li>{shown}<p>{escape(say(one.what))}</p><p>→ {escape(say(one.remedy))}</p></li>\n"
    yield "</ul>\n</main>\n</body>\n</html>\n"
