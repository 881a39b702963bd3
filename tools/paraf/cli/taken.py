"""How it is told that files were taken into a draft."""

from collections.abc import Iterable, Mapping

from paraf.cli.face import doubt, good, note
from paraf.cli.language import say
from paraf.core.phrases import size
from paraf.core.words import T
from paraf.pipeline.taking import Taken


def tell_taken(files: Iterable[Taken]) -> None:
    """Print what lies in the draft now, how large it is, and what was taken out of it."""
    for one in files:
        was, now = size(one.before), size(one.after)
        if one.replaced:
            good(T("Replaced: {path} ({size}).", path=one.path, size=now))
        else:
            good(T("Taken in: {path} ({size}).", path=one.path, size=now))
        if one.after != one.before:
            note(T("It held {before} before.", before=was))
        for part in one.removed:
            note(part)
        if one.uncleaned is not None:
            doubt(T("It lies there as it was, not cleaned: {why}", why=one.uncleaned))


def taken_data(one: Taken) -> Mapping[str, object]:
    """Return a file that was taken in as programs read it."""
    return {
        "path": one.path,
        "role": one.role.value,
        "before": one.before,
        "after": one.after,
        "removed": [say(part) for part in one.removed],
        "uncleaned": say(one.uncleaned) if one.uncleaned is not None else "",
        "replaced": one.replaced,
    }
