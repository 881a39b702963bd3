"""Does the site's own search find the page?"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.browser.view import Look
from paraf.inspection.findings import block

if TYPE_CHECKING:
    from paraf.inspection.browser.tab import Tab

PAGE = "cari/"
"""Where our sites are searched, with the index that Pagefind makes after the build."""
INDEX = "pagefind/pagefind.js"
EVERY = 0.03
STILL = 20
"""So many looks without anything new, and the search has said what it had to say."""


async def check_search(tab: "Tab", looks: Sequence[Look]) -> list[Finding]:
    """Type each page's title into the search page that is shown; a result has to lead to it."""
    return [unfound(look) for look in looks if not await _found(tab, look)]


def unfound(look: Look) -> Finding:
    """Return the finding for a page that the search does not know."""
    title = look.expected.title if look.expected else look.path
    return block(
        "search-missing",
        look.place,
        T("The search for “{title}” does not lead to the page.", title=title),
        T("Build the site and its search index anew, then publish it again."),
    )


async def _found(tab: "Tab", look: Look) -> bool:
    try:
        async with asyncio.timeout(look.patience):
            return await _asked(tab, look.place, look.expected.title if look.expected else "")
    except TimeoutError:
        return False


async def _asked(tab: "Tab", place: str, title: str) -> bool:
    if not await tab.call("paraf.ask()"):
        return False
    await tab.page.keyboard.insert_text(title)
    await tab.page.keyboard.press("Enter")
    before, same = None, 0
    while same < STILL:
        told = await tab.call("paraf.results()")
        if place in told["links"]:
            return True
        waits = "…" in told["said"] or not told["said"] or told["more"]
        same = same + 1 if told == before and not waits else 0
        before = told
        await asyncio.sleep(EVERY)
    return False
