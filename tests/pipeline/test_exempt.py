"""Exempt information (UU 14/2008 article 17) passes no door, even if another stood open."""

from pathlib import Path

import pytest

from everything import long
from office_world import (
    BOT,
    CASE,
    KASUBID,
    PAGE,
    PENGELOLA,
    approval,
    moved_to,
    office_world,
)
from paraf.core.case import Assigned

RECORD = f"drafts/{CASE}/case.yml"


def exempted(text: str) -> str:
    return text.replace("berkala", "dikecualikan")


@pytest.mark.parametrize("path", [PAGE, pytest.param(RECORD, marks=long)])
def test_a_draft_of_exempt_information_is_neither_handed_in_nor_built(
    tmp_path: Path, path: str
) -> None:
    office = office_world(tmp_path)
    office.case_at(1)
    file = office.folder(PENGELOLA) / path
    file.write_text(exempted(file.read_text()))
    for words in (("check",), ("submit",)):
        ran = office.run(PENGELOLA, *words)
        assert ran.code == 3, ran.out
        assert f"{path}\n" in ran.out
        assert "This is classed as exempt information" in ran.out
    seen = office.run(PENGELOLA, "preview", "--into", tmp_path / "seen")
    if path == PAGE:
        assert (seen.code, (tmp_path / "seen").exists()) == (4, False), seen.out
        assert "exempt information, which is never published" in seen.out


@pytest.mark.parametrize("path", [PAGE, pytest.param(RECORD, marks=long)])
def test_what_got_by_the_other_doors_with_every_mark_is_not_published(
    tmp_path: Path, path: str
) -> None:
    office = office_world(tmp_path)
    office.case_at(2)
    desk = office.desk(PENGELOLA)
    old = desk.git.text("rev-parse", f"refs/remotes/origin/draft/{CASE}")
    text = exempted((desk.git.read(old, path) or b"").decode())
    head = desk.git.commit(
        desk.git.tree_with(old, {path: text.encode()}), [old], "x\n", moment=1_794_790_000
    )
    moved = moved_to(office, "manuscript", head)
    office.tell(PENGELOLA, moved, minutes=5, branches={f"draft/{CASE}": head})
    for who in (KASUBID, "dahlia"):
        office.tell(who, approval(office, "manuscript"), minutes=9)
    office.tell(KASUBID, Assigned(office.account(PENGELOLA)), minutes=2)
    before = office.door().git.ref("refs/heads/main")
    ran = office.run(BOT, "reconcile")
    assert "exempt information" in ran.out, ran.out
    assert office.door().git.ref("refs/heads/main") == before
    shown = [one.read_text() for one in (office.root / "public").rglob("*.html")]
    assert not [text for text in shown if "Seleksi 1 Desember" in text]
