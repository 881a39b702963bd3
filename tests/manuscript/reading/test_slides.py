"""What a presentation says is read, slide by slide, and what stands behind the slides."""

from pathlib import Path

from manuscript.reading.office_files import CORE, A, P, Told, grid, packed, pptx, relations
from paraf.manuscript.spot import Spot

NIK = "3404010101900001"


def text(*paragraphs: str) -> str:
    told = "".join(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in paragraphs)
    return f"<p:cSld><p:spTree><p:sp><p:txBody>{told}</p:txBody></p:sp></p:spTree></p:cSld>"


def test_slides_are_told_by_their_numbers(tmp_path: Path) -> None:
    told = Told(pptx(tmp_path / "a.pptx", [text("Satu", "Dua"), text(NIK)]))
    assert [(one.text, one.spot.page) for one in told.lines] == [("Satu\nDua", 1), (NIK, 2)]
    assert told.seen == []


def test_a_number_that_is_cut_into_runs_is_one_number(tmp_path: Path) -> None:
    runs = "<a:p><a:r><a:t>340401</a:t></a:r><a:r><a:t>0101900001</a:t></a:r></a:p>"
    assert Told(pptx(tmp_path / "a.pptx", [runs])).lines[0].text == NIK


def test_tables_on_slides_are_tables(tmp_path: Path) -> None:
    table = grid(("Nama", "NIK"), ("Budi", NIK), prefix="a")
    one = Told(pptx(tmp_path / "a.pptx", [text("x"), table])).tables[0]
    assert (one.rows, one.spot.page) == ((["Nama", "NIK"], ["Budi", NIK]), 2)


def test_a_hidden_slide_is_read_and_told(tmp_path: Path) -> None:
    hidden = f'<p:sld {P} {A} show="0">{text(NIK)}</p:sld>'
    told = Told(pptx(tmp_path / "a.pptx", [text("x"), hidden]))
    assert [(one.spot.page, one.spot.hidden) for one in told.lines] == [(1, False), (2, True)]
    assert [one.spot for one in told.seen] == [Spot(page=2, hidden=True)]


def test_notes_comments_and_properties_are_read(tmp_path: Path) -> None:
    told = Told(
        pptx(
            tmp_path / "a.pptx",
            [text("isi")],
            slides___rels__x="<x/>",
            docProps_core=CORE.format(title=NIK, creator="Siti"),
            commentAuthors='<x><cmAuthor name="Siti Aminah"/></x>',
            slideMasters__slideMaster1=f"<p:x {P} {A}><a:p><a:r><a:t>Dinas</a:t></a:r></a:p></p:x>",
        )
    )
    assert NIK in told.part("property")
    assert "Siti Aminah" in told.part("property")
    assert "Dinas" in told.everything
    assert [(one.kind, one.sample) for one in told.seen] == [("author", "S.")]


def test_notes_belong_to_their_slide(tmp_path: Path) -> None:
    plain = pptx(tmp_path / "a.pptx", [text("isi"), text("lagi")])
    members = {
        "ppt/slides/_rels/slide2.xml.rels": relations(
            ("notesSlide", "../notesSlides/notesSlide7.xml"),
            ("comments", "../comments/comment1.xml"),
        ),
        "ppt/notesSlides/notesSlide7.xml": f"<p:notes {P} {A}>{text(NIK)}</p:notes>",
        "ppt/comments/comment1.xml": f"<p:cmLst {P}><p:cm><p:text>Cek {NIK}</p:text></p:cm>"
        "</p:cmLst>",
    }
    told = Told(with_members(plain, members))
    notes = [one for one in told.lines if one.spot.part == "note"]
    assert [(one.text, one.spot.page) for one in notes] == [(NIK, 2)]
    assert [(one.text, one.spot.page) for one in told.lines if one.spot.part == "comment"] == [
        (f"Cek {NIK}", 2)
    ]
    assert sorted(one.spot.part for one in told.seen) == ["comment", "note"]


def with_members(file: Path, more: dict[str, str]) -> Path:
    import zipfile

    with zipfile.ZipFile(file) as old:
        members: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    return packed(file.with_name("b.pptx"), members | more)
