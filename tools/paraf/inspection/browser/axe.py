"""The rules of WCAG 2.2 AA, tried by axe-core in a world of our own: no policy has to be lifted."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.browser.phrasing import RULES
from paraf.inspection.findings import CORRECT_PAGE, block

if TYPE_CHECKING:
    from paraf.inspection.browser.tab import Tab

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
CONTRAST = ("color-contrast",)
"""What depends on the theme."""
NAMED = 3
"""So many elements of one rule are named; the others are counted."""

Broken = dict[str, tuple[str, list[str]]]
"""Rule → what it asks for, and the elements that break it."""


@cache
def script() -> str:
    """Return axe-core, as the locked package brings it."""
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("axe_playwright_python")
    return Path(spec.origin).with_name("axe.min.js").read_text()


def version() -> str:
    """Return the version of axe-core."""
    found = re.match(r"/\*! axe v([0-9.]+)", script())
    return found[1] if found else ""


async def check_all(tab: "Tab") -> Broken:
    """Return what breaks a rule of WCAG 2.2, levels A and AA, on the page that is shown."""
    return await _run(tab, {"type": "tag", "values": TAGS})


async def check_contrast(tab: "Tab") -> Broken:
    """Return what cannot be read well in the colours that are shown."""
    return await _run(tab, {"type": "rule", "values": CONTRAST})


def findings(place: str, broken: Broken, dark: Broken) -> Iterator[Finding]:
    """Yield a finding for each rule; of the dark theme, only what is right in the light one."""
    for rule, (asked, elements) in broken.items():
        what = T("{what} ({rule}: {elements})", what=_said(rule, asked), rule=rule,
                 elements=_listed(elements))  # fmt: skip
        yield block("accessibility", place, what, CORRECT_PAGE)
    for rule, (asked, elements) in dark.items():
        alone = [one for one in elements if one not in broken.get(rule, ("", []))[1]]
        if alone:
            what = T("In the dark theme: {what} ({rule}: {elements})", what=_said(rule, asked),
                     rule=rule, elements=_listed(alone))  # fmt: skip
            yield block("accessibility", place, what, CORRECT_PAGE)


async def _run(tab: "Tab", only: dict[str, object]) -> Broken:
    how = {
        "runOnly": only,
        "resultTypes": ["violations"],
        # Neither asks the server for anything: what is foreign is told elsewhere.
        "iframes": False,
        "preload": False,
    }
    run = (
        f"axe.run(document, {json.dumps(how)}).then(said => said.violations.map(one =>"
        " [one.id, one.help, one.nodes.map(node => node.target.flat().join(' '))]))"
    )
    # It is half a megabyte: sent once for each document, not to ask whether it is there.
    told: list[Any] | None = await tab.call(f"typeof axe === 'undefined' ? null : {run}")
    if told is None:
        told = await tab.call(f"{script()}\n;{run}")
    assert told is not None
    return {rule: (asked, elements) for rule, asked, elements in told}


def _said(rule: str, asked: str) -> object:
    return RULES.get(rule, asked)


def _listed(elements: Sequence[str]) -> str:
    more = len(elements) - NAMED
    return ", ".join(elements[:NAMED]) + (f" + {more}" if more > 0 else "")
