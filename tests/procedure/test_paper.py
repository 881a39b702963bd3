"""A procedure on paper, and the files that a site gets of it."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from paraf.core.sop import Act, Answer, Sop
from paraf.core.words import english
from paraf.pipeline.printed import generated, generated_paths, pdf
from paraf.procedure.cells import Cells
from paraf.procedure.flow import rows
from paraf.procedure.pages import Paging
from paraf.procedure.paper import paper
from paraf.procedure.telling import told
from procedure.procedures import FIVE, five, procedure, step

A4 = (841.89, 595.28)
TREE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("sop", five(), ids=lambda sop: sop.id)
def test_the_paper_is_a4_across_tagged_and_says_its_title_and_language(sop: Sop) -> None:
    with pikepdf.open(BytesIO(pdf(sop, "id"))) as made:
        for page in made.pages:
            box = [float(one) for one in page.MediaBox]
            assert (box[2], box[3]) == pytest.approx(A4, abs=0.5)
        assert str(made.Root.Lang) == "id"
        assert made.Root.MarkInfo.Marked
        assert str(made.docinfo.Title) == f"SOP: {sop.identity.title}"
        figures = [str(one.Alt) for one in _tags(made.Root.StructTreeRoot.K, "/Figure")]
        drawn = [one for one in figures if one.startswith("Bagan alir, halaman")]
        assert len(drawn) == len({one.split(":")[0] for one in drawn}) >= 1
        told = " ".join(drawn)
        for one in sop.steps:
            assert one.label in told
            if one.returns_to:
                assert f"Tidak: dikembalikan ke langkah {sop.step(one.returns_to).label}." in told


def _tags(node: pikepdf.Object, name: str) -> list[pikepdf.Object]:
    if isinstance(node, pikepdf.Array):
        return [found for one in node for found in _tags(one, name)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    here = [node] if node.get("/S") == name else []
    return here + _tags(node.get("/K", pikepdf.Array()), name)


def test_another_process_prints_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; from pathlib import Path\n"
        "from paraf.records.sop import read_sop; from paraf.pipeline.printed import pdf\n"
        "file = Path(sys.argv[1]); sop = read_sop(file.read_text(), file.name)\n"
        "sys.stdout.buffer.write(pdf(sop, 'id'))\n"
    )
    asked = [sys.executable, "-c", code, str(FIVE[1])]
    first, second = (
        subprocess.run(asked, capture_output=True, check=True, cwd=TREE,
                       env={"PYTHONPATH": "tools", "PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"))
    )  # fmt: skip
    assert first == second == pdf(five()[1], "id")


def test_a_site_gets_a_page_and_a_paper_of_every_procedure() -> None:
    sops = five()
    made = generated(sops, "id", papers=False)
    assert set(made) == set(generated_paths(sops))
    assert len(made) == 2 * len(sops)
    assert {made[path] for path in made if path.endswith(".pdf")} == {b""}
    assert all(b'href="../' in made[path] for path in made if path.endswith(".md"))


def test_every_page_is_a4_and_no_word_is_lost_however_long_a_cell_is() -> None:
    small, large = (
        " ".join(f"kata{no}" for no in range(first, last))
        for first, last in ((1000, 1450), (2000, 4500))
    )
    steps = [step(1, "a0"), replace(step(2, "a0"), activity=small),
             replace(step(3, "a1"), output=large), step(4, "a0")]  # fmt: skip
    steps += [replace(step(5, "a0"), printed_norm="tiap bulan " * 300, remark="segera " * 300)]
    with pikepdf.open(BytesIO(pdf(procedure(steps, 2), "id"))) as made:
        for page in made.pages:
            assert [float(one) for one in page.MediaBox][2:] == pytest.approx(A4, abs=1)
        words = " ".join(_text(page) for page in made.pages)
    found = set(re.findall(r"kata[0-9]{4}", words))
    assert found == set(small.split()) | set(large.split())
    assert "Lanjutan dari tabel" in words
    assert words.count("segera") == words.count("bulan") == 300


def _text(page: pikepdf.Page) -> str:
    """Return what a page says, by the letters that its fonts' signs stand for."""
    letters, said = {}, []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            cmap = page.Resources.Font[operands[0]].ToUnicode.read_bytes().decode()
            pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", cmap)
            letters = {int(a, 16): bytes.fromhex(b).decode("utf-16-be") for a, b in pairs}
        elif str(operator) in ("TJ", "Tj"):
            parts = operands[0] if str(operator) == "TJ" else operands
            signs = b"".join(bytes(one) for one in parts if isinstance(one, pikepdf.String))
            codes = zip(signs[::2], signs[1::2], strict=True)
            said.append("".join(letters.get(a << 8 | b, "?") for a, b in codes))
    return " ".join(said)


