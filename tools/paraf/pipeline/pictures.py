"""Pictures of a draft as it will look on the site, for whoever marks it on a hosted forge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from paraf.core.words import T, Text
from paraf.forge.lines import EMPTY_TREE
from paraf.manuscript.paths import check_paths
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk
from paraf.pipeline.limits import entries
from paraf.pipeline.notice_words import bare
from paraf.pipeline.tree import build_site, checked_out, moment
from paraf.ports import BrowserFault, BuildFault, Fault, RecordFault

BRANCH = "preview/"
PAGES = 3
PAUSE = 3600
"""Seconds until a browser that failed is tried again: starting it costs more than a look."""
"""So many pages of a case are shown."""
OURS = (b"content", b"drafts")
"""The folders that a draft fills; everything else of a site is the base branch's."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Paths of pictures in `commit`, by name: the page's path on the site, a space, the device.

    `why` says why there are none; `commit` is then None, or the one that remembers it.
    """

    commit: str | None
    paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    why: Text | None = None


def put_pictures(desk: Desk, case_id: str, head: str) -> Pictures:
    """Return pictures of a draft at `head` as it will look; made once, kept on `preview/<case>`.

    The site is built as it would be after the merge: only `content/` and `drafts/` are the draft's,
    and nothing of them is run. That branch is one commit without a parent, of the program's own,
    and the next head's takes its place. Never raises a Fault: whatever stands in the way is `why`.
    A draft that cannot be built is not tried again before head or base change, a browser that
    failed not before an hour has passed.
    """
    try:
        base, tip = desk.forge.base(), desk.forge.tip(BRANCH + case_id)
        known = _kept(desk, tip, head, base) if tip is not None else None
        return known or _put(desk, case_id, head, base)
    except Fault as fault:
        return Pictures(None, why=fault.what)


def _put(desk: Desk, case_id: str, head: str, base: str) -> Pictures:
    now, files = int(desk.now().timestamp()), dict[str, bytes]()
    told = [f"Head: {head}", f"Base: {base}"]
    why = ""
    try:
        files = _taken(desk, case_id, head, base)
    except Fault as fault:
        why = bare(desk.say(fault.what), 500)
        lasting = isinstance(fault, BuildFault | RecordFault)
        told += [f"Why: {why}", *([] if lasting else [f"Again: {now + PAUSE}"])]
    tree = desk.git.tree_with(EMPTY_TREE, files) if files else EMPTY_TREE
    message = "\n".join((f"preview: {case_id}", "", *told, ""))
    commit = desk.git.commit(tree, [], message, moment=now)
    desk.forge.push({f"refs/heads/{BRANCH}{case_id}": f"+{commit}"})
    return _told(desk, commit, why)


def _kept(desk: Desk, tip: str, head: str, base: str) -> Pictures | None:
    """Return what was made of this head before; None if that is to be made (again)."""
    lines = desk.git.text("log", "-1", "--format=%B", tip, "--").splitlines()
    told = dict(one.split(": ", 1) for one in lines if ": " in one)
    again = told.get("Again", "")
    due = again.isdecimal() and desk.now().timestamp() >= int(again)
    if told.get("Head") != head or ("Why" in told and (due or told.get("Base") != base)):
        return None
    return _told(desk, tip, told.get("Why", ""))


def _told(desk: Desk, commit: str, why: str) -> Pictures:
    if why:
        return Pictures(commit, why=Text("{why}", {"why": why}))
    paths = {}
    for blob in desk.git.blobs(commit):
        folder, _, file = blob.path.rpartition("/")
        page = f"{folder}/" if folder else ""
        paths[f"{page} {file.removesuffix('.webp')}"] = blob.path
    # The phone first, page by page: most people read there.
    order = sorted(paths, key=lambda name: (name.rpartition(" ")[0], name.endswith(" desktop")))
    return Pictures(commit, MappingProxyType({name: paths[name] for name in order}))


def _taken(desk: Desk, case_id: str, head: str, base: str) -> dict[str, bytes]:
    """Build the site and take the pictures; return them by path."""
    from paraf.inspection.browser.chromium import find
    from paraf.inspection.browser.portraits import portraits
    from paraf.site.serve import serving

    tree = _tree(desk, case_id, head, base)
    case = case_file(desk.git, tree, case_id)
    browser = find(desk.browser)
    with checked_out(desk, tree) as files, TemporaryDirectory(prefix="paraf-") as scratch:
        pages = [files.pages[one].url for one in case.pages if one in files.pages][:PAGES]
        if not pages:
            raise BuildFault(T("The draft has no page to be shown."))
        site = Path(scratch) / "site"
        build_site(desk, files, site, moment(desk, head), papers=False)
        with serving(site) as url:
            shots = portraits(url, pages, desk.progress, browser=browser)
    if not shots:
        raise BrowserFault(T("The pages did not get ready in time."))
    return {f"{one.path}{one.device}.webp": one.image for one in shots}


def _tree(desk: Desk, case_id: str, head: str, base: str) -> str:
    """Return the base's tree with the folders of drafts as they will be after the merge."""
    git = desk.git
    paths = tuple(blob.path for blob in git.blobs(head))
    wrong = next(iter(check_paths(case_id, entries(git, base, head), paths)), None)
    if wrong is not None:
        raise BuildFault(T("{place}: {what}", place=wrong.place, what=wrong.what))
    merged = git.clean_merge(base, head)
    if merged is None:
        raise BuildFault(T("The draft conflicts with what was published meanwhile."))
    kept = [one for one in _listed(desk, base) if one.partition(b"\t")[2] not in OURS]
    taken = [one for one in _listed(desk, merged) if one.partition(b"\t")[2] in OURS]
    feed = b"".join(one + b"\0" for one in kept + taken)
    return git.run("mktree", "-z", stdin=feed).decode().strip()


def _listed(desk: Desk, tree: str) -> list[bytes]:
    return desk.git.run("ls-tree", "-z", "--full-tree", tree).split(b"\0")[:-1]
