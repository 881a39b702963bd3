"""One page on one screen, from its address to its last picture: everything that is tried there."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.inspecting import Budgets
from paraf.core.words import T
from paraf.inspection.browser import axe
from paraf.inspection.browser.downloads import check_downloads
from paraf.inspection.browser.heard import Heard
from paraf.inspection.browser.keyboard import check_keyboard
from paraf.inspection.browser.screen import Theme
from paraf.inspection.browser.view import Look, Read, dear, differences, read
from paraf.inspection.findings import CORRECT_PAGE, block

if TYPE_CHECKING:
    from paraf.inspection.browser.tab import Tab


@dataclass
class Visit:
    """What came of one look so far: it is kept even if the page fails in the middle of it."""

    look: Look
    seen: Read = field(default_factory=Read)
    pictures: dict[Theme, bytes] = field(default_factory=dict)
    """PNG, by theme."""
    violations: list[list[str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


async def visit(tab: "Tab", heard: Heard, done: Visit, budgets: Budgets) -> None:
    """Look at the live page in a tab that `heard` listens to; put what is found into `done`.

    The first theme is loaded; to the others the page is turned without loading it again, if it
    follows. TimeoutError if the page's patience is over.
    """
    look = done.look
    async with asyncio.timeout(look.patience):
        done.seen = await drawn(tab, done)
    weight, asked = heard.weight(tab.known)
    figures = {**done.seen.figures, "bytes": float(weight), "requests": float(asked)}
    # An image that did not come is told by its request.
    broken = tuple(one for one in done.seen.broken if not heard.missed(one))
    done.seen = replace(done.seen, figures=figures, broken=broken)
    done.violations += done.seen.violations
    done.findings += differences(look, done.seen)
    if done.seen.status != 200:
        return
    done.findings += dear(look, budgets, figures)
    async with asyncio.timeout(look.patience):
        if look.deep:
            await _tried(tab, done)
        else:
            await turned(tab, done)
        done.violations += await tab.call("paraf.violations")
    if look.deep:
        done.findings += await check_downloads(tab, look)


async def drawn(tab: "Tab", done: Visit) -> Read:
    """Open the page in its first theme, and take its picture; return what it says of itself."""
    await tab.page.emulate_media(color_scheme=done.look.themes[0])
    status = await tab.open(done.look.place)
    seen = read(status, await tab.call("paraf.read()"))
    done.pictures[done.look.themes[0]] = await tab.picture(seen.height)
    return seen


async def turned(tab: "Tab", done: Visit) -> None:
    """Turn the page to its other themes, and take a picture of each."""
    for theme in done.look.themes[1:]:
        await tab.page.emulate_media(color_scheme=theme)
        if not await tab.call("paraf.turn()"):
            # It has no other theme, or asks for the reader's wish only when it loads.
            await tab.reload()
            await tab.call("paraf.read()")
        done.pictures[theme] = await tab.picture(done.seen.height)


async def _tried(tab: "Tab", done: Visit) -> None:
    """Try what is the same on every screen."""
    look = done.look
    done.findings += await _printed(tab, look)
    broken = await axe.check_all(tab)
    await turned(tab, done)
    other = await axe.check_contrast(tab) if len(look.themes) > 1 else {}
    done.findings += axe.findings(look.place, broken, other)
    # After the pictures: a skip link is shown while it has the focus.
    done.findings += await check_keyboard(tab, look.place)


async def _printed(tab: "Tab", look: Look) -> Iterator[Finding]:
    """See what would be on paper."""
    await tab.page.emulate_media(media="print")
    said = await tab.call("paraf.printed()")
    await tab.page.emulate_media(media="screen")
    return _of_print(look, said["text"], said["navigation"])


def _of_print(look: Look, text: object, navigation: list[str]) -> Iterator[Finding]:
    if not text:
        what = T("In print the page has no text.")
        yield block("print-hidden", look.place, what, CORRECT_PAGE)
    if navigation:
        what = T("The navigation is printed with the text: {elements}", elements=navigation[0])
        yield block("print-navigation", look.place, what, T("Hide it in print (@media print)."))
