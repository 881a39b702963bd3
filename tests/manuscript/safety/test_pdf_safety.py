"""What a PDF could do is found wherever it is kept, and what a PDF needs is let through."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pikepdf import Array, Dictionary, Encryption, Name, Pdf
from PIL import Image

from manuscript.pdf_papers import acts, note, notes, paper, photograph, raw, saved
from paraf.core.checking import Limits
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.safety.pdf import check_pdf
from paraf.manuscript.safety.pdf_bytes import glance

Change = Callable[[Pdf], object]


def kinds(file: Path, limits: Limits = Limits()) -> list[str]:  # noqa: B008 - frozen
    return [seen.kind for seen in check_pdf(file, limits)]


def link(address: str) -> Change:
    return notes(0, note(Name.Link, A=Dictionary(S=Name.URI, URI=address)))


def attached(document: Pdf) -> None:
    document.attachments["ktp 3404011203850001.txt"] = b"Budi"


def form(document: Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


def named_apart(document: Pdf) -> None:
    name = document.make_indirect(Name.Launch)
    document.Root.OpenAction = Dictionary(S=name, F="cmd.exe")


def on_closing(document: Pdf) -> None:
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def by_name(document: Pdf) -> None:
    script = document.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))


HARM: dict[str, tuple[Change, str]] = {
    "script on opening": (acts(Dictionary(S=Name.JavaScript, JS="x()")), "active-javascript"),
    "script on closing": (on_closing, "active-javascript"),
    "script by name": (by_name, "active-javascript"),
    "script in an address": (link("JavaScript:alert(1)"), "active-javascript"),
    "program": (acts(Dictionary(S=Name.Launch, F="cmd.exe")), "active-launch"),
    "action named apart": (named_apart, "active-launch"),
    "file on the reader's disk": (link("file:///C:/data.xlsx"), "active-launch"),
    "file on a share": (link("\\\\server\\share"), "active-launch"),
    "other file": (acts(Dictionary(S=Name.GoToR, F="x.pdf", D=Array([0]))), "active-launch"),
    "sending form": (acts(Dictionary(S=Name.SubmitForm, F="http://a.id")), "active-form"),
    "data taken in": (acts(Dictionary(S=Name.ImportData, F="x.fdf")), "active-form"),
    "film": (notes(0, note(Name.RichMedia)), "active-media"),
    "3D": (notes(0, note(Name("/3D"))), "active-media"),
    "XFA": (form, "active-xfa"),
    "embedded file": (attached, "active-embedded"),
}


@pytest.mark.parametrize("packed", [False, True], ids=["open", "packed"])
@pytest.mark.parametrize("name", HARM)
def test_what_acts_is_found_also_where_objects_are_packed(
    name: str, packed: bool, tmp_path: Path
) -> None:
    change, kind = HARM[name]
    assert kinds(saved(tmp_path / "x.pdf", paper(change=change), packed=packed)) == [kind]


@pytest.mark.parametrize("packed", [False, True], ids=["open", "packed"])
@pytest.mark.parametrize(
    "address", ["https://bkd.go.id/a", "mailto:bkd@go.id", "tel:+62274", "lampiran.pdf", "#bab-2"]
)
def test_addresses_of_the_web_are_let_through(address: str, packed: bool, tmp_path: Path) -> None:
    assert kinds(saved(tmp_path / "x.pdf", paper(change=link(address)), packed=packed)) == []


def test_words_that_only_sound_like_actions_are_let_through(tmp_path: Path) -> None:
    def chapters(document: Pdf) -> None:
        document.Root.Dests = Dictionary(Sound=Array([0]), Launch=Array([0]))
        document.docinfo["/Title"] = "/JavaScript, /Launch dan /Encrypt"

    assert kinds(saved(tmp_path / "x.pdf", paper("/JS /Launch", change=chapters))) == []


def test_a_form_that_only_is_filled_in_is_let_through(tmp_path: Path) -> None:
    def filled(document: Pdf) -> None:
        field = document.make_indirect(note(Name.Widget, T="nama", FT=Name.Tx, V="Budi"))
        document.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert kinds(saved(tmp_path / "x.pdf", paper(change=filled), packed=True)) == []


def test_names_spelled_in_codes_are_read(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    action = b"<< /S /J#61va#53cript /J#53 (app.alert\\(1\\)) >>"
    root = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    file.write_bytes(raw([root, pages, page, action]))
    assert kinds(file) == ["active-javascript"]


def test_names_in_no_encoding_hide_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    root = b"<< /Type /Catalog /Pages 2 0 R /AA << /WC << /S /Fran\xe7ais /JS (x) >> >> >>"
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    file.write_bytes(raw([root, pages, b"/Fran\xe7ais", b"<< /\xe7 << /S /Launch >> >>"]))
    assert kinds(file) == ["active-javascript", "active-launch"]


def test_the_name_of_an_embedded_file_is_told_without_its_number(tmp_path: Path) -> None:
    (seen,) = check_pdf(saved(tmp_path / "x.pdf", paper(change=attached)), Limits())
    assert seen.sample.startswith("ktp 3404")
    assert "3404011203850001" not in seen.sample


@pytest.mark.parametrize(
    "lock",
    [Encryption(owner="x", user="y"), Encryption(owner="x", user=""), Encryption(owner="x", R=4)],
    ids=["to open", "to change", "old"],
)
def test_a_locked_pdf_is_told_whoever_it_is_locked_for(lock: Encryption, tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper(), packed=True, encryption=lock)
    assert kinds(file) == ["encrypted"]
    assert KINDS["encrypted"].closed


def test_a_pdf_that_is_locked_for_certain_people_is_told_as_locked(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    root, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"
    lock = b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Adobe.PubSec /V 4 >>"
    file.write_bytes(raw([root, pages]).replace(b"/Root 1 0 R", lock))
    assert kinds(file) == ["encrypted"]


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("a.txt", "b")
    return buffer.getvalue()


BEHIND = {
    "ZIP": archive(),
    "HTML": b"\n<html><body>x</body></html>",
    "EXE": b"MZ\x90\0" + b"x" * 50,
    "?": b"x" * 2000,
}


@pytest.mark.parametrize("name", BEHIND)
def test_what_is_another_file_as_well_is_refused(name: str, tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper())
    file.write_bytes(file.read_bytes() + BEHIND[name])
    assert [(seen.kind, seen.sample) for seen in check_pdf(file, Limits())] == [
        ("polyglot", f"PDF, {name}")
    ]


def test_a_page_of_the_web_before_the_first_object_is_another_file(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper())
    file.write_bytes(file.read_bytes().replace(b"\n", b"\n%<script>x</script>\n", 1))
    assert kinds(file) == ["polyglot"]


def test_zeros_behind_the_end_are_let_through(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper())
    file.write_bytes(file.read_bytes() + b"\r\n\0\0\0" + b"\0" * 4000)
    assert kinds(file) == []


@pytest.mark.parametrize(
    ("bytes_", "kind"),
    [(b"", "broken"), (b"MZ%PDF-1.7 %%EOF", "name-content"), (b"%PDF-1.7\n1 0 obj", "broken")],
    ids=["empty", "program", "cut"],
)
def test_what_is_no_whole_pdf_is_told(bytes_: bytes, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(bytes_)
    assert kinds(file) == [kind]


def test_a_damaged_pdf_that_could_act_is_refused(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper(change=HARM["program"][0]))
    file.write_bytes(file.read_bytes().replace(b"startxref\n", b"startxref\n9"))
    assert kinds(file) == ["broken"]


def test_pages_that_are_not_there_beside_an_action_are_damage(tmp_path: Path) -> None:
    # qpdf counts them and gives up with an error of another family.
    file = tmp_path / "x.pdf"
    root = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch >> >>"
    pages = b"<< /Type /Pages /Kids [3 0 R 4 0 R] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    file.write_bytes(raw([root, pages, page, page]).replace(b"3 0 obj", b"3 0 !bj"))
    assert kinds(file) == ["broken"]


def test_a_page_that_swells_is_refused(tmp_path: Path) -> None:
    def swollen(document: Pdf) -> None:
        document.pages[0].obj.Contents = document.make_stream(b" " * 30_000_000)

    assert kinds(saved(tmp_path / "x.pdf", paper(change=swollen))) == ["packed-bomb"]


def test_packed_objects_that_swell_are_refused_before_a_parser_sees_them(tmp_path: Path) -> None:
    content = zlib.compress(b"4 0 " + b" " * 40_000_000 + b"<< >>", 9)
    packed = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(content)
    file = tmp_path / "x.pdf"
    root = b"<< /Type /Catalog /Pages 2 0 R >>"
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    file.write_bytes(raw([root, pages, packed + b"\nstream\n" + content + b"\nendstream"]))
    assert kinds(file) == ["packed-bomb"]


def test_a_photograph_inside_that_names_its_place_is_told(tmp_path: Path) -> None:
    def pictured(at: bool) -> Change:
        def change(document: Pdf) -> None:
            buffer = io.BytesIO()
            Image.new("L", (8, 8)).save(buffer, "JPEG", exif=photograph(at=at, t10e="x"))
            picture = document.make_stream(
                buffer.getvalue(),
                Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
            )  # fmt: skip
            document.pages[0].obj.Resources.XObject = Dictionary(P=picture)

        return change

    placed = saved(tmp_path / "a.pdf", paper(change=pictured(True)))
    unplaced = saved(tmp_path / "b.pdf", paper(change=pictured(False)))
    assert (kinds(placed), kinds(unplaced)) == (["gps-within"], [])


# Ways to write an object stream that a reader understands and a careless look does not.
HIDDEN = {
    "comment": b"<< /Type /ObjStm /First 4 %% 1 0 obj\n/N 1 /Filter /FlateDecode /Length %d >>",
    "string": b"<< /First 4 /P (1 0 obj <<) /Type /ObjStm /N 1 /Filter /FlateDecode /Length %d >>",
    "escape": b"<< /First 4 /P (1 0 obj << \\( x) /N 1 /Filter /FlateDecode /Length %d >>",
    "coded": b"<< /Fir#73t 4 /Type /Obj#53tm /N 1 /Filter /FlateDecode /Length %d >>",
    "coded filter": b"<< /First 4 /Type /ObjStm /N 1 /Filter /Flate#44ecode /Length %d >>",
    "predictor": b"<< /First 4 /Type /ObjStm /N 1 /Filter /FlateDecode /DecodeParms "
    b"<< /Predictor 12 >> /Length %d >>",
    "twice": b"<< /First 4 /Type /ObjStm /N 1 /Filter [/FlateDecode /FlateDecode] /Length %d >>",
    "no type": b"<< /First 4 /N 1 /Filter /FlateDecode /Length %d >>",
    "picture": b"<< /First 4 /N 1 /Subtype /Image /Filter /FlateDecode /Length %d >>",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_stream_that_may_pack_an_action_is_never_passed_over(name: str) -> None:
    content = zlib.compress(b"4 0 << /S /Launch /F (cmd.exe) >>")
    if name == "twice":
        content = zlib.compress(content)
    if name == "predictor":
        content = zlib.compress(b"\2/\0L\2a")
    packed = HIDDEN[name] % len(content) + b"\nstream\n" + content + b"\nendstream"
    assert glance(raw([b"<< >>", packed]), Limits()).odd


@settings(max_examples=60, deadline=None)
@given(
    changed=some.lists(some.tuples(some.integers(0), some.integers(0, 255)), max_size=12),
    kept=some.integers(1),
)
def test_whatever_is_broken_in_a_pdf_it_is_told_and_never_raised(
    changed: list[tuple[int, int]], kept: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    whole = bytearray(saved(folder / "x.pdf", paper(change=by_name), packed=True).read_bytes())
    for at, value in changed:
        whole[at % len(whole)] = value
    file = folder / "y.pdf"
    file.write_bytes(whole[: kept % len(whole) + 1] if kept % 3 == 0 else whole)
    assert set(kinds(file)) <= set(KINDS)
