"""Is every file of the release live, byte for byte, and nothing else?"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from paraf.core.evidence import Checked, Finding
from paraf.core.words import T, Text
from paraf.inspection.bytes import absent, notice
from paraf.inspection.bytes.files import Reader, Tally, compare
from paraf.inspection.bytes.question import ask_all
from paraf.inspection.bytes.ways import judge_led_on, judge_ways
from paraf.inspection.fetch import PATIENCE, Answer, Patience, Pause, Silence, Web, opened
from paraf.inspection.findings import address, folded, is_down, unreachable
from paraf.inspection.site import Site
from paraf.ports import Progress


@dataclass(frozen=True, slots=True)
class Compared:
    """How many files were answered, with how many bytes, what was wrong, what was looked at.

    `findings` are in the order of `findings.folded`, whatever the order of the answers was.
    """

    files: int
    bytes: int
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...] = ()


def check_bytes(
    site: Site,
    progress: Progress,
    *,
    reader: Reader | None = None,
    patience: Patience = PATIENCE,
    pause: Pause = time.sleep,
) -> Compared:
    """Fetch every file of the manifest from below `site.url` and compare it by SHA-256.

    The site must also name this release; if it names another one, nothing else is compared. If it
    is down, there is that one finding only. `reader` is given the body of every HTML, CSS and XML
    file as it comes, in no order. What is not a matter of one file (other names, redirections, what
    must not be there) is asked by the first share alone.
    """
    rules = site.rules
    with opened(
        pause, patience=patience, connections=rules.connections, per_second=rules.per_second
    ) as web:
        most = notice.LIMIT + notice.EACH * len(site.manifest.files)
        said = web.get(address(site.url, notice.PATH), limit=most, keep=True)
        if isinstance(said, Silence) or said.status >= 500:
            return Compared(0, 0, (unreachable(site.url, _reason(said)),))
        name = notice.named(said)
        if site.release is not None and name not in (None, site.release.digest):
            return Compared(0, 0, (notice.other(site.url, site.release, str(name)),))
        tally = compare(web, site, progress, reader)
        if is_down(tally.findings):
            return Compared(tally.files, tally.bytes, tuple(tally.findings))
        tally.findings += judge_led_on(web, site, tally.led_on)
        asked = _whole(web, site, tally, said, progress) if site.share.first else 0
    return _concluded(tally, asked)


def _whole(web: Web, site: Site, tally: Tally, said: Answer, progress: Progress) -> int:
    """Ask what concerns the site as a whole; return how much was asked."""
    tally.findings += notice.judge(site.url, said, site.release)
    questions = absent.questions(site)
    answers = ask_all(web, questions, progress)
    if answers is None:
        tally.settings.clear()
        tally.findings[:] = [unreachable(site.url, T("it went away meanwhile"))]
        return 0
    for question in questions:
        tally.findings += question.judge(answers)
    tally.findings += judge_ways(web, site)
    return len(answers)


def _concluded(tally: Tally, asked: int) -> Compared:
    checked: Sequence[Checked] = (
        Checked("bytes", T("files compared byte by byte"), tally.files),
        Checked("bytes", T("questions about what must not be there"), asked),
    )
    return Compared(
        tally.files,
        tally.bytes,
        folded([*tally.findings, *tally.settings.values()]),
        tuple(one for one in checked if one.count),
    )


def _reason(got: Answer | Silence) -> Text:
    return T("HTTP {status}", status=got.status) if isinstance(got, Answer) else got.reason
