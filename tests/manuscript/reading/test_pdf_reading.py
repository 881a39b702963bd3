"""What a PDF says is read wherever it says it, and a page that no program can read is told."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zlib import compress

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook
from pikepdf import Array, Dictionary, Name, Pdf
from weasyprint import HTML

from manuscript.pdf_papers import NIK, note, notes, paper, proper, saved
from paraf.core.checking import Limits
from paraf.core.evidence import Severity
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines
from paraf.manuscript.reading.read import read
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

Change = Callable[[Pdf], object]


def passages(file: Path) -> list[Lines]:
    return [one for one in read(file, ".pdf", Limits()) if isinstance(one, Lines)]


def wrong(file: Path) -> dict[str, Seen]:
    return {one.kind: one for one in read(file, ".pdf", Limits()) if isinstance(one, Seen)}


def spots(file: Path, text: str) -> list[Spot]:
    return [one.spot for one in passages(file) if text in one.text]


def test_pages_are_read_one_by_one_line_by_line(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper("Pengumuman\nNomor 5", "", f"Budi {NIK}\nSleman"))
    pages = [one for one in passages(file) if one.spot.page]
    assert pages == [
        Lines("Pengumuman\nNomor 5", Spot(page=1, line=1)),
        Lines(f"Budi {NIK}\nSleman", Spot(page=3, line=1)),
    ]


def field(document: Pdf) -> None:
    """Put a field on page 2 whose value is its parent's."""
    page = document.pages[1].obj
    widget = document.make_indirect(note(Name.Widget, P=page))
    whole = document.make_indirect(Dictionary(T="nik", FT=Name.Tx, V=NIK, Kids=Array([widget])))
    widget.Parent = whole
    page.Annots = Array([widget])
    document.Root.AcroForm = Dictionary(Fields=Array([whole]))


def choice(document: Pdf) -> None:
    options = Array([Array(["1", f"Budi {NIK}"]), Array(["2", "Siti"])])
    one = document.make_indirect(Dictionary(T="pilih", FT=Name.Ch, Opt=options))
    document.Root.AcroForm = Dictionary(Fields=Array([one]))


def property_(name: str) -> Change:
    return lambda document: document.docinfo.__setitem__(f"/{name}", f"untuk {NIK}")


PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    f'pdf:Keywords="NIK {NIK}"/></rdf:RDF></x:xmpmeta>'
).encode()


def packet(document: Pdf) -> None:
    stream = document.make_stream(PACKET, Type=Name.Metadata, Subtype=Name.XML)
    document.Root.Metadata = stream


def squeezed(document: Pdf) -> None:
    document.Root.Metadata = document.make_stream(
        compress(PACKET), Type=Name.Metadata, Subtype=Name.XML, Filter=Name.FlateDecode
    )


