"""Pictures of a draft as it will look on the site, for whoever marks it on a hosted forge.

Beside a page that is there already: how it looks now, and what differs.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from paraf.core.page import Page, address
from paraf.core.words import T, Text
from paraf.forge.lines import EMPTY_TREE
from paraf.manuscript.paths import check_paths
from paraf.pipeline.check import case_file
from paraf.pipeline.desk import Desk
from paraf.pipeline.limits import entries
from paraf.pipeline.notice_pictures import BEFORE, DIFFERENCE, order
from paraf.pipeline.notice_words import bare
from paraf.pipeline.tree import Tree, build_site, checked_out, moment
from paraf.ports import BrowserFault, BuildFault, Fault, RecordFault

BRANCH = "preview/"
PAGES = 3
"""So many pages of a case are shown."""
PAUSE = 3600
"""Seconds until a browser that failed is tried again: starting it costs more than a look."""
OURS = (b"content", b"drafts")
"""The folders that a draft fills; everything else of a site is the base branch's."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Paths of pictures in `commit`, by name: the page's path on the site, a space, the device.

    Before the device stands `before-` where it is the page as it is now, `difference-` where it is
    what differs; the order is that of `notice_pictures.order`.
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
    return Pictures(
        commit, MappingProxyType({name: paths[name] for name in sorted(paths, key=order)})
    )


def _taken(desk: Desk, case_id: str, head: str, base: str) -> dict[str, bytes]:
    """Build the site and take the pictures; return them by path."""
    from paraf.inspection.browser.chromium import find

    desk = replace(desk, browser=find(desk.browser))
    tree = _tree(desk, case_id, head, base)
    case = case_file(desk.git, tree, case_id)
    with checked_out(desk, tree) as files:
        pages = [files.pages[one] for one in case.pages if one in files.pages][:PAGES]
        if not pages:
            raise BuildFault(T("The draft has no page to be shown."))
        shots = _shots(desk, files, [one.url for one in pages], moment(desk, head))
    if not shots:
        raise BrowserFault(T("The pages did not get ready in time."))
    found = {f"{path}{kind}.webp": image for (path, kind), image in shots.items()}
    return found | _before(desk, base, head, pages, shots)


Shots = Mapping[tuple[str, str], bytes]
"""Pictures by the page's path on the site and the device."""


def _shots(desk: Desk, files: Tree, paths: Sequence[str], epoch: int) -> Shots:
    """Build the site of a tree, and return pictures of some of its pages."""
    from paraf.inspection.browser.portraits import portraits
    from paraf.site.serve import serving

    assert desk.browser is not None
    with TemporaryDirectory(prefix="paraf-") as scratch:
        site = Path(scratch) / "site"
        build_site(desk, files, site, epoch, papers=False)
        with serving(site) as url:
            shots = portraits(url, paths, desk.progress, browser=desk.browser)
    return {(one.path, one.device): one.image for one in shots}


def _before(
    desk: Desk, base: str, head: str, pages: Sequence[Page], after: Shots
) -> dict[str, bytes]:
    """Return pictures of the pages that are on the site already, as they look there.

    A site that cannot be built any more has none: that is no fault of the draft.
    """
    there = former(desk, base, pages)
    found: dict[str, bytes] = {}
    if not there:
        return found
    with suppress(BuildFault, RecordFault), checked_out(desk, base) as files:
        # Dated as the draft is: nothing but the draft shall differ.
        shots = _shots(desk, files, [*there.values()], moment(desk, head))
        for (path, kind), image in after.items():
            before = shots.get((there[path], kind)) if path in there else None
            if before is not None:
                found[f"{path}{BEFORE}{kind}.webp"] = before
                differs = _difference(image, before)
                found |= {f"{path}{DIFFERENCE}{kind}.webp": differs} if differs else {}
    return found


def former(desk: Desk, base: str, pages: Sequence[Page]) -> dict[str, str]:
    """Return where the pages are on the site now: there, or at the address that they moved from."""
    names = (blob.path.removeprefix("content/") for blob in desk.git.blobs(base)
             if blob.path.startswith("content/") and blob.path.endswith(".md"))  # fmt: skip
    known = {address(one) for one in names}
    ways = {page.url: [one for one in (page.url, *page.meta.former) if one in known]
            for page in pages}  # fmt: skip
    return {url: way[0] for url, way in ways.items() if way}


def _difference(after: bytes, before: bytes) -> bytes | None:
    from PIL import Image

    from paraf.inspection.evidence.difference import compare

    # A colourful page is taken smaller; what differs then is the scale.
    widths = {Image.open(BytesIO(one)).width for one in (after, before)}
    return compare(after, before).image if len(widths) == 1 else None


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
