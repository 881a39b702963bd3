"""The whole of cek website: what is live, held against what was marked."""

from collections.abc import Sequence
from pathlib import Path

from paraf.core.evidence import Evidence, Finding, PageSeen
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import check_pages
from paraf.inspection.bytes.check import check_bytes
from paraf.inspection.evidence.record import as_json
from paraf.inspection.findings import is_down
from paraf.inspection.links.follow import check_links
from paraf.inspection.site import Site
from paraf.ports import Progress


def inspect(site: Site, *, into: Path, browser: Path | None, progress: Progress) -> Evidence:
    """Inspect the live site, and write `inspection.json` and the screenshots below `into`.

    All files are compared by their bytes, the links of the case's pages followed, and the pages
    looked at in `browser` (None: the first Chromium that is found). Whatever is wrong with the site
    is a finding; the evidence of a failed inspection is a value like any other. Raises BrowserFault
    if there is no browser, or it dies.
    """
    path = chromium.find(browser)
    compared = check_bytes(site, progress)
    findings = compared.findings
    pages: tuple[PageSeen, ...] = ()
    if not is_down(findings):
        findings += check_links(site.url, [one.path for one in site.pages], progress)
    if not is_down(findings):
        viewed = check_pages(site.url, site.pages, into, progress, browser=path)
        pages = viewed.pages
        findings += viewed.findings
    evidence = Evidence(
        url=site.url,
        release=site.manifest.digest,
        files=compared.files,
        bytes=compared.bytes,
        pages=pages,
        findings=_each_once(findings),
    )
    into.mkdir(parents=True, exist_ok=True)
    new = into / ".inspection.json.part"
    new.write_bytes(as_json(evidence))
    new.replace(into / "inspection.json")
    return evidence


def _each_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))
