"""What is taken in is cleaned: no camera, no author, no place; and cleaned once is enough."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image, ImageCms, PngImagePlugin

from manuscript.reading.office_files import CORE, ODF, Told, W, docx, odf, packed, para, relations
from paraf.core.checking import Limits
from paraf.manuscript.intake.clean import clean
from paraf.manuscript.intake.picture import bared
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.safety.office import check_office
from paraf.manuscript.seen import Seen

EDGE = 100
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def cleaned(source: Path, edge: int = EDGE) -> tuple[Path, list[Seen]]:
    into = source.with_name(f"clean{source.suffix}")
    seen = clean(source, into, source.suffix, edge)
    assert {one.kind for one in seen} <= set(KINDS)
    return into, list(seen)


def kinds(seen: list[Seen]) -> list[str]:
    return [one.kind for one in seen]


def camera() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Budi"
    exif[0x0112] = 6  # on its side
    exif.get_ifd(0x8825)[2] = (7.0, 47.0, 0.0)
    return exif


def picture(
    file: Path, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object
) -> Path:
    image = Image.effect_noise(size, 60).convert(mode)
    image.save(file, **more)  # type: ignore[arg-type]  # what Pillow takes
    return file


# --- pictures


def test_a_photograph_stands_upright_and_tells_nothing(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.jpg", (300, 200), exif=camera(), icc_profile=SRGB, comment=b"x")
    into, seen = cleaned(source)
    with Image.open(into) as image:
        assert (image.format, image.size) == ("JPEG", (67, 100))
        assert dict(image.getexif()) == {}
        assert not {"icc_profile", "exif", "comment"} & set(image.info)
    assert b"Kamera" not in into.read_bytes()
    assert kinds(seen) == ["cleaned-picture", "cleaned-size"]
    assert seen[0].sample == "Exif/XMP, ICC, COM"
    assert seen[1].gaps == {"before": "300×200", "after": "67×100"}


def test_a_clean_picture_stays_byte_by_byte(tmp_path: Path) -> None:
    for source in (
        picture(tmp_path / "a.jpg"),
        picture(tmp_path / "b.png"),
        picture(tmp_path / "c.png", mode="P"),
        picture(tmp_path / "d.webp"),
        picture(tmp_path / "e.jpeg", progressive=True),
    ):
        into, seen = cleaned(source)
        assert into.read_bytes() == source.read_bytes(), source
        assert seen == []


def test_a_png_stays_a_png_with_its_palette(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Budi Santoso")
    source = picture(tmp_path / "a.png", (300, 200), "P", pnginfo=notes)
    into, seen = cleaned(source)
    with Image.open(into) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (100, 67))
    assert b"Budi" not in into.read_bytes()
    assert seen[0].sample == "tEXt"


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 20), (255, 0, 0, 0)).save(tmp_path / "a.png", exif=camera())
    with Image.open(cleaned(tmp_path / "a.png")[0]) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]  # four bands


def test_what_hangs_on_a_picture_is_cut_off(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.png"):
        source = picture(tmp_path / name)
        source.write_bytes(source.read_bytes() + b"rahasia")
        into, seen = cleaned(source)
        assert b"rahasia" not in into.read_bytes()
        assert kinds(seen) == ["cleaned-picture"]


def test_printers_colours_become_those_of_the_web(tmp_path: Path) -> None:
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(tmp_path / "a.jpg")
    with Image.open(cleaned(tmp_path / "a.jpg")[0]) as image:
        assert image.mode == "RGB"


def test_a_moving_picture_is_left(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:])
    into, seen = cleaned(tmp_path / "a.webp")
    assert into.read_bytes() == (tmp_path / "a.webp").read_bytes()
    assert kinds(seen) == ["left-moving"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "name-content"),
    ],
    ids=["heic", "png"],
)
def test_what_is_no_such_picture_is_not_taken_in(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    into, seen = cleaned(tmp_path / "a.jpg")
    assert kinds(seen) == [kind]
    assert KINDS[kind].closed
    assert not into.exists()


# --- documents


def test_a_workbook_loses_its_authors_and_opens(tmp_path: Path) -> None:
    book = Workbook()
    book.properties.creator = "Budi Santoso"
    book.properties.lastModifiedBy = "Budi Santoso"
    book.properties.title = "Jadwal"
    book.active["A1"] = 3  # type: ignore[index]  # a new book has a sheet of cells
    book.active["A1"].comment = Comment("cek", "Budi Santoso")  # type: ignore[index]  # the same
    book.save(tmp_path / "a.xlsx")
    into, seen = cleaned(tmp_path / "a.xlsx")
    again = load_workbook(into)
    assert again.active["A1"].value == 3  # type: ignore[index]  # the same
    assert again.active["A1"].comment.text == "cek"  # type: ignore[index]  # the same
    assert (again.properties.creator, again.properties.title) == (None, "Jadwal")
    assert kinds(seen) == ["cleaned-names"]
    assert "Budi" not in Told(into).everything
    assert "author" not in Told(into).kinds


def test_a_word_file_loses_names_and_traces_and_nothing_else(tmp_path: Path) -> None:
    change = (
        '<w:ins w:id="1" w:author="Budi" w:date="2026-01-01"><w:r><w:t>baru</w:t></w:r></w:ins>'
    )
    source = docx(
        tmp_path / "a.docx",
        f'<w:p w:rsidR="00A77B3E" w14:paraId="7F3A" xmlns:w14="x">{change}</w:p>'
        + para('teks w:author="Siti"'),
        docProps_core=CORE.format(title="SK", creator="Budi Santoso"),
        docProps_app="<Properties><Company>CV Budi</Company><Manager>Siti</Manager>"
        "<Template>C:\\Users\\Budi\\Normal.dotm</Template><Words>3</Words></Properties>",
        docProps_custom='<Properties xmlns:vt="v"><property name="Pemilik"><vt:lpwstr>Budi'
        "</vt:lpwstr></property></Properties>",
        comments=f'<w:comments {W}><w:comment w:author="Budi" w:initials="BS">{para("cek")}'
        "</w:comment></w:comments>",
        settings=f'<w:settings {W}><w:rsids><w:rsidRoot w:val="00A77B3E"/></w:rsids></w:settings>',
        theme__theme1="<a>Budi</a>",
    )
    into, _ = cleaned(source)
    with zipfile.ZipFile(into) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        dates = {info.date_time for info in archive.infolist()}
    kept = parts.pop("word/theme/theme1.xml")
    everything = "".join(parts.values())
    assert (kept, dates) == ("<a>Budi</a>", {(1980, 1, 1, 0, 0, 0)})
    assert "Budi" not in everything
    assert "rsid" not in everything
    assert 'w14:paraId="7F3A"' in everything
    assert 'teks w:author="Siti"' in everything
    assert "<Words>3</Words>" in everything
    assert "<dc:title>SK</dc:title>" in everything
    assert next(iter(parts)) == "[Content_Types].xml"
    assert "baru" in Told(into).everything


def test_a_template_from_elsewhere_is_let_go(tmp_path: Path) -> None:
    source = docx(
        tmp_path / "a.docx",
        para("isi"),
        settings=f'<w:settings {W} xmlns:r="r"><w:attachedTemplate r:id="r1"/><w:zoom/>'
        "</w:settings>",
        rels_settings=relations(("attachedTemplate", "file:///C:/Users/Budi/a.dotm", "External")),
    )
    assert kinds(list(check_office(source, ".docx", Limits()))) == ["external-link"]
    into, _ = cleaned(source)
    assert list(check_office(into, ".docx", Limits())) == []
    with zipfile.ZipFile(into) as archive:
        assert b"attachedTemplate" not in archive.read("word/settings.xml")
        assert b"<w:zoom/>" in archive.read("word/settings.xml")


def test_a_file_of_libreoffice_keeps_its_kind_first_and_unpacked(tmp_path: Path) -> None:
    note = (
        "<office:annotation><dc:creator>Budi</dc:creator><text:p>cek</text:p></office:annotation>"
    )
    source = odf(
        tmp_path / "a.odt",
        "text",
        f"<text:p>isi{note}</text:p>",
        meta=f"<office:document-meta {ODF}><meta:initial-creator>Budi</meta:initial-creator>"
        '<dc:creator>Siti</dc:creator><meta:user-defined meta:name="x">Budi</meta:user-defined>'
        "<meta:generator>LibreOffice</meta:generator></office:document-meta>",
    )
    into, seen = cleaned(source)
    assert into.read_bytes()[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(into) as archive:
        meta = archive.read("meta.xml")
        text = archive.read("content.xml")
    assert b"Budi" not in meta + text
    assert b"Siti" not in meta
    assert b"LibreOffice" in meta
    assert (seen[0].kind, seen[0].count) == ("cleaned-names", 2)


def test_a_photograph_in_a_document_keeps_its_pixels_and_its_top(tmp_path: Path) -> None:
    photo = picture(tmp_path / "a.jpg", exif=camera(), icc_profile=SRGB, comment=b"Budi")
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<x/>",
        "word/document.xml": f"<w:document {W}/>",
        "word/media/image1.jpeg": photo.read_bytes(),
        "word/media/image2.jpeg": photo.read_bytes()[:-50],
    }
    source = packed(tmp_path / "a.docx", members)
    assert [one.count for one in check_office(source, ".docx", Limits()) if one.kind == "gps"] == [
        2
    ]
    into, _ = cleaned(source)
    assert [one.count for one in check_office(into, ".docx", Limits()) if one.kind == "gps"] == [1]
    with zipfile.ZipFile(into) as archive:
        data = archive.read("word/media/image1.jpeg")
        assert archive.read("word/media/image2.jpeg") == members["word/media/image2.jpeg"]
    with Image.open(io.BytesIO(data)) as bare, Image.open(photo) as whole:
        assert bare.tobytes() == whole.tobytes()
        assert dict(bare.getexif()) == {0x0112: 6}
        assert bare.info["icc_profile"] == SRGB
    assert b"Budi" not in data
    assert bared(data) == data


def test_a_signed_document_is_left(tmp_path: Path) -> None:
    source = docx(tmp_path / "a.docx", "", docProps_core=CORE.format(title="", creator="Budi"))
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<x/>")
    into, seen = cleaned(source)
    assert into.read_bytes() == source.read_bytes()
    assert kinds(seen) == ["left-signed"]


def test_a_dangerous_document_is_not_taken_in(tmp_path: Path) -> None:
    members = {
        "[Content_Types].xml": "<x/>",
        "word/document.xml": "<x/>",
        "word/vbaProject.bin": "x",
    }
    into, seen = cleaned(packed(tmp_path / "a.docx", dict(members)))
    assert kinds(seen) == ["macros"]
    assert not into.exists()


# --- PDF and text


def pdf(file: Path, **info: str) -> Path:
    with pikepdf.new() as made:
        made.add_blank_page()
        for key, value in info.items():
            made.docinfo[f"/{key}"] = value
        with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            told["dc:title"] = "SK"
            if "Author" in info:
                told["dc:creator"] = [info["Author"]]
        made.save(file)
    return file


def test_a_pdf_loses_its_author_and_keeps_its_title(tmp_path: Path) -> None:
    into, seen = cleaned(pdf(tmp_path / "a.pdf", Author="Budi Santoso", Title="SK", Subject="X"))
    with pikepdf.open(into) as made:
        assert set(map(str, made.docinfo)) >= {"/Title", "/Subject"}
        assert "/Author" not in made.docinfo
        with made.open_metadata() as told:
            assert "dc:creator" not in told
            assert told["dc:title"] == "SK"
    assert [(one.kind, one.count) for one in seen] == [("cleaned-names", 2)]


def test_a_pdf_without_names_stays_byte_by_byte(tmp_path: Path) -> None:
    source = pdf(tmp_path / "a.pdf", Title="SK")
    into, seen = cleaned(source)
    assert into.read_bytes() == source.read_bytes()
    assert seen == []


def test_a_signed_pdf_is_left(tmp_path: Path) -> None:
    source = pdf(tmp_path / "b.pdf", Author="Budi")
    with pikepdf.open(source) as made:
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[], SigFlags=3)
        made.save(tmp_path / "a.pdf")
    into, seen = cleaned(tmp_path / "a.pdf")
    assert into.read_bytes() == (tmp_path / "a.pdf").read_bytes()
    assert kinds(seen) == ["left-signed"]


def test_text_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\r\n1,2")
    into, seen = cleaned(tmp_path / "a.csv")
    assert (into.read_bytes(), seen) == (b"a,b\r\n1,2", [])


# --- laws


def samples(folder: Path) -> Iterator[Path]:
    yield picture(folder / "a.jpg", (300, 200), exif=camera(), icc_profile=SRGB)
    yield picture(folder / "b.png", (150, 200), "P", icc_profile=SRGB)
    yield picture(folder / "c.png", (30, 20), "LA", icc_profile=SRGB)
    yield picture(folder / "d.webp", (300, 20), exif=camera())
    yield docx(folder / "e.docx", para("x"), docProps_core=CORE.format(title="", creator="Budi"))
    yield odf(folder / "f.ods", "spreadsheet", "")
    yield pdf(folder / "g.pdf", Author="Budi")


def test_cleaned_twice_is_the_same_as_cleaned_once(tmp_path: Path) -> None:
    for source in samples(tmp_path):
        once, twice = tmp_path / f"1{source.suffix}", tmp_path / f"2{source.suffix}"
        clean(source, once, source.suffix, EDGE)
        assert clean(once, twice, source.suffix, EDGE) == ()
        assert once.read_bytes() == twice.read_bytes(), source


@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"]),
    st.tuples(st.integers(1, 150), st.integers(1, 150)),
    st.booleans(),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_picture_cleaned_twice_is_the_same_as_cleaned_once(
    tmp_path: Path, kind: str, mode: str, size: tuple[int, int], told: bool
) -> None:
    out = io.BytesIO()
    try:
        Image.new(mode, size).save(out, kind, **({"exif": camera()} if told else {}))  # type: ignore[arg-type]  # what Pillow takes
    except OSError:
        return  # no such picture of that kind
    suffix = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[kind]
    source, once, twice = (tmp_path / f"{name}{suffix}" for name in "abc")
    source.write_bytes(out.getvalue())
    clean(source, once, suffix, EDGE)
    assert clean(once, twice, suffix, EDGE) == ()
    assert once.read_bytes() == twice.read_bytes()
    with Image.open(once) as image:
        assert max(image.size) <= EDGE


@given(st.sampled_from("abcdefg"), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255))))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_damaged_files_raise_nothing(
    tmp_path: Path, which: str, changes: list[tuple[float, int]]
) -> None:
    if not (tmp_path / "g.pdf").exists():
        list(samples(tmp_path))
    source = next(one for one in tmp_path.iterdir() if one.stem == which)
    data = bytearray(source.read_bytes())
    for where, value in changes:
        data[int(where * len(data))] = value
    hurt = tmp_path / f"hurt{source.suffix}"
    hurt.write_bytes(data)
    into, seen = cleaned(hurt)
    assert into.exists() or seen
    into.unlink(missing_ok=True)
