"""Headers and transport of a live site: one entry for the inspection."""

from collections.abc import Iterator
from datetime import datetime

from paraf.core.evidence import Checked, Finding
from paraf.core.security_txt import PATH
from paraf.core.words import T
from paraf.inspection.findings import address
from paraf.inspection.site import Site
from paraf.inspection.transport.answers import PATIENCE, Answer, opened
from paraf.inspection.transport.headers import judge_headers
from paraf.inspection.transport.notice import judge_notice
from paraf.inspection.transport.tls import check_tls
from paraf.ports import Progress

PAGES = 3
"""So many of the case's pages are asked for: headers are given by the server, not by the page."""
ABSENT = "paraf-tiada/"
"""A page that no site has: servers often forget their headers on what is not found."""

Seen = tuple[tuple[Finding, ...], tuple[Checked, ...]]


def check_transport(
    site: Site, progress: Progress, *, now: datetime, patience: float = PATIENCE
) -> Seen:
    """Return what is wrong with headers, certificate, TLS and `security.txt`, and what was seen.

    `now` is an aware moment; no answer is waited for longer than `patience` seconds. Each mistake
    is told once, at the first address that has it. Costs a few requests, however large the site
    is. A server that does not answer is no finding here, and costs little time: the comparison of
    the files tells that. One whose certificate is not trusted is looked at all the same. Only the
    first share of several looks.
    """
    if not site.share.first:
        return (), ()
    progress(T("Looking at headers, certificate and protocol"), 0, 2)
    answers = _answers(site, patience)
    progress(T("Looking at headers, certificate and protocol"), 1, 2)
    found, hosts = check_tls(site.url, site.rules.names, now, patience)
    progress(T("Looking at headers, certificate and protocol"), 2, 2)
    checked = [Checked("transport", T("answers whose headers were looked at"), len(answers))]
    if site.url.startswith("https:"):
        checked.append(Checked("transport", T("host names whose certificate was looked at"), hosts))
    return (*_judged(site, answers, now), *found), tuple(checked)


def _answers(site: Site, patience: float) -> tuple[Answer, ...]:
    with opened(patience) as door:
        first = door.get(address(site.url, ""))
        if first is None:
            return ()
        urls = dict.fromkeys(address(site.url, one) for one in _paths(site))
        urls.pop(first.url, None)
        return first, *(got for url in urls if (got := door.get(url)) is not None)


def _paths(site: Site) -> Iterator[str]:
    yield from (one.path for one in site.pages[:PAGES])
    for ending in (".js", ".css", ".pdf"):
        yield from [one for one in site.manifest.files if one.endswith(ending)][:1]
    yield ABSENT
    yield PATH


def _judged(site: Site, answers: tuple[Answer, ...], now: datetime) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for answer in answers:
        # A way to elsewhere is judged where it is looked at as such.
        if 300 <= answer.status < 400:
            continue
        for one in judge_headers(answer, site.headers):
            if (one.kind, str(one.what)) not in told:
                told.add((one.kind, str(one.what)))
                yield one
        if answer.url == address(site.url, PATH):
            yield from judge_notice(answer, now)
