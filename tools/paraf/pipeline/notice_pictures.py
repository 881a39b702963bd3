"""The pictures in a comment: how the pages will look, and beside it how they look now."""

from collections.abc import Mapping, Sequence

from paraf.core.phrases import device
from paraf.core.words import Say, T, Text
from paraf.pipeline.notice_view import View
from paraf.pipeline.notice_words import bare, name, picture, plain, table

WIDTHS = {"phone": 200, "desktop": 560}
"""Pixels of a picture that stands beside no other of its device."""
NARROW = {"phone": 150, "desktop": 230}
"""Pixels of one of three: as wide as the comments of GitHub and Gitea are."""
BEFORE, DIFFERENCE = "before-", "difference-"
"""What the device is preceded by in the name of a picture of the page as it is now, and in that of
what differs; nothing in that of the page as it will be."""
ROLES = (BEFORE, "", DIFFERENCE)
PAGES = 3
MOST = 15_000
"""Bytes of a comment that pictures may take, but for those of the first page."""


def parts(key: str) -> tuple[str, str, str]:
    """Return the page, the role and the device that the name of a picture tells of."""
    page, _, kind = key.rpartition(" ")
    role = next((one for one in (BEFORE, DIFFERENCE) if kind.startswith(one)), "")
    return page, role, kind.removeprefix(role)


def order(key: str) -> tuple[str, bool, int]:
    """Return where a picture comes: page by page, the phone first, for most people read there."""
    page, role, kind = parts(key)
    return page, kind == "desktop", ROLES.index(role)


def pictures(view: View, say: Say) -> list[str]:
    """Return the pictures of the pages as they will look, or the sentence that there are none."""
    title = f"#### {say(T('How the pages will look'))}"
    shown = view.setting.pictures
    if not shown:
        why = view.setting.unseen
        none = T("There are no pictures of the pages.")
        said = T("There are no pictures of the pages: {why}", why=why) if why else none
        return [title, "", plain(say(said), 800)]
    lines = [title]
    pages = dict.fromkeys(parts(key)[0] for key in shown)
    for page in list(pages)[:PAGES]:
        group = {parts(key)[1:]: shown[key] for key in shown if parts(key)[0] == page}
        its = _beside(page, group, say) if _is_changed(group) else [_alone(page, group, say)]
        if len(lines) > 1 and sum(len(one.encode()) for one in (*lines, *its)) > MOST:
            break
        lines += ["", name(f"/{page}"), "", *its]
    return lines


def _is_changed(group: Mapping[tuple[str, str], str]) -> bool:
    return any(role == BEFORE for role, _ in group)


def _alone(page: str, group: Mapping[tuple[str, str], str], say: Say) -> str:
    words = {kind: T("/{page} ({device})", page=page, device=device(kind)) for _, kind in group}
    return " ".join(
        picture(bare(say(words[kind]), 200), source, WIDTHS.get(kind, WIDTHS["desktop"]))
        for (_, kind), source in group.items()
    )


def _beside(page: str, group: Mapping[tuple[str, str], str], say: Say) -> Sequence[str]:
    """Return the table of a page that is on the site already: as it is, as it will be."""
    heads = ["", *(say(one) for one in (T("Before"), T("After"), T("What differs")))]
    kinds = dict.fromkeys(kind for _, kind in group)
    rows = []
    for kind in kinds:
        sources = {role: group.get((role, kind)) for role in ROLES}
        cells = [_cell(page, role, kind, sources[role], say) for role in ROLES]
        if sources[DIFFERENCE] is None and sources[BEFORE] and sources[""]:
            cells[2] = say(T("nothing in the part that is shown"))
        rows.append([say(device(kind)), *cells])
    return table(heads, rows)


def _cell(page: str, role: str, kind: str, source: str | None, say: Say) -> str:
    if source is None:
        return say(T("no picture"))
    words = bare(say(_words(page, role, kind)), 200)
    return picture(words, source, NARROW.get(kind, NARROW["desktop"]))


def _words(page: str, role: str, kind: str) -> Text:
    match role:
        case "before-":
            return T("/{page} ({device}), as it is now", page=page, device=device(kind))
        case "difference-":
            return T("/{page} ({device}), what differs", page=page, device=device(kind))
        case _:
            return T("/{page} ({device}), as it will be", page=page, device=device(kind))
