"""One page on one screen: what was looked for, what was read, and what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paraf.core.article import digest
from paraf.core.evidence import ExpectedPage, Finding
from paraf.core.inspecting import Budgets
from paraf.core.phrases import device as called
from paraf.core.words import T, Text
from paraf.inspection.browser.screen import Device, Theme
from paraf.inspection.browser.texts import MESSAGE, clean
from paraf.inspection.fetch import SLOWEST
from paraf.inspection.findings import (
    CORRECT_PAGE,
    PUBLISH_AGAIN,
    address,
    block,
    unreachable,
    wrong_status,
)
from paraf.inspection.picture import Box


@dataclass(frozen=True, slots=True)
class Look:
    """One page to be looked at with one device.

    `expected` is None for a page of which nothing was marked. `deep` says that this device also
    tries what is the same on all of them: accessibility, keyboard, print, downloads.
    """

    url: str
    path: str
    expected: ExpectedPage | None
    device: Device
    themes: Sequence[Theme]
    deep: bool
    patience: float

    @property
    def place(self) -> str:
        """The page's address."""
        return address(self.url, self.path)

    @property
    def longest(self) -> float:
        """Seconds after which the look is given up, whatever it waits for."""
        files = self.expected.downloads.values() if self.expected else ()
        return 4 * self.patience + sum(self.patience + one.size / SLOWEST for one in files)


@dataclass(frozen=True, slots=True)
class Read:
    """What a page says of itself; the status is 0 until it answers. Sizes in CSS pixels."""

    status: int = 0
    title: str = ""
    headings: tuple[str, ...] = ()
    article: str = ""
    searched: bool = False
    height: int = 1
    masks: tuple[Box, ...] = ()
    broken: tuple[str, ...] = ()
    overflow: str = ""
    violations: list[list[str]] = field(default_factory=list)
    figures: Mapping[str, float] = field(default_factory=dict)


def read(status: int, said: Mapping[str, Any]) -> Read:
    """Return what the script inside the page found, as a value."""
    return Read(
        status=status,
        title=plain(said["title"]),
        headings=tuple(plain(heading) for heading in said["headings"]),
        article=digest(said["article"]) if said["article"] else "",
        searched=said["searched"],
        height=said["height"],
        masks=tuple(Box(*box) for box in said["masks"]),
        broken=tuple(said["broken"]),
        overflow=said["overflow"],
        violations=said["violations"],
        figures={"lcp": round(said["lcp"]), "cls": round(said["cls"], 4)},
    )


def differences(look: Look, seen: Read) -> list[Finding]:
    """Hold what was read against what was marked; of a page with an error, only that is said."""
    if seen.status != 200:
        return [wrong_status("page-status", look.place, seen.status)]
    return [*_marked(look, look.expected, seen), *_shown(look, seen)]


def _marked(look: Look, expected: ExpectedPage | None, seen: Read) -> Iterator[Finding]:
    if expected is None:
        return
    title = plain(expected.title)
    # The theme adds the site's name; the office marks the title alone.
    if seen.title != title and not seen.title.startswith(f"{title} - "):
        what = T(
            "The title is “{seen}”, not “{expected}” as it was marked.",
            seen=seen.title,
            expected=expected.title,
        )
        yield block("title-differs", look.place, what, PUBLISH_AGAIN)
    headings = tuple(plain(heading) for heading in expected.headings)
    if seen.headings != headings:
        what = T(
            "The headings are “{seen}”, not “{expected}” as they were marked.",
            seen=" · ".join(seen.headings),
            expected=" · ".join(headings),
        )
        yield block("headings-differ", look.place, what, PUBLISH_AGAIN)
    elif expected.article and seen.article != expected.article:
        what = T("The text is not the one that was marked.")
        yield block("article-differs", look.place, what, PUBLISH_AGAIN)


def _shown(look: Look, seen: Read) -> Iterator[Finding]:
    for image in seen.broken:
        what = T("The browser cannot show the image {target}.", target=image)
        yield block("image-undecoded", look.place, what, CORRECT_PAGE)
    if look.device.mobile and seen.overflow:
        what = T(
            "The page is wider than {width} px: {element} sticks out.",
            width=look.device.width,
            element=seen.overflow,
        )
        remedy = T("Make it narrower, or let it scroll by itself, as tables do.")
        yield block("overflow", look.place, what, remedy)


def dear(look: Look, budgets: Budgets, figures: Mapping[str, float]) -> Iterator[Finding]:
    """Yield a finding for each figure of a page that is above the office's budget."""
    slim = T("Make pictures smaller, and leave out what the page does not need.")
    stay = T("Give pictures and frames their width and height.")
    kilobytes = round(figures["bytes"] / 1000)
    told: tuple[tuple[str, float, float, Text, Text], ...] = (
        ("lcp-over", figures["lcp"], budgets.lcp,
         T("Its main part is shown after {seen} ms; the budget is {budget} ms."), slim),
        ("cls-over", figures["cls"], budgets.cls,
         T("It moves by {seen} while it loads; the budget is {budget}."), stay),
        ("weight-over", kilobytes, budgets.kilobytes,
         T("It weighs {seen} kB; the budget is {budget} kB."), slim),
        ("requests-over", figures["requests"], budgets.requests,
         T("It asks for {seen} files; the budget is {budget}."), slim),
    )  # fmt: skip
    for kind, seen, budget, what, remedy in told:
        if seen > budget:
            said = T(what.message, seen=f"{seen:g}", budget=f"{budget:g}")
            on = T("{device}: {what}", device=called(look.device.name), what=said)
            yield block(kind, look.place, on, remedy)


SLOW = "page-slow"


def slow(look: Look) -> Finding:
    """Return the finding for a page that did not get ready in time."""
    return block(
        SLOW,
        look.place,
        T("The page did not get ready within {seconds} s.", seconds=f"{look.patience:g}"),
        T("Look at what the page loads, and at the web server; then inspect anew."),
    )


def heavy(look: Look, megabytes: int) -> Finding:
    """Return the finding for a page that had to be ended before the machine was."""
    return block(
        "page-heavy-memory",
        look.place,
        T("The page took more than {megabytes} MB of memory.", megabytes=megabytes),
        T("Look at the page's scripts: one of them never stops collecting."),
    )


def failed(look: Look, message: str) -> Finding:
    """Return the finding for a page that the browser could not show, or a server gone meanwhile."""
    reason = clean(message.partition("\n")[0], MESSAGE)
    if "net::ERR_CONNECTION" in reason or "ECONN" in reason:
        return unreachable(look.url, reason)
    return block(
        "page-failed",
        look.place,
        T("The browser cannot show the page: {reason}", reason=reason),
        PUBLISH_AGAIN,
    )


def plain(words: str) -> str:
    """Return the words as they are read: one space between any two."""
    return clean(" ".join(words.split()))
