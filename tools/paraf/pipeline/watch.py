"""Watching: is what is live still the release that the ledger names?

What ought to be there is read from the ledger and its manifest in git, never from the web server's
own folder: whoever changed a file there could have changed its listing too.
"""

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from paraf.core.case import Case, Performed
from paraf.core.evidence import Evidence, Finding, Manifest, Release, Severity
from paraf.core.inspecting import InspectionRules
from paraf.core.words import T
from paraf.forge.lines import branch
from paraf.pipeline.desk import Desk
from paraf.pipeline.incidents import (
    Incident,
    Incidents,
    incidents_of,
    is_of_a_page,
    mark,
    marks,
    name_of,
)
from paraf.pipeline.listing import dossier
from paraf.pipeline.publish import manner_of, site_folder
from paraf.pipeline.reconcile import alone
from paraf.pipeline.rulebook import Rulebook
from paraf.ports import BrowserFault, TargetFault

PARTS = frozenset({"bytes", "transport", "pages"})
"""What is looked at: links only change where bytes do."""
FILES, LARGEST = 20, 2_000_000
"""So many changed files are kept, of so many bytes each at most."""


class Outcome(Enum):
    """What a look at the live site gave."""

    WELL = "well"
    """It is what was marked."""
    INCIDENT = "incident"
    """Something is wrong that was not told before."""
    KNOWN = "known"
    """Something is wrong, and all of it was told."""
    ENDED = "ended"
    """It is well again: told once."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One look: how it came out, what it saw, and the incident that is open or just ended.

    `news` are the findings that nobody was told yet; `folder` is where the evidence lies. `unseen`
    says why no browser looked at the home page, where none did.
    """

    outcome: Outcome
    evidence: Evidence
    incident: Incident | None = None
    folder: Path | None = None
    news: tuple[Finding, ...] = ()
    unseen: BrowserFault | None = None


def is_due(desk: Desk, every: float) -> bool:
    """Say whether the last look by this clone is `every` seconds ago, or there was none."""
    last = incidents_of(desk).last()
    return last is None or not timedelta() <= desk.now() - last < timedelta(seconds=every)


def watch(desk: Desk, book: Rulebook, into: Path | None = None) -> Watched:
    """Hold the live site against the release that the ledger names; tell what is new about it.

    The evidence of an incident is kept below `into`, else with this clone. Raises BusyFault while
    a reconcile is under way: what is live may just be changing; TargetFault where no case ever
    published.
    """
    kept = Incidents(into) if into else incidents_of(desk)
    with ExitStack() as held:
        for folder in (desk.git.private, site_folder(desk, book.settings)):
            held.enter_context(alone(folder))
        release, manifest = marked_release(desk, book)
        scratch = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="paraf-")))
        evidence, unseen = _look(desk, book, release, manifest, scratch)
        found = replace(Watched(Outcome.WELL, evidence), unseen=unseen)
        found = _settled(kept, found, release, desk.now(), scratch)
        kept.looked(desk.now())
    return found


def _look(
    desk: Desk, book: Rulebook, release: Release, manifest: Manifest, into: Path
) -> tuple[Evidence, BrowserFault | None]:
    """Look without a browser where there is none: a missing Chromium must not blind the watch."""
    from paraf.inspection.browser.chromium import find
    from paraf.inspection.inspect import inspect
    from paraf.inspection.site import Site

    rules = _briefly(book.rules.inspection)
    site = Site(book.settings.target.url, manifest, release, (), ("",), rules=rules)
    parts, unseen, browser = set(PARTS), None, desk.browser
    try:
        browser = find(desk.browser)
    except BrowserFault as fault:
        parts, unseen = parts - {"pages"}, fault
    evidence = inspect(
        site,
        into=into,
        browser=browser,
        progress=desk.progress,
        now=desk.now,
        manner=replace(manner_of(desk, book), parts=frozenset(parts)),
    )
    return evidence, unseen


def _briefly(rules: InspectionRules) -> InspectionRules:
    """Return the rules with one picture of a page: a watch is for what changed by itself."""
    return replace(rules, devices=rules.devices[-1:], themes=rules.themes[:1], external=False)


