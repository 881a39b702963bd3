"""The whole of cek website: what is live, held against what was marked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from paraf.core.evidence import Checked, Evidence, Finding, PageSeen
from paraf.inspection import shards
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import check_pages
from paraf.inspection.bytes.check import Compared, check_bytes
from paraf.inspection.concluding import ALL, Manner, Seen, conclude
from paraf.inspection.evidence import difference
from paraf.inspection.findings import is_down
from paraf.inspection.links.check import built_documents, check_links
from paraf.inspection.links.document import Document, read
from paraf.inspection.site import Site
from paraf.inspection.transport.check import check_transport
from paraf.ports import Progress

Clock = Callable[[], datetime]


def inspect(
    site: Site,
    *,
    into: Path,
    browser: Path | None,
    progress: Progress,
    now: Clock,
    manner: Manner | None = None,
) -> Evidence:
    """Inspect the live site, and write the evidence below `into`, `inspection.json` last.

    All files are compared by their bytes, the links of the whole site judged, headers and protocol
    looked at, and `site.pages` and `site.around` seen in `browser` (None: the first Chromium that
    is found). Whatever is wrong with the site is a finding; the evidence of a failed inspection is
    a value like any other. Raises BrowserFault if there is no browser, or it dies.
    """
    manner = manner or Manner()
    seen = _Look(site, into, progress, manner.parts).through(browser, now)
    return conclude(site, [seen], (), into, now, manner)


def inspect_share(
    site: Site, *, into: Path, browser: Path | None, progress: Progress, now: Clock
) -> Evidence:
    """Inspect what `site.share` has, and write below `into` what `shards.merge` needs.

    What is returned is what this share saw: nothing of it is accepted or in order yet, and links
    are judged when all shares are together.
    """
    seen = _Look(site, into, progress, ALL).through(browser, now)
    shards.write(into, site, seen)
    return seen.evidence


@dataclass
class _Look:
    """One look at a site, part by part; what is down is not looked at any further."""

    site: Site
    into: Path
    progress: Progress
    parts: Collection[str]
    compared: Compared = field(default_factory=lambda: Compared(0, 0, ()))
    findings: list[Finding] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)
    pages: tuple[PageSeen, ...] = ()
    documents: list[Document] = field(default_factory=list)
    requests: frozenset[str] = frozenset()
    tools: dict[str, str] = field(default_factory=lambda: {"Paraf": version("paraf")})

    def through(self, browser: Path | None, now: Clock) -> Seen:
        """Look at every part that is wanted; return all that was seen."""
        # Before anything is asked: without a browser nothing can be proved.
        path = chromium.find(browser) if "pages" in self.parts else None
        began = now()
        if "bytes" in self.parts:
            self._bytes()
        if "links" in self.parts and not is_down(self.findings):
            self._links()
        # Of a server that nobody can trust, this part alone says why.
        if "transport" in self.parts:
            self._keep(*check_transport(self.site, self.progress, now=now()))
        if path is not None and not is_down(self.findings):
            self._pages(path)
        return Seen(self._evidence(began), self.documents, self.requests)

    def _keep(self, findings: Sequence[Finding], checked: Sequence[Checked]) -> None:
        self.findings += findings
        self.checked += checked

    def _bytes(self) -> None:
        """Compare the files; where no built site is at hand, read their links as they come."""
        wanted = "links" in self.parts and self.site.built is None
        reader = self._read if wanted else None
        self.compared = check_bytes(self.site, self.progress, reader=reader)
        self._keep(self.compared.findings, self.compared.checked)

    def _read(self, path: str, body: bytes) -> None:
        document = read(path, body)
        if document is not None:
            self.documents.append(document)

    def _links(self) -> None:
        if self.site.built is not None:
            self.documents += built_documents(self.site, self.progress)
        linked = check_links(self.site, self.documents, self.progress)
        self._keep(linked.findings, linked.checked)

    def _pages(self, browser: Path) -> None:
        viewed = check_pages(
            self.site, self.into, self.progress, browser=browser, compare=difference.compare
        )
        self.pages = viewed.pages
        self.tools |= viewed.tools
        self._keep(viewed.findings, viewed.checked)
        case = {one.path for one in self.site.pages} or set(self.site.around)
        self.requests = frozenset(url for url, by in viewed.requests.items() if by & case)

    def _evidence(self, began: datetime) -> Evidence:
        return Evidence(
            url=self.site.url,
            release=self.site.manifest.digest,
            files=self.compared.files,
            bytes=self.compared.bytes,
            pages=self.pages,
            findings=tuple(self.findings),
            at=began.astimezone(UTC).isoformat(timespec="seconds"),
            tools=self.tools,
            checked=tuple(self.checked),
        )
