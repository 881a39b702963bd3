"""Whether addresses that were public still lead somewhere: pages moved, renamed or taken away."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping

from paraf.core.evidence import Finding
from paraf.core.page import Draft, Rules, address
from paraf.core.words import T, Text
from paraf.manuscript.finding import blocks, shown
from paraf.manuscript.links import Shelf
from paraf.manuscript.page.front import line_in_front
from paraf.manuscript.paths import fold


def check_moved(shelf: Shelf, rules: Rules) -> Iterator[Finding]:
    """Find public addresses that the draft would break, and redirects that cannot be made.

    An old address is kept by the page that takes its place: its front matter names it under
    `former`, and the builder writes a redirect there. `rules.inspection.redirects` are those that
    the administrator has set up on the server.
    """
    draft = shelf.draft
    served = {_served(path) for path in draft.tree if path.startswith("content/")}
    kept = defaultdict[str, list[str]](list)
    for path, page in sorted(draft.pages.items()):
        for old in page.meta.former:
            kept[_plain(old)].append(path)
    known = {*kept, *map(_plain, rules.inspection.redirects)}
    yield from _broken(draft, served, known)
    yield from _wrong(shelf, {fold(one) for one in served}, kept)


def _served(path: str) -> str:
    """Return where a file of `content/` is on the site, without the slash at its end."""
    below = path.removeprefix("content/")
    return _plain(address(below)) if below.endswith(".md") else below


def _plain(address: str) -> str:
    return address.strip("/")


def _broken(draft: Draft, served: set[str], known: set[str]) -> Iterator[Finding]:
    for entry in draft.entries:
        lost = _served(entry.path)
        public = entry.deleted and entry.path.startswith("content/") and "/." not in entry.path
        if not public or lost in served or lost in known:
            continue
        if entry.path.endswith(".md"):
            yield _lost(draft, entry.path, lost)
        else:
            what = T("The file {address} was public, and would be gone.", address=shown(lost))
            remedy = Text(_FILE.message, {"address": shown(lost)})
            yield blocks("moved", entry.path, what, remedy)
    for old, path in draft.kept.items():
        if _plain(old) not in served and _plain(old) not in known:
            yield _lost(draft, path, _plain(old))


def _lost(draft: Draft, path: str, lost: str) -> Finding:
    what = T("The address {address} was public, and would lead nowhere.",
             address=shown(f"{lost}/"))  # fmt: skip
    return blocks("moved", path, what, _successor(draft, path, f"{lost}/"))


def _successor(draft: Draft, path: str, lost: str) -> Text:
    """Say where the old address has to be written: in the page that the draft puts in its place."""
    before = {one.path for one in draft.entries if one.deleted}
    fresh = [one.path for one in draft.entries if not one.deleted and one.path in draft.pages]
    alike = [one for one in fresh if _name(one) == _name(path) and one not in before]
    new = alike or fresh
    if len(new) == 1:
        return T("Write at the top of {page}: former: [{address}]",
                 page=shown(new[0]), address=shown(lost))  # fmt: skip
    return T("Write at the top of the page that takes its place, or of the section's first page: "
             "former: [{address}]", address=shown(lost))  # fmt: skip


def _name(path: str) -> str:
    stem = path.removesuffix("/index.md").removesuffix(".md")
    return posixpath.basename(stem).casefold()


def _wrong(shelf: Shelf, served: set[str], kept: Mapping[str, list[str]]) -> Iterator[Finding]:
    draft = shelf.draft
    changed = {one.path for one in draft.entries if not one.deleted}
    seen: set[str] = set()
    for old, holders in kept.items():
        twins = [one for one in kept if one != old and fold(one) == fold(old)]
        what = _fault(old, holders, served, twins)
        # What stood there before the draft is told where the draft has made it wrong.
        places = [one for one in holders if one in changed] or [
            path for path in changed if fold(_served(path)) == fold(old)
        ]
        if what is None or old in seen:
            continue
        seen.add(old)
        for path in places:
            line = line_in_front(draft.root, path, "former")
            yield blocks("former", path, what, _FORMER, line=line)


def _fault(old: str, holders: list[str], served: set[str], twins: list[str]) -> Text | None:
    if not plain_address(old):
        return T("“{address}” is no old path of this site, such as pengumuman/lama/.",
                 address=shown(old))  # fmt: skip
    if fold(old) in served:
        return T("The old address {address} is that of a page or file which is still there.",
                 address=shown(old))  # fmt: skip
    if len(holders) > 1 or twins:
        pages = ", ".join(dict.fromkeys(shown(one) for one in (*holders, *twins)))
        return T("Several pages claim the old address {address}: {pages}.",
                 address=shown(old), pages=pages)  # fmt: skip
    return None


def plain_address(old: str) -> bool:
    """Say whether a redirect can be written at `old`, a path without slashes at its ends."""
    parts = old.split("/")
    odd = any(sign in '<>:"|?*%#\\' or not sign.isprintable() for sign in old)
    hidden = any(part in ("", ".", "..") or part.startswith(".") for part in parts)
    return not odd and not hidden and old == old.strip() and len(old) <= 200


_FILE = T(
    "Leave the file where it is. If it has to go, name it at the top of the page that says what "
    "became of it: former: [{address}]"
)
_FORMER = T("Correct it at the top of the page, under former.")
