"""One page at one width: what was looked for, what was read, and what differs."""

from dataclasses import dataclass
from pathlib import Path

from paraf.core.evidence import ExpectedPage, Finding
from paraf.core.words import T
from paraf.inspection.findings import PUBLISH_AGAIN, address, block, unreachable, wrong_status


@dataclass(frozen=True, slots=True)
class Device:
    """A screen to look at the site with."""

    name: str
    width: int
    height: int
    scale: float
    mobile: bool


DEVICES = (
    Device("phone", 390, 844, 2, mobile=True),
    Device("desktop", 1280, 800, 1, mobile=False),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One page to be looked at with one device."""

    url: str
    expected: ExpectedPage
    device: Device
    file: Path
    patience: float

    @property
    def place(self) -> str:
        """The page's address."""
        return address(self.url, self.expected.path)


@dataclass(frozen=True, slots=True)
class Read:
    """What a page says of itself."""

    status: int = 0
    title: str = ""
    headings: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()


def differences(look: Look, read: Read) -> list[Finding]:
    """Hold what was read against what was marked; of a page with an error, only that is said."""
    if read.status != 200:
        return [wrong_status("page-status", look.place, read.status)]
    findings = []
    title = plain(look.expected.title)
    # The theme adds the site's name; the office marks the title alone.
    if read.title != title and not read.title.startswith(f"{title} - "):
        what = T(
            "The title is “{seen}”, not “{expected}” as it was marked.",
            seen=read.title,
            expected=look.expected.title,
        )
        findings.append(block("title-differs", look.place, what, PUBLISH_AGAIN))
    expected = tuple(plain(heading) for heading in look.expected.headings)
    if read.headings != expected:
        what = T(
            "The headings are “{seen}”, not “{expected}” as they were marked.",
            seen=" · ".join(read.headings),
            expected=" · ".join(expected),
        )
        findings.append(block("headings-differ", look.place, what, PUBLISH_AGAIN))
    return findings


def slow(look: Look) -> Finding:
    """Return the finding for a page that did not get ready in time."""
    return block(
        "page-slow",
        look.place,
        T("The page did not get ready within {seconds} s.", seconds=f"{look.patience:g}"),
        T("Look at what the page loads, and at the web server; then inspect anew."),
    )


def failed(look: Look, message: str) -> Finding:
    """Return the finding for a page that the browser could not show, or a server gone meanwhile."""
    reason = message.partition("\n")[0]
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
    return " ".join(words.split())
