"""Does the keyboard reach the text, and leave it again (WCAG 2.2, 2.1.1, 2.1.2, 2.4.1)?"""

import asyncio
from typing import TYPE_CHECKING

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import CORRECT_PAGE, block

if TYPE_CHECKING:
    from paraf.inspection.browser.tab import Tab

STEPS = 12
"""So often the key is pressed before anybody looks where it led."""
ROUNDS = 10
"""Whoever has pressed it a hundred times has given up (WCAG 2.2, 2.4.1)."""


async def check_keyboard(tab: "Tab", place: str) -> list[Finding]:
    """See that Tab comes from the top to a link that skips to the text, or into the text itself.

    From there it has to go on: what holds the focus for as long as `STEPS` is a trap.
    """
    await tab.call("paraf.listen()")
    far, reached = -1, False
    for turn in range(ROUNDS):
        await asyncio.gather(*(tab.page.keyboard.press("Tab") for _ in range(STEPS)))
        walked = await tab.call("paraf.walked()")
        reached = reached or walked["reached"]
        if walked["held"] and walked["far"] <= far:
            what = T("The keyboard does not get away from {element}.", element=walked["name"])
            return [block("keyboard-unreached", place, what, CORRECT_PAGE)]
        if walked["far"] <= far or walked["far"] == walked["count"] - 1 or (reached and turn):
            break
        far = walked["far"]
    if reached:
        return []
    what = T("The Tab key does not lead to the text.")
    remedy = T("Begin the page with a link that skips to its text.")
    return [block("keyboard-unreached", place, what, remedy)]
