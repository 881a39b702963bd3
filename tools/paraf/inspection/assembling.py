"""From what the parts of an inspection saw to its one evidence: pure, and always in one order."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from paraf.core.evidence import Checked, Evidence, Finding, PageSeen, Severity
from paraf.core.inspecting import DEVICES, THEMES
from paraf.core.words import T
from paraf.inspection.accepted import accept
from paraf.inspection.elsewhere import lenient
from paraf.inspection.findings import UNREACHABLE, block, folded
from paraf.inspection.kinds import PARTS
from paraf.inspection.site import Site

ORDER = tuple(PARTS)


def assemble(
    site: Site,
    seen: Sequence[Evidence],
    more: Iterable[Finding] = (),
    parts: Collection[str] = ORDER,
) -> Evidence:
    """Return the one evidence of what several shares, or one whole run, saw of `site`.

    Each finding stands there once, by part, place and kind; what the office accepts blocks no
    longer, and says why; so does what is wrong on pages that no case touched. Of a server that is
    down this alone is told, with what is wrong with its certificate. Pages come in the order of the
    site. `artifacts` stays empty. Where the bytes are among the `parts` that were looked at, fewer
    files than were published block whatever else was found, or was not.
    """
    findings = _told([*(one for each in seen for one in each.findings), *more])
    files = sum(one.files for one in seen)
    judged = in_order(accept(lenient(site, findings), site.rules.accepted))
    if "bytes" in parts:
        judged = in_order((*judged, *_incomplete(site, files, judged)))
    return Evidence(
        url=site.url,
        release=site.manifest.digest,
        files=files,
        bytes=sum(one.bytes for one in seen),
        pages=_pages(site, (page for one in seen for page in one.pages)),
        findings=judged,
        at=min((one.at for one in seen if one.at), default=""),
        tools={name: version for one in seen for name, version in sorted(one.tools.items())},
        checked=added(one for each in seen for one in each.checked),
    )


def _incomplete(site: Site, files: int, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what no part has told: that not every file came. Nothing may pass that nobody saw."""
    wanted = len(site.manifest.files)
    if files < wanted and not any(one.severity is Severity.BLOCK for one in findings):
        what = T("Only {files} of {all} files came.", files=files, all=wanted)
        yield block("file-silent", site.url, what, T("Inspect anew."))


def _told(findings: Sequence[Finding]) -> Sequence[Finding]:
    down = [one for one in findings if one.kind == UNREACHABLE]
    # A bad certificate makes a server unreachable: then it says why.
    why = [one for one in findings if one.kind.startswith(("certificate-", "chain-"))]
    return (*in_order(down)[:1], *folded(why)) if down else folded(findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by part, place and kind, each once: what reads the same is the same."""
    told = {_place(one): one for one in findings}
    return tuple(told[key] for key in sorted(told))


def added(checked: Iterable[Checked]) -> tuple[Checked, ...]:
    """Return what was looked at, what means the same counted together."""
    counts: dict[tuple[str, str], Checked] = {}
    for one in checked:
        key = one.part, str(one.what)
        before = counts.get(key)
        counts[key] = replace(one, count=one.count + before.count) if before else one
    return tuple(counts[key] for key in sorted(counts, key=lambda key: (_nth(key[0]), key[1])))


def _place(one: Finding) -> tuple[int, str, str, int, str, str, str]:
    said = str(one.what), str(one.remedy), one.severity.value
    return _nth(part_of(one.kind)), one.place, one.kind, one.line, *said


def part_of(kind: str) -> str:
    """Return the part of the inspection that finds a kind; empty for one that is not known."""
    return next((part for part, kinds in PARTS.items() if kind in kinds), "")


def _nth(part: str) -> int:
    return ORDER.index(part) if part in ORDER else len(ORDER)


def _pages(site: Site, pages: Iterable[PageSeen]) -> tuple[PageSeen, ...]:
    paths = (*(one.path for one in site.pages), *site.around)
    rank = {path: at for at, path in reversed(list(enumerate(paths)))}

    def order(one: PageSeen) -> tuple[int, str, int, int]:
        nth = rank.get(one.path, len(paths))
        return nth, one.path, _index(DEVICES, one.device), _index(THEMES, one.theme)

    return tuple(sorted(pages, key=order))


def _index(known: Sequence[str], one: str) -> int:
    return known.index(one) if one in known else len(known)
