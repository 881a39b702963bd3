"""Step "upload": build what was merged, put it in place, look at it live; back if it is wrong."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.core.case import Merged, Performed
from paraf.core.evidence import Evidence, ExpectedPage, Manifest, Release
from paraf.core.page import CaseFile, Page
from paraf.core.words import T
from paraf.manuscript.read import expect
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk, Judged
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.tree import Tree, build_site, checked_out, made_paths, moment, procedures
from paraf.records.catalogue import voice
from paraf.records.office import Pipeline
from paraf.site.stage import written_out
from paraf.target.directory import DirectoryTarget

if TYPE_CHECKING:
    from paraf.inspection.concluding import Manner
    from paraf.inspection.site import Site


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing gave: the release, its manifest, and the evidence folder's files."""

    release: Release
    manifest: bytes
    evidence: Evidence
    files: dict[str, bytes]
    back: Release | None = None
    """The release that is live again because this one's inspection failed, if there is one."""

    @property
    def outputs(self) -> dict[str, str]:
        """What the ledger keeps of it, by digest."""
        return {
            "release": self.release.digest,
            "serial": str(self.release.serial),
            "commit": self.release.commit,
            "manifest": hashlib.sha256(self.manifest).hexdigest(),
            "inspection": hashlib.sha256(self.files["inspection.json"]).hexdigest(),
        }


def site_folder(desk: Desk, settings: Pipeline) -> Path:
    """Return the folder of the public site's releases, wherever the command is run."""
    return desk.git.folder / settings.target.path


def target_of(desk: Desk, settings: Pipeline) -> DirectoryTarget:
    """Return the place where the public site lives."""
    owner = desk.git.config("user.name") or "paraf"
    place = site_folder(desk, settings)
    return DirectoryTarget(place, owner=owner, now=desk.now, keep=settings.target.keep)


def publish(desk: Desk, book: Rulebook, now: Judged) -> Published:
    """Publish the base branch's tip and inspect the case's pages on the live site.

    Pages of other cases that go live with them, and that nobody has looked at yet, are inspected
    too: where one of those is not right, this release is not either.

    When the inspection fails, or cannot be made, the release before is live again on return.
    Raises the faults of building, of the target and of the browser.
    """
    from paraf.inspection.browser.chromium import find

    # Before anything is switched: without a browser nothing can be proved.
    desk = replace(desk, browser=find(desk.browser))
    target = target_of(desk, book.settings)
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        site, into = Path(scratch) / "site", Path(scratch) / "evidence"
        into.mkdir()
        commit = desk.forge.base()
        with checked_out(desk, commit) as tree:
            manifest = build_site(desk, tree, site, moment(desk, commit))
            pages = _expected(desk, now, tree, commit)
        release = Release(manifest.digest, serial(desk, commit), commit)
        back = _back(desk, target, release)
        former = _gone(map(target.manifest, target.releases()), manifest)
        removed = _gone([target.manifest(back)] if back else (), manifest)
        live = replace(_live(book, site, pages, release, manifest), former=former, removed=removed)
        desk.progress(T("Publishing the site"))
        target.publish(site, release, manifest)
        try:
            evidence = _inspect(desk, book, now, live, into)
            files = _files(into)
        # Whatever ends it, a full disk or Ctrl-C: what nobody has proved does not stay live.
        except BaseException:
            if back is not None:
                target.roll_back(back)
            raise
        if not evidence.passed and back is not None:
            target.roll_back(back)
    from paraf.site.manifest import as_json

    gone_back = back if not evidence.passed else None
    return Published(release, as_json(manifest), evidence, files, gone_back)


def publish_first(desk: Desk, book: Rulebook) -> Release | None:
    """Put the site in place where nothing was ever published; None if something was."""
    target = target_of(desk, book.settings)
    if target.current() is not None:
        return None
    commit = desk.forge.base()
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        site = Path(scratch) / "site"
        with checked_out(desk, commit) as tree:
            manifest = build_site(desk, tree, site, moment(desk, commit))
        release = Release(manifest.digest, serial(desk, commit), commit)
        target.publish(site, release, manifest)
    return release


def serial(desk: Desk, commit: str) -> int:
    """Return a commit's place on the base branch, which only ever grows."""
    return int(desk.git.text("rev-list", "--count", "--first-parent", commit))


def _back(desk: Desk, target: DirectoryTarget, release: Release) -> Release | None:
    """Return the release to go back to: the live one, or, after a kill, the one before it.

    None if these very bytes are live and were found right before: taking them away would undo what
    another report has said.
    """
    live = target.current()
    if live is None or live.digest != release.digest:
        return live
    return None if _found_right(desk, release) else target.previous()


def _found_right(desk: Desk, release: Release) -> bool:
    cases = desk.forge.snapshot(desk.forge.cases(archived=True)).values()
    deeds = (event.deed for case in cases for event in case.events)
    return any(isinstance(one, Performed) and one.outputs.get("release") == release.digest
               for one in deeds)  # fmt: skip


