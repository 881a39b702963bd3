"""Files that are known to trouble real parsers, through the fence that they are examined behind."""

from io import BytesIO
from pathlib import Path

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf

from manuscript.pdf_papers import NIK, paper, saved
from paraf.core.checking import Limits, ManuscriptRules
from paraf.core.words import Text
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.sandbox.crew import Manner
from paraf.manuscript.sandbox.pool import examine_all
from paraf.manuscript.seen import Seen

RULES = ManuscriptRules(limits=Limits(megabytes=140))


def quiet(what: Text, done: int = 0, total: int = 0) -> None:
    """Say nothing."""


def seen(**files: Path) -> dict[str, tuple[Seen, ...]]:
    named = {f"content/unduhan/{name}.pdf": file for name, file in files.items()}
    manner = Manner(children=1)
    found = examine_all(named, RULES, Known(), quiet, drawer=None, manner=manner)
    return {name: found[f"content/unduhan/{name}.pdf"] for name in files}


def around(document: Pdf) -> None:
    """Put a form on the page that draws itself twice: PDFium swells over it, and aborts."""
    form = document.make_stream(
        b"/Fm Do /Fm Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 500])
    )
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    page = document.pages[0].obj
    page.Resources.XObject = Dictionary(Fm=form)
    page.Contents = document.make_stream(b"/Fm Do")


def carrying(document: Pdf) -> None:
    inner = BytesIO()
    paper(f"Budi dari Sleman, NIK {NIK}").save(inner)
    document.attachments["lain.pdf"] = AttachedFileSpec(document, inner.getvalue())


def test_a_form_that_holds_itself_ends_its_reader_and_no_other(tmp_path: Path) -> None:
    told = seen(
        a=saved(tmp_path / "a.pdf", paper(change=around)),
        b=saved(tmp_path / "b.pdf", paper(f"Budi dari Sleman, NIK {NIK}")),
    )
    # PDFium gives up in one way or the other, by how much of its memory was left.
    assert [one.kind for one in told["a"]] in (["parser-memory"], ["parser-died"])
    assert "nik" in [one.kind for one in told["b"]]


def test_a_file_inside_a_pdf_is_examined_behind_the_fence(tmp_path: Path) -> None:
    (told,) = seen(a=saved(tmp_path / "a.pdf", paper(change=carrying))).values()
    spots = {one.kind: one.spot for one in told}
    assert {"active-embedded", "nik"} <= spots.keys()
    assert (spots["nik"].part, spots["nik"].name) == ("embedded", "lain.pdf")
    assert NIK not in repr(told)
