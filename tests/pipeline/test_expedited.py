"""A case that cannot wait is told so wherever it is read, and judged as any other."""

import json
from pathlib import Path

import pytest

from office_world import CASE, KASUBID, PENGELOLA, OfficeWorld, moved_to, office_world
from paraf.core.words import T
from pipeline.noticing import MARKED, bold, hands_in, shown
from pipeline.rendered import rendered

WHY = "Surat palsu beredar | [x](y) @melati"


def test_the_comment_and_the_status_begin_with_it() -> None:
    why = T("AT ONCE (serta-merta), it cannot wait: {why}", why=WHY)
    usual, hurried = shown(*MARKED[:2]), shown(*MARKED[:2], expedited=why)
    first = rendered(hurried.comment).root.find(".//blockquote")
    assert first is not None
    words = first.text_content().replace("\N{ZERO WIDTH SPACE}", "").strip()
    assert words == f"⚡ SERTA-MERTA, tidak dapat menunggu: {WHY}"
    assert hurried.comment.index("⚡") < hurried.comment.index(bold(usual))
    assert hurried.status.description.startswith("Serta-merta. Langkah 3 menunggu")
    # The gate, and who is asked, are the same.
    assert (hurried.status.state, hurried.asked, hurried.labels) == (
        usual.status.state, usual.asked, usual.labels,
    )  # fmt: skip
    assert len(shown(hands_in(), expedited=why).status.description) <= 140


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    world = office_world(tmp_path)
    world.case_at(2)
    desk, record = world.desk(PENGELOLA), f"drafts/{CASE}/case.yml"
    head = desk.git.text("rev-parse", f"refs/remotes/origin/draft/{CASE}")
    text = (desk.git.read(head, record) or b"").decode().replace("berkala", "serta-merta")
    told = {record: f"{text}expedited: Surat palsu beredar.\n".encode()}
    fresh = desk.git.commit(desk.git.tree_with(head, told), [head], "x\n", moment=1_794_790_000)
    moved = moved_to(world, "manuscript", fresh)
    world.tell(PENGELOLA, moved, minutes=5, branches={f"draft/{CASE}": fresh})
    return world


def test_the_terminal_tells_it_to_whoever_looks_at_the_case(office: OfficeWorld) -> None:
    told = "AT ONCE (serta-merta), it cannot wait: Surat palsu beredar."
    assert told in office.run(KASUBID, "review", CASE).out
    assert told in office.run(KASUBID, "status", CASE).out
    assert "at once (serta-merta)" in office.run(KASUBID, "status").out
    (one,) = json.loads(office.run(KASUBID, "status", "--json").out)
    assert one["expedited"] == told
    assert one["step"] == 2
    wall = office.root / "papan.html"
    assert office.run(KASUBID, "board", "--into", wall).code == 0
    assert told in wall.read_text()