def marked_release(desk: Desk, book: Rulebook) -> tuple[Release, Manifest]:
    """Return the release that the ledger says is live, with its manifest as it was marked.

    TargetFault where no case published anything, or its manifest is not what the ledger named.
    """
    performed = list(_performed(desk, book))
    if not performed:
        raise TargetFault(
            T("The ledger names no release yet: nothing was published by a case."),
            T("Watching begins with the first case that is published."),
        )
    _, case, outputs = max(performed, key=lambda one: one[0])
    release = Release(outputs["release"], int(outputs["serial"]), outputs["commit"])
    content = _manifest(desk, book, case, outputs["manifest"])
    from paraf.site.manifest import from_json

    manifest = from_json(content)
    if manifest.digest != release.digest:
        raise _unproved(case)
    return release, manifest


def _performed(
    desk: Desk, book: Rulebook
) -> Iterator[tuple[tuple[int, datetime], Case, dict[str, str]]]:
    for case in desk.forge.snapshot(desk.forge.cases(archived=True)).values():
        for event in case.events:
            deed = event.deed
            if not isinstance(deed, Performed) or not book.office.is_bot(event.actor):
                continue
            outputs = dict(deed.outputs)
            if {"release", "serial", "commit", "manifest"} <= outputs.keys():
                yield (int(outputs["serial"]), event.at), case, outputs


def _manifest(desk: Desk, book: Rulebook, case: Case, digest: str) -> bytes:
    """Return the manifest of a case's report: from its branch, or from the archive."""
    path = f"{dossier(case, book.office)}/data/report/manifest.json"
    tips = (desk.forge.tip(branch(change, case.id)) for change in case.changes)
    for commit in (desk.forge.base(), *filter(None, tips)):
        content = desk.git.read(commit, path)
        if content is not None and hashlib.sha256(content).hexdigest() == digest:
            return content
    raise _unproved(case)


def _unproved(case: Case) -> TargetFault:
    return TargetFault(
        T("The manifest of case {case} is not the one that the ledger names.", case=case.id),
        T("Fetch the repository anew; see with 'paraf verify' whether the archive is whole."),
    )


def _settled(
    kept: Incidents, seen: Watched, release: Release, at: datetime, scratch: Path
) -> Watched:
    """Compare what was found with what was told, and keep what is new.

    What only a browser can see is not over while none looked.
    """
    evidence = seen.evidence
    before, found = kept.open(), marks(evidence.findings)
    if before is None and not found:
        return seen
    if before is not None and not found:
        settled = replace(seen, incident=before, folder=kept.folder / before.folder)
        if seen.unseen is not None and any(map(is_of_a_page, before.marks)):
            return replace(settled, outcome=Outcome.KNOWN)
        kept.close(before, at)
        return replace(settled, outcome=Outcome.ENDED)
    known = before.marks if before else frozenset[str]()
    news = tuple(
        one for one in evidence.findings
        if one.severity is Severity.BLOCK and mark(one) not in known
    )  # fmt: skip
    if before and not news:
        return replace(seen, outcome=Outcome.KNOWN, incident=before,
                       folder=kept.folder / before.folder)  # fmt: skip
    since = before.since if before else at
    incident = Incident(name_of(found, at), since, release.digest, known | found)
    changed = list(_changed(evidence.findings, scratch))
    folder = kept.keep(incident, scratch, changed)
    return replace(seen, outcome=Outcome.INCIDENT, incident=incident, folder=folder, news=news)


def _changed(findings: Collection[Finding], scratch: Path) -> Iterator[dict[str, object]]:
    """Fetch what is now in the place of files that changed, and keep it as evidence."""
    from paraf.inspection.evidence.exchange import asking

    fetch = asking(largest=LARGEST)
    places = dict.fromkeys(one.place for one in findings if one.kind in KEPT)
    for number, place in enumerate(list(places)[:FILES], 1):
        exchange = fetch(place)
        if exchange is None:
            continue
        folder = scratch / "changed"
        folder.mkdir(exist_ok=True)
        # Numbered, and of no type: nobody opens a defaced page by a click.
        (folder / f"{number:02}.head").write_bytes(exchange.response)
        (folder / f"{number:02}.body").write_bytes(exchange.body)
        yield {
            "place": place,
            "status": exchange.status,
            "head": f"changed/{number:02}.head",
            "body": f"changed/{number:02}.body",
            "bytes": len(exchange.body),
            "sha256": hashlib.sha256(exchange.body).hexdigest(),
        }


KEPT = frozenset({"file-changed", "file-status", "file-extra", "release-other"})
