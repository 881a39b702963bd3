"""PDFs for tests, made in a moment: pages of plain text, scans, and what hides elsewhere."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf
from PIL import Image

NIK = "3404011203850001"
PACKED = ObjectStreamMode.generate


def paper(
    *pages: str,
    change: Callable[[Pdf], object] = lambda _: None,
    size: tuple[int, int] = (595, 842),
) -> Pdf:
    """Return a PDF with these pages, `change`d; a page called "scan" is a picture, "" is blank."""
    document = pikepdf.new()
    font = document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    for text in pages or ("Pengumuman",):
        page = document.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        if text == "scan":
            page.obj.Resources.XObject = Dictionary(P=_picture(document))
            content = "q 500 0 0 700 40 60 cm /P Do Q"
        else:
            lines = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
            content = f"BT /F 12 Tf 14 TL 50 780 Td {lines} ET"
        page.obj.Contents = document.make_stream(content.encode("latin-1"))
    change(document)
    return document


def saved(file: Path, document: Pdf, *, packed: bool = False, **options: object) -> Path:
    """Write a PDF, its objects packed in streams or lying open."""
    mode = PACKED if packed else ObjectStreamMode.disable
    document.save(file, object_stream_mode=mode, **options)
    return file


def proper(document: Pdf) -> None:
    """Give a PDF what a screen reader needs."""
    document.docinfo["/Title"] = "Daftar peserta"
    document.Root.Lang = "id-ID"
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.Root.StructTreeRoot = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))


def acts(action: Dictionary) -> Callable[[Pdf], object]:
    """Return what makes a PDF act when it is opened."""

    def change(document: Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(_anew(action))

    return change


def notes(page: int, *each: Dictionary) -> Callable[[Pdf], object]:
    """Return what puts notes on a page, from 0."""

    def change(document: Pdf) -> None:
        made = [document.make_indirect(_anew(one)) for one in each]
        document.pages[page].obj.Annots = Array(made)

    return change


def note(subtype: Name, **entries: object) -> Dictionary:
    """Return a note of a kind."""
    return Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[10, 10, 90, 90], **entries)


def raw(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1, as they stand; the first is its root."""
    body, starts = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % start for start in starts)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(body + b"startxref\n%d\n%%%%EOF\n" % table)


def photograph(*, at: bool = False, **exif: object) -> Image.Exif:
    """Return the properties of a photograph, `at` a place or nowhere."""
    data = Image.Exif()
    if at:
        data[0x8825] = {1: "S", 2: (7.0, 47.0, 1.0), 3: "E", 4: (110.0, 22.0, 1.0)}
    for tag, value in exif.items():
        data[int(tag.removeprefix("t"), 16)] = value
    return data


def _anew(one: pikepdf.Object) -> pikepdf.Object:
    # An object belongs to the document that it was first put in.
    return pikepdf.Object.parse(one.unparse(resolved=True))


def _picture(document: Pdf) -> pikepdf.Object:
    buffer = BytesIO()
    # Another one on each page, and the same ones on every run.
    signs = Random(len(document.pages)).randbytes(40 * 60)
    Image.frombytes("L", (40, 60), signs).save(buffer, "JPEG")
    return document.make_stream(
        buffer.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=40,
        Height=60,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