def bookmark(document: Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Lampiran {NIK}", 0))


def attachment(name: str, content: bytes) -> Change:
    return lambda document: document.attachments.__setitem__(name, content)


def pinned(document: Pdf) -> None:
    inside = document.make_stream(inner(f"Rahasia {NIK}"))
    file = document.make_indirect(
        Dictionary(Type=Name.Filespec, F="a.pdf", EF=Dictionary(F=inside))
    )
    pin = document.make_indirect(note(Name.FileAttachment, FS=file))
    document.pages[0].obj.Annots = Array([pin])


def inner(text: str, change: Change = lambda _: None) -> bytes:
    buffer = BytesIO()
    paper(text, change=change).save(buffer)
    return buffer.getvalue()


def figure(document: Pdf) -> None:
    picture = document.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    document.Root.Pictures = Array([picture])
    one = document.make_indirect(Dictionary(S=Name.Figure, Alt=f"KTP (asli) \\ {NIK}"))
    document.Root.StructTreeRoot = document.make_indirect(Dictionary(K=one))


HIDDEN: dict[str, tuple[Change, Spot]] = {
    "note": (
        notes(1, note(Name.Text, Contents=f"NIK {NIK}", T="Siti")),
        Spot(page=2, part="annotation"),
    ),
    "note's author": (
        notes(0, note(Name.Highlight, T=f"Siti {NIK}")),
        Spot(page=1, part="annotation"),
    ),
    "note not shown": (
        notes(0, note(Name.FreeText, Contents=NIK, F=2)),
        Spot(page=1, part="annotation", hidden=True),
    ),
    "address": (
        notes(0, note(Name.Link, A=Dictionary(S=Name.URI, URI=f"https://a.id/?nik={NIK}"))),
        Spot(page=1, part="link"),
    ),
    "field": (field, Spot(page=2, part="field", name="nik")),
    "choice": (choice, Spot(part="field", name="pilih")),
    "subject": (property_("Subject"), Spot(part="property", name="Subject")),
    "property by hand": (property_("Pegawai"), Spot(part="property", name="Pegawai")),
    "XMP": (packet, Spot(part="property", name="XMP")),
    "squeezed XMP": (squeezed, Spot(part="property", name="XMP")),
    "text of a picture": (figure, Spot(part="alternative")),
    "bookmark": (bookmark, Spot(part="outline")),
    "embedded": (
        attachment("a.pdf", inner(f"Rahasia {NIK}")),
        Spot(page=1, line=1, part="embedded", name="a.pdf"),
    ),
    "pinned": (pinned, Spot(page=1, line=1, part="embedded", name="a.pdf")),
}


@pytest.mark.parametrize("packed", [False, True], ids=["open", "packed"])
@pytest.mark.parametrize("name", HIDDEN)
def test_what_does_not_lie_open_is_read_and_placed(name: str, packed: bool, tmp_path: Path) -> None:
    change, spot = HIDDEN[name]
    file = saved(tmp_path / "x.pdf", paper("Satu", "Dua", change=change), packed=packed)
    assert spots(file, NIK) == [spot]


def test_a_file_inside_a_file_inside_is_told_by_its_name_only(tmp_path: Path) -> None:
    deep = inner("Dua", attachment("tiga.pdf", inner(f"Tiga {NIK}")))
    file = saved(tmp_path / "x.pdf", paper("Satu", change=attachment("dua.pdf", deep)))
    assert spots(file, "Dua") != []
    assert spots(file, NIK) == []


def book() -> bytes:
    workbook = Workbook()
    workbook.active.append(["Nama", "NIK"])
    workbook.active.append(["Budi", NIK])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


INSIDE = {
    "a.csv": f"Nama,NIK\nBudi,{NIK}\n".encode(),
    "a.txt": f"Budi {NIK}".encode(),
    "a.XLSX": book(),
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_file_inside_of_another_kind_is_read_without_writing_it(
    name: str, tmp_path: Path
) -> None:
    file = saved(tmp_path / "x.pdf", paper("Satu", change=attachment(name, INSIDE[name])))
    told = [one for one in read(file, ".pdf", Limits()) if NIK in str(one)]
    assert [(one.spot.part, one.spot.name) for one in told] == [("embedded", name)]


def test_a_file_inside_that_is_not_read_is_told(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper("Satu", change=attachment("a.bin", b"\0")))
    assert wrong(file)["unread"].spot == Spot(part="embedded", name="a.bin")


def test_a_scan_inside_is_told_as_what_cannot_be_examined(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper("Satu", change=attachment("a.pdf", inner("scan"))))
    assert wrong(file)["no-text"].spot == Spot(page=1, part="embedded", name="a.pdf")


def test_what_an_earlier_version_says_is_read(tmp_path: Path) -> None:
    before = saved(tmp_path / "a.pdf", paper(f"Budi\nNIK {NIK}\nSleman")).read_bytes()
    with pikepdf.open(BytesIO(before)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
    content = b"BT /F 12 Tf 14 TL 50 780 Td (Budi) Tj T* (Sleman) Tj ET"
    stream = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    added = stream % (number, len(content), content)
    entry = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(before))
    trailer = before[before.rindex(b"trailer") : before.rindex(b">>")]
    old, new = before.rindex(b"xref\n", 0, before.rindex(b"trailer")), len(before) + len(added)
    end = b" /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (old, new)
    file = tmp_path / "b.pdf"
    file.write_bytes(before + added + entry + trailer + end)
    assert [(one.text, one.spot) for one in passages(file) if one.spot.page] == [
        ("Budi\nSleman", Spot(page=1, line=1)),
        (f"NIK {NIK}", Spot(page=1, part="revision", hidden=True)),
    ]


def test_more_earlier_versions_than_are_read_are_told(tmp_path: Path) -> None:
    data = saved(tmp_path / "a.pdf", paper("Budi")).read_bytes()
    for times in (8, 9):
        # Each time as somebody does who adds nothing.
        (tmp_path / "b.pdf").write_bytes(data + data[data.rindex(b"startxref") :] * times)
        told = wrong(tmp_path / "b.pdf").get("revisions")
        assert (told is None) == (times == 8)
    assert told is not None
    assert told.gaps == {"versions": 9, "read": 8}
    assert KINDS["revisions"].severity is Severity.BLOCK
    assert not KINDS["revisions"].declarable


def test_a_whole_scan_is_told_once(tmp_path: Path) -> None:
    seen = wrong(saved(tmp_path / "x.pdf", paper("scan", "scan", "scan")))["no-text"]
    assert (seen.count, seen.spot, seen.gaps) == (3, Spot(page=1), {"pages": "1–3", "all": 3})
    assert KINDS["no-text"].declarable


def test_one_scanned_page_of_three_is_told_with_its_number(tmp_path: Path) -> None:
    seen = wrong(saved(tmp_path / "x.pdf", paper("Satu", "scan", "Tiga")))["no-text"]
    assert (seen.count, seen.spot) == (1, Spot(page=2))


def test_a_scan_with_a_line_of_the_signing_service_is_still_a_scan(tmp_path: Path) -> None:
    line = "Dokumen ini ditandatangani secara elektronik dengan sertifikat dari BSrE, BSSN"

    def stamped(document: Pdf) -> None:
        page = document.pages[0].obj
        text = f" BT /F 8 Tf 50 20 Td ({line}) Tj ET".encode()
        page.Contents = document.make_stream(page.Contents.read_bytes() + text)

    file = saved(tmp_path / "x.pdf", paper("scan", change=stamped))
    assert spots(file, line) == [Spot(page=1, line=1)]
    assert "no-text" in wrong(file)


SIGNED = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang",
    "diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara.",
    "UU ITE No 11 Tahun 2008 Pasal 5 Ayat 1: Informasi Elektronik dan/atau Dokumen Elektronik",
    "dan/atau hasil cetaknya merupakan alat bukti hukum yang sah.",
)


def with_lines(place: str, lines: Sequence[str], *, box: str = "595 0 0 842 0 0") -> Change:
    """Put a picture into a box of the page, and lines of letters from a place on."""
    shown = " ".join(f"({line}) Tj T*" for line in lines).replace("(BSrE)", r"\(BSrE\)")

    def change(document: Pdf) -> None:
        content = f"q {box} cm /P Do Q BT /F 8 Tf 10 TL {place} Tm {shown} ET"
        document.pages[0].obj.Contents = document.make_stream(content.encode())

    return change


@pytest.mark.parametrize(
    "place",
    ["1 0 0 1 50 60", "1 0 0 1 50 800", "0 1 -1 0 20 200"],
    ids=["below", "above", "up the margin"],
)
@pytest.mark.parametrize("turned", [0, 90])
def test_a_scan_with_all_sentences_of_the_signing_service_is_still_a_scan(
    tmp_path: Path, place: str, turned: int
) -> None:
    def change(document: Pdf) -> None:
        with_lines(place, SIGNED)(document)
        document.pages[0].obj.Rotate = turned

    assert "no-text" in wrong(saved(tmp_path / "x.pdf", paper("scan", change=change)))


PARAGRAPH = ("Peserta yang lulus seleksi hadir pada hari Senin di ruang rapat kantor",) * 8


@pytest.mark.parametrize(
    "change",
    [
        with_lines("1 0 0 1 50 300", PARAGRAPH, box="595 0 0 500 0 330"),
        with_lines("1 0 0 1 50 700", [one for line in PARAGRAPH[:7] for one in (line, "", "", "")]),
    ],
    ids=["beside a large photograph", "over the picture of its page"],
)
def test_a_text_is_a_text_whatever_picture_stands_on_its_page(
    tmp_path: Path, change: Change
) -> None:
    assert "no-text" not in wrong(saved(tmp_path / "x.pdf", paper("scan", change=change)))


def slides(document: Pdf) -> None:
    """Put a word on each scan, as large as its page."""
    for page in document.pages:
        wide, high = page.mediabox[2], page.mediabox[3]
        content = (
            f"q {wide} 0 0 {high} 0 0 cm /P Do Q BT /F 30 Tf 50 90 Td (Sosialisasi 2027) Tj ET"
        )
        page.obj.Contents = document.make_stream(content.encode())


def test_slides_with_a_picture_behind_a_few_words_are_no_scans(tmp_path: Path) -> None:
    deck = paper("scan", change=slides, size=(960, 540))
    assert "no-text" not in wrong(saved(tmp_path / "x.pdf", deck))


@pytest.mark.parametrize("size", [(842, 595), (936, 612), (935, 609), (1008, 612)])
def test_a_scan_on_its_side_is_no_slide(tmp_path: Path, size: tuple[int, int]) -> None:
    file = saved(tmp_path / "x.pdf", paper("scan", change=slides, size=size))
    assert "no-text" in wrong(file)


def test_a_picture_behind_the_words_of_several_pages_is_a_background(tmp_path: Path) -> None:
    def shared(document: Pdf) -> None:
        slides(document)
        document.pages[1].obj.Resources.XObject = document.pages[0].obj.Resources.XObject

    assert "no-text" not in wrong(saved(tmp_path / "x.pdf", paper("scan", "scan", change=shared)))
    assert (
        wrong(saved(tmp_path / "y.pdf", paper("scan", "scan", change=slides)))["no-text"].count == 2
    )


def uncompressed(document: Pdf) -> None:
    """Put a word over a picture on each page: pictures of one size, and not the same ones."""
    slides(document)
    for number, page in enumerate(document.pages):
        page.obj.Resources.XObject = Dictionary(
            P=document.make_stream(
                bytes([number]) * 2400, Type=Name.XObject, Subtype=Name.Image, Width=40, Height=60,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )
        )  # fmt: skip


def test_two_scans_of_one_size_are_no_background(tmp_path: Path) -> None:
    file = saved(tmp_path / "x.pdf", paper("scan", "scan", change=uncompressed))
    assert wrong(file)["no-text"].count == 2


def test_a_scan_that_stands_twice_in_a_file_with_a_stamp_is_no_background(tmp_path: Path) -> None:
    def twice(document: Pdf) -> None:
        first = document.pages[0].obj
        with_lines("1 0 0 1 50 20", ("Dokumen ini ditandatangani secara elektronik",))(document)
        document.pages[1].obj.Contents = first.Contents
        document.pages[1].obj.Resources.XObject = first.Resources.XObject

    file = saved(tmp_path / "x.pdf", paper("scan", "scan", change=twice))
    assert wrong(file)["no-text"].count == 2


def test_a_blank_page_a_frame_and_a_small_emblem_are_no_scan(tmp_path: Path) -> None:
    def drawn(document: Pdf) -> None:
        document.pages[1].obj.Contents = document.make_stream(b"10 10 500 700 re S " * 20)
        emblem = document.pages[2].obj
        emblem.Contents = document.make_stream(b"q 60 0 0 60 40 700 cm /P Do Q")

    file = saved(tmp_path / "x.pdf", paper("", "", "scan", change=drawn))
    assert "no-text" not in wrong(file)


def test_letters_drawn_as_shapes_cannot_be_examined(tmp_path: Path) -> None:
    def drawn(document: Pdf) -> None:
        shapes = b" ".join(b"%d %d 4 6 re f" % (9 * (n % 60), 9 * (n // 60)) for n in range(900))
        document.pages[0].obj.Contents = document.make_stream(shapes)

    assert wrong(saved(tmp_path / "x.pdf", paper("", change=drawn)))["no-text"].count == 1


def printed(file: Path, body: str) -> Path:
    HTML(string=f"<html lang=id><title>Daftar</title><body>{body}").write_pdf(file, pdf_tags=True)
    return file


def test_letters_without_a_meaning_are_as_good_as_none(tmp_path: Path) -> None:
    file = printed(tmp_path / "a.pdf", f"<p>Budi Santoso dari Sleman dengan NIK {NIK}</p>")
    assert wrong(file) == {}
    with pikepdf.open(file) as document:
        for one in document.objects:
            if isinstance(one, Dictionary) and "/ToUnicode" in one:
                del one.ToUnicode
        garbled = saved(tmp_path / "b.pdf", document)
    assert set(wrong(garbled)) == {"garbled-text"}


def test_a_number_that_breaks_in_a_narrow_cell_keeps_its_order(tmp_path: Path) -> None:
    cell = '<table><tr><td style="width:3em;word-break:break-all">'
    file = printed(tmp_path / "x.pdf", f"{cell}{NIK}</td><td>Budi</td></tr></table>")
    text = passages(file)[0].text
    assert NIK in text.replace("\n", "")
    assert text.endswith("Budi")


def test_a_pdf_for_everybody_gets_no_finding(tmp_path: Path) -> None:
    assert wrong(saved(tmp_path / "x.pdf", paper(change=proper))) == {}


def test_a_pdf_without_title_language_and_tags_is_told_of_each(tmp_path: Path) -> None:
    assert set(wrong(saved(tmp_path / "x.pdf", paper()))) == {"no-title", "no-language", "no-tags"}


@pytest.mark.parametrize(
    ("title", "good"),
    [
        ("Microsoft Word - surat.doc", False),
        ("surat edaran.docx", False),
        ("Document1", False),
        ("Untitled", False),
        ("PowerPoint Presentation", False),
        ("Scan_20261012", False),
        ("Pengumuman hasil seleksi", True),
        ("Dokumen perencanaan 2027", True),
        ("Buku saku", True),
    ],
)
def test_a_title_that_a_program_wrote_is_none(title: str, good: bool, tmp_path: Path) -> None:
    def titled(document: Pdf) -> None:
        proper(document)
        document.docinfo["/Title"] = title

    assert wrong(saved(tmp_path / "x.pdf", paper(change=titled))).keys() == (
        set() if good else {"no-title"}
    )


def test_what_is_no_pdf_is_told_as_damaged(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing\n%%EOF")
    assert wrong(file).keys() == {"broken"}


@settings(max_examples=60, deadline=None)
@given(
    changed=some.lists(some.tuples(some.integers(0), some.integers(0, 255)), max_size=12),
    kept=some.integers(1),
)
def test_whatever_is_broken_in_a_pdf_something_is_said(
    changed: list[tuple[int, int]], kept: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    whole = bytearray(saved(folder / "x.pdf", paper("Satu", "Dua", change=field)).read_bytes())
    for at, value in changed:
        whole[at % len(whole)] = value
    file = folder / "y.pdf"
    file.write_bytes(whole[: kept % len(whole) + 1] if kept % 3 == 0 else whole)
    told = list(read(file, ".pdf", Limits()))
    assert told
    assert all(isinstance(one, Lines) or one.kind in KINDS for one in told)
