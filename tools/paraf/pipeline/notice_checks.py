"""What a comment says of the checks: what stops the manuscript, what to weigh, what is excused."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from paraf.core.checking import Declared, Excused
from paraf.core.evidence import Finding
from paraf.core.words import Say, T, Text
from paraf.manuscript.kinds import KINDS
from paraf.pipeline.grouping import Group, grouped
from paraf.pipeline.notice_setting import Setting
from paraf.pipeline.notice_words import name, plain, table, within

REMEDIES = {
    Group.MUST: T("Remedy"),
    Group.CONSIDER: T("Remedy"),
    Group.EXCUSED: T("Reason given by the Pengelola"),
}
ROOM = {Group.MUST: 2, Group.CONSIDER: 1, Group.EXCUSED: 2}
"""How the groups share the room of a comment: what is excused must be read."""


def checks(setting: Setting, say: Say, most: int) -> list[str]:
    """Return what the manuscript checks found, in groups, and every excuse of the case file.

    An excuse is told whether or not anything is found that it covers: reviewers mark it, too.
    """
    title = f"#### {say(T('Checks of the manuscript'))}"
    found = dict(grouped(setting.findings))
    idle = list(_idle(setting))
    if not found and not idle:
        return [title, "", say(T("The checks found nothing."))]
    shown = [one for one in Group if one in found or (one is Group.EXCUSED and idle)]
    parts = sum(ROOM[one] for one in shown)
    lines = [title]
    for group in shown:
        rows = [_row(held, say) for held in _alike(found.get(group, ()))]
        rows += [_idle_row(one, say) for one in idle] if group is Group.EXCUSED else []
        lines += ["", *_group(group, rows, say, most * ROOM[group] // parts)]
    return lines


def _group(group: Group, rows: Sequence[Sequence[str]], say: Say, most: int) -> Iterator[str]:
    kept, cut = within(rows, most)
    yield f"**{say(T('{group} ({count})', group=group.title, count=len(rows)))}**"
    yield ""
    if group is Group.EXCUSED:
        yield say(T("Your mark covers these, too: read the reasons, or return the manuscript."))
        yield ""
    heads = (T("File and line"), T("Finding"), REMEDIES[group])
    yield from table([say(one) for one in heads], kept)
    if cut:
        yield ""
        first = T("{count} more findings are not shown; correct these first.", count=cut)
        all_ = T("{count} more are not shown here; read them with 'paraf review'.", count=cut)
        yield say(all_ if group is Group.EXCUSED else first)


def _alike(found: Sequence[Finding]) -> Iterator[tuple[Finding, ...]]:
    """Yield findings that say the same of the same place together."""
    for _, run in groupby(found, key=lambda one: (one.place, one.kind, one.what, one.excused)):
        yield tuple(run)


def _row(alike: Sequence[Finding], say: Say) -> Sequence[str]:
    one = alike[0]
    spots = [say(spot) for finding in alike for spot in _spots(finding)]
    place = name(one.place)
    if spots:
        place = f"{place}, {plain(', '.join(dict.fromkeys(spots)), 300)}"
    last = one.excused or say(one.remedy)
    return place, plain(say(one.what), 600), plain(last, 600)


def _spots(one: Finding) -> Iterator[Text]:
    if one.line:
        yield T("line {no}", no=one.line)
    if one.spot is not None:
        yield one.spot


def _idle(setting: Setting) -> Iterator[Excused | Declared]:
    """Yield the lines of the case file that excuse nothing that was found."""
    let = [(one.place, one.excused) for one in setting.findings if one.excused]
    for excused in setting.excused:
        if not any(excused.file == file and excused.reason in words for file, words in let):
            yield excused
    for declared in setting.declared:
        if not any(declared.file == file and declared.holds in words for file, words in let):
            yield declared


def _idle_row(one: Excused | Declared, say: Say) -> Sequence[str]:
    if isinstance(one, Declared):
        what = T("Nothing was found that this declaration covers.")
        return name(one.file), say(what), plain(one.holds, 600)
    kind = KINDS[one.kind].name if one.kind in KINDS else Text("{kind}", {"kind": one.kind})
    what = T("{kind}: excused up to {count}; not found, or more of it.", kind=kind, count=one.count)
    return name(one.file), plain(say(what), 300), plain(one.reason, 600)