def test_a_cell_of_many_short_lines_is_cut_at_a_line_and_goes_on() -> None:
    rows = told(procedure([replace(step(1, "a0"), inputs="satu\n\ndua\ntiga empat")], 1))
    cells = Cells(rows).cut({1: 3}, (50,) * 5)
    assert cells.rows[0].step.inputs == "satu\n\ndua …"
    assert [rest for _, _, rest in cells.rests] == ["tiga empat"]


def test_of_many_actors_letters_and_arrows_can_still_be_read() -> None:
    answers = tuple(Answer(f"k{no}", f"Jawaban nomor {no}", no) for no in range(3, 7))
    asks = replace(step(2, "a1"), act=Act.BRANCH, question="Ke mana?", answers=answers)
    others = [step(no, f"a{no - 1}") for no in range(3, 13)]
    sop = procedure([step(1, "a0"), asks, *others], 12)

    def measure(_: str) -> dict[str, float]:
        return {"head": 14, "title": 8, **{f"row-{no}": 12 for no in range(1, 13)}}

    made = paper(sop, say=english, language="en", measure=measure)
    drawing = made.split('class="drawing"', 1)[1].split("</svg>")[0]
    letters = [float(one) for one in re.findall(r'font-size="([0-9.]+)"', drawing)]
    assert min(letters) >= 4.5 * 25.4 / 72
    assert {">i<", ">ii<", ">iii<", ">iv<"} <= set(re.findall(">[ivx]+<", drawing))
    assert "(iv) Jawaban nomor 6" in made
    assert "<dt>2</dt> <dd>Ke mana?" in made


def test_more_actors_than_paper_has_room_for_are_drawn_smaller() -> None:
    sop = procedure([step(no, f"a{no - 1}") for no in range(1, 15)], 14)

    def measure(_: str) -> dict[str, float]:
        return {"head": 14, "title": 8, **{f"row-{no}": 12 for no in range(1, 15)}}

    made = paper(sop, say=english, language="en", measure=measure)
    columns = re.findall(r'<col style="width: ([0-9.]+)mm">', made.split('class="flow', 1)[1])
    assert len(columns) % (14 + 6) == 0
    assert sum(float(one) for one in columns[:20]) == pytest.approx(272.7, abs=0.01)


def cuts(sop: Sop, heights: list[float], room: float) -> tuple[int, ...]:
    return Paging(sop, english, heights, room, 0, 10).breaks()


def test_pages_break_where_the_fewest_lines_are_cut() -> None:
    website = five()[-1]
    heights = [17.0] * len(rows(website))
    assert cuts(website, heights, 150) == (4,)
    assert cuts(website, heights, 300) == ()


def test_a_long_procedure_has_no_more_pages_than_it_needs() -> None:
    sop = procedure([step(no, "a0") for no in range(1, 41)], 1)
    found = cuts(sop, [10.0] * 40, 120)
    # A page within has a strip at its head and one at its foot.
    assert len(found) == 3
    assert all(b - a <= 11 for a, b in zip((0, *found), (*found, 40), strict=True))
