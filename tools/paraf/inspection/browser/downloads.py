"""The files that a page offers, as its visitor gets them."""

import asyncio
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from paraf.core.evidence import FileSum, Finding
from paraf.core.words import T
from paraf.inspection.browser.view import Look
from paraf.inspection.fetch import SLOWEST
from paraf.inspection.findings import CORRECT_PAGE, PUBLISH_AGAIN, address, block, wrong_status

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext


async def check_downloads(
    context: "BrowserContext", look: Look, links: frozenset[str]
) -> list[Finding]:
    """See that the page links to each file that it is to offer, and that it arrives unchanged."""
    offered = {unquote(link) for link in links}
    findings = []
    for path, expected in sorted(look.expected.downloads.items()):
        place = address(look.url, path)
        if unquote(place) not in offered:
            what = T("The page does not offer {file}.", file=path)
            findings.append(block("download-missing", look.place, what, CORRECT_PAGE))
        else:
            patience = look.patience + expected.size / SLOWEST
            findings += await _download(context, place, expected, patience)
    return findings


async def _download(
    context: "BrowserContext", place: str, expected: FileSum, patience: float
) -> list[Finding]:
    """Fetch a download with the page's own cookies; it must be the file that was marked."""
    try:
        async with asyncio.timeout(patience):
            response = await context.request.get(place, timeout=0)
            body = await response.body()
    except TimeoutError:
        what = T("The download did not arrive within {seconds} s.", seconds=round(patience))
        return [block("download-slow", place, what, PUBLISH_AGAIN)]
    if response.status != 200:
        return [wrong_status("download-status", place, response.status)]
    if (len(body), hashlib.sha256(body).hexdigest()) == (expected.size, expected.sha256):
        return []
    what = T("The download does not have the bytes that were marked.")
    return [block("download-changed", place, what, PUBLISH_AGAIN)]