def _live(
    book: Rulebook,
    built: Path,
    pages: Sequence[ExpectedPage],
    release: Release,
    manifest: Manifest,
) -> "Site":
    """Return what ought to be live: the case's pages, those around them, and every file."""
    from paraf.inspection.site import Site
    from paraf.site.nearby import nearby
    from paraf.site.policy import headers

    url, rules = book.settings.target.url, book.rules.inspection
    return Site(
        url=url,
        manifest=manifest,
        release=release,
        pages=pages,
        around=nearby(built, url, [one.path for one in pages], rules.around),
        built=built,
        rules=rules,
        headers=headers(built, url),
    )


def _inspect(desk: Desk, book: Rulebook, now: Judged, live: "Site", into: Path) -> Evidence:
    from paraf.inspection.inspect import inspect

    return inspect(
        live,
        into=into,
        browser=desk.browser,
        progress=desk.progress,
        now=desk.now,
        manner=manner_of(desk, book, now),
    )


def manner_of(desk: Desk, book: Rulebook, now: Judged | None = None) -> "Manner":
    """Return how an office's inspection is told: in its words, for a case where there is one."""
    from paraf.inspection.concluding import Manner
    from paraf.inspection.evidence.summary import About

    case, title = (now.case.id, now.case.opened.title) if now else ("", "")
    return Manner(
        say=desk.say,
        language=book.settings.language,
        zone=book.office.hours.zone,
        about=About(book.office.name, case, title),
    )


def _gone(earlier: Iterable[Manifest | None], manifest: Manifest) -> tuple[str, ...]:
    """Return the paths that earlier releases have and this one has not: they must be gone."""
    paths = {path for one in earlier if one is not None for path in one.files}
    return tuple(sorted(paths - manifest.files.keys()))


def _files(folder: Path) -> dict[str, bytes]:
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def merged_head(now: Judged, change: str) -> tuple[str, str]:
    """Return the head at which a change was merged, and the commit that merged it."""
    deeds = [one.deed for one in now.case.events]
    merged = next(one for one in deeds if isinstance(one, Merged) and one.change == change)
    return merged.head, merged.commit


def marked_pages(desk: Desk, now: Judged) -> tuple[CaseFile, str]:
    """Return the case's file and its head, as they were marked."""
    head, _ = merged_head(now, now.sop.changes[0])
    return case_file(desk.git, head, now.case.id), head


def _expected(desk: Desk, now: Judged, tree: Tree, commit: str) -> tuple[ExpectedPage, ...]:
    """Read the pages at the commits that were marked: they, not the merge, are what must be live.

    What other cases brought to the base branch goes live as well. Where no inspection has found it
    right yet (theirs failed, or was never made), it is looked at with this case's own pages.
    """
    case, head = marked_pages(desk, now)
    found = {one.path: one for one in _of(desk, case, head, tree, case.pages)}
    for other, merged in _unpublished(desk, now.case.id):
        same = _unaltered(desk, merged, commit, other.pages)
        for one in _of(desk, other, merged, tree, same):
            found.setdefault(one.path, one)
    return tuple(found.values())


def _of(
    desk: Desk, case: CaseFile, head: str, tree: Tree, wanted: Sequence[str]
) -> Iterator[ExpectedPage]:
    """Yield what some pages of a case look like, as they were marked at `head`."""
    paths = [blob.path for blob in desk.git.blobs(head)]
    with checked_out(desk, head) as marked:
        sops, everything = procedures(tree), tuple(tree.pages.values())
        say = voice(tree.language)
        for path in wanted:
            if path in marked.pages:
                yield expect(
                    # A page that lists others is expected to list those of today.
                    written_out(
                        marked.pages[path],
                        tree.root,
                        pages=everything,
                        sops=sops,
                        say=say,
                        made=made_paths(tree),
                    ),
                    root=marked.root,
                    tree=paths,
                    extensions=tree.extensions,
                    downloads=case.downloads,
                )


def _unpublished(desk: Desk, but: str) -> Iterator[tuple[CaseFile, str]]:
    """Yield the other open cases whose draft was merged and not yet found right on the live site.

    Each comes as its file and the head that was marked.
    """
    for case_id, case in desk.forge.snapshot(desk.forge.cases()).items():
        head = ""
        for event in case.events:
            if isinstance(event.deed, Merged) and event.deed.change == "manuscript":
                head = event.deed.head
            elif isinstance(event.deed, Performed):
                head = ""
        if head and case_id != but:
            yield case_file(desk.git, head, case_id), head


def _unaltered(desk: Desk, head: str, commit: str, pages: Sequence[str]) -> list[str]:
    """Return those pages that no later case has altered or deleted since they were marked."""
    marked = {blob.path: blob.oid for blob in desk.git.blobs(head, *pages)}
    live = {blob.path: blob.oid for blob in desk.git.blobs(commit, *pages)}
    return [path for path in pages if path in marked and live.get(path) == marked[path]]


def _kept(case: CaseFile, tree: Tree) -> list[Page]:
    """Return the case's pages that it does not delete."""
    return [tree.pages[path] for path in case.pages if path in tree.pages]


def pages_of(desk: Desk, now: Judged) -> tuple[Page, ...]:
    """Return the case's pages as they were marked."""
    case, head = marked_pages(desk, now)
    with checked_out(desk, head) as marked:
        return tuple(_kept(case, marked))
