"""Comments on a hosted forge: which of them ask for something, and which are the program's own."""

from datetime import UTC, datetime

from paraf.core.observed import Entry, Pull, Wrote
from paraf.core.office import Account
from paraf.pipeline.present import is_reminded
from paraf.pipeline.wishes import said

AT = datetime(2026, 11, 16, 1, tzinfo=UTC)
BOT, MELATI = Account("gitea", "1"), Account("gitea", "7")
BEGIN = "<!-- paraf:reminder:4 -->"


def showing(*comments: tuple[Account, Wrote]) -> Pull:
    entries = [Entry(f"{what.id}", what.id, AT, who, what, "") for who, what in comments]
    return Pull(
        1, "Naskah", "", MELATI, AT, "main", "a" * 40, "draft/1", own=False, draft=False,
        closed=False, entries=tuple(entries),
    )  # fmt: skip


def test_an_edited_comment_asks_for_nothing() -> None:
    pull = showing(
        (MELATI, Wrote(1, "/koreksi Alamat situs.", edited=True)),
        (MELATI, Wrote(2, "/ulangi", edited=True)),
        (MELATI, Wrote(3, "/koreksi Nomor surat.")),
    )
    assert [(one.command, one.words) for one in said(pull)] == [("/koreksi", "Nomor surat.")]


def test_nobody_but_the_program_keeps_a_reminder_from_being_written() -> None:
    others = showing((MELATI, Wrote(1, f"{BEGIN}\nsudah")))
    assert not is_reminded(others, BOT, BEGIN)
    ours = showing((MELATI, Wrote(1, "ya")), (BOT, Wrote(2, f"{BEGIN}\n@melati", edited=True)))
    assert is_reminded(ours, BOT, BEGIN)
    assert not is_reminded(ours, BOT, "<!-- paraf:reminder:5 -->")
