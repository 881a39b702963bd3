"""The report and the sheet of approval, as HTML and as PDF/A-3u."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import html as lxml_html
from PIL import Image

from archive import sample
from archive.indonesian import say
from paraf.archive import document, pictures, remarks, signoff
from paraf.archive.attachments import Attachment
from paraf.core.evidence import Severity
from paraf.ports import ArchiveFault

MARKED = signoff.Marked("ef" * 32, report="ab" * 32, release="b7" * 32)
DATA = Attachment("report.yml", b"v: 1\n", "application/yaml", "Data laporan")
LIST = Attachment("manifest.json", b"{}\n", "application/json", "Manifes situs")


def written(folder: Path, **changes: object) -> str:
    return document.html(
        sample.report(**changes),
        say=say,
        language="id",
        shots=sample.shots(folder),
        manifest=sample.MANIFEST,
        proof=sample.PROOF,
    )


def printed(html: str, base: Path) -> bytes:
    return document.pdf(
        html,
        attachments=(DATA, LIST),
        identifier=b"0123456789abcdef",
        made=sample.BEGIN,
        base=base,
    )


@pytest.fixture(scope="module")
def report_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("report")
    return printed(written(folder), folder)


@pytest.fixture(scope="module")
def signoff_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    record = sample.record(done=10)
    sheet = signoff.html(record, say=say, language="id", marked=MARKED, keys={2: "SHA256:abc"})
    return printed(sheet, tmp_path_factory.mktemp("signoff"))


@pytest.fixture(params=["report_pdf", "signoff_pdf"])
def data(request: pytest.FixtureRequest) -> bytes:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, bytes)
    return found


def test_it_says_that_it_is_pdf_a_3u(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "U")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/DestOutputProfile" in pdf.Root.OutputIntents[0]
        assert not pdf.is_encrypted


def test_it_is_tagged_in_the_office_s_language(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo["/Title"]).endswith(f"{sample.CASE}: {sample.TITLE}")


def test_every_font_is_embedded_and_readable_as_text(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        descriptors = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
        composite = [one for one in fonts if one.get("/Subtype") == "/Type0"]
        assert composite
        assert len(descriptors) == len(composite)
        assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)
        assert all("Source-Sans-Pro" in str(one.FontName) for one in descriptors)
        assert all("/ToUnicode" in one for one in composite)


def test_nothing_in_it_runs_or_leads_elsewhere(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        actions = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/JS" in one
        ]
        assert actions == []


def test_its_attachments_are_listed_once_with_type_and_relation(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        files = list(pdf.Root.AF)
        assert [str(one.UF) for one in files] == ["manifest.json", "report.yml"]
        assert {str(one.AFRelationship) for one in files} == {"/Data"}
        types = [str(one.EF.F.Subtype) for one in files]
        assert types == ["/application/json", "/application/yaml"]
        assert pdf.attachments["report.yml"].get_file().read_bytes() == DATA.content


def test_the_same_values_give_the_same_bytes(tmp_path: Path, report_pdf: bytes) -> None:
    assert printed(written(tmp_path), tmp_path) == report_pdf


def test_the_html_names_no_path_of_this_machine(tmp_path: Path) -> None:
    page = written(tmp_path)
    assert str(tmp_path) not in page
    assert "file:" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "address",
    [
        "http://bkd.contoh.example/logo.png",
        "https://bkd.contoh.example/logo.png",
        "ftp://bkd.contoh.example/logo.png",
        "file://host/share/logo.png",
        "file:///etc/hostname",
        "../outside.png",
        "missing.png",
    ],
)
def test_nothing_outside_the_report_s_folder_is_fetched(tmp_path: Path, address: str) -> None:
    (tmp_path / "outside.png").write_bytes(b"")
    base = tmp_path / "report"
    base.mkdir()
    with pytest.raises(ArchiveFault, match="wants something"):
        printed(f'<html><body><img src="{address}" alt=""></body></html>', base)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    base = tmp_path / "report"
    base.mkdir()
    (base / "shot.png").symlink_to("/etc/hostname")
    with pytest.raises(ArchiveFault, match="wants something"):
        printed('<html><body><img src="shot.png" alt=""></body></html>', base)


def test_what_an_official_has_to_see_is_in_the_report(tmp_path: Path) -> None:
    text = lxml_html.fromstring(written(tmp_path).encode()).text_content()
    for said in (
        "Laporan Hasil Upload",
        f"Nomor: {sample.CASE}",
        sample.TITLE,
        "https://bkd.contoh.example/pengumuman/jadwal-seleksi-pppk-2026/",
        "482,1 kB",
        "9c" * 32,
        "17 November 2026, pukul 00.15 WIB",
        "tidak ada temuan",
        "4120 tautan, gambar, dan rujukan lain",
        "Plt. Kepala Bidang Dokumentasi dan Informasi (SP 800/1123/BKD/2026)",
        "dikembalikan 1 kali",
        "melebihi mutu baku",
        "tanda tangan",
        "mengetahui",
    ):
        assert said in text


def test_a_finding_that_blocks_is_the_first_thing_the_report_says(tmp_path: Path) -> None:
    noted = written(tmp_path, findings=(sample.WARNING,))
    wrong = written(tmp_path, findings=(replace(sample.WARNING, severity=Severity.BLOCK),))
    assert "Situs yang tayang sesuai dengan naskah yang disetujui" in noted
    assert "Situs yang tayang belum sesuai dengan naskah yang disetujui" in wrong
    assert "Catatan:" in noted
    assert "Harus diperbaiki:" in wrong


def test_every_screenshot_says_what_it_shows(tmp_path: Path) -> None:
    images = lxml_html.fromstring(written(tmp_path).encode()).findall(".//img")
    starts = ["Tangkapan", "Yang berbeda", "Tangkapan", "Tangkapan", "Tangkapan"]
    assert len(images) == len(starts)
    for one, start in zip(images, starts, strict=True):
        assert one.get("alt", "").startswith(start)


def test_dark_views_and_pages_around_are_kept_but_not_printed(tmp_path: Path) -> None:
    page = written(tmp_path)
    assert "dark" not in page
    assert "home" not in page


def test_the_evidence_is_named_by_its_digests(tmp_path: Path) -> None:
    text = lxml_html.fromstring(written(tmp_path).encode()).text_content()
    for name, one in sample.PROOF.items():
        assert name in text
        assert one.sha256 in text


def test_screenshots_are_printed_small_and_without_transparency(report_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(report_pdf)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        images = [one for one in streams if one.get("/Subtype") == "/Image"]
        assert len(images) == 5
        assert all(one.Filter == "/DCTDecode" and "/SMask" not in one for one in images)
        assert {int(one.Width) for one in images} == {390, 1280}
        assert all(int(one.Height) <= 0.75 * 1280 for one in images)


def test_a_transparent_picture_is_printed_on_white() -> None:
    picture, file = Image.new("RGBA", (4000, 9000), (0, 0, 0, 0)), io.BytesIO()
    picture.save(file, "WEBP", lossless=True)
    with Image.open(io.BytesIO(pictures.printable(file.getvalue()))) as shown:
        assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (1280, 960))
        assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_other_pictures_are_printed_as_they_are() -> None:
    assert pictures.printable(b"\x89PNG\r\n\x1a\n") == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        'a <img src=x onerror="alert(1)"> b',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://bkd.contoh.example/spy.png)",
        "![x][1]\n\n[1]: https://bkd.contoh.example/spy.png",
        "<div markdown='1'>\n\n<iframe src='//x'></iframe>\n\n</div>",
        '[x](https://bkd.contoh.example/ "a\\" onclick=alert(1)")',
        "<javascript:alert(1)>",
        "[x](http://[)",
    ],
)
def test_no_remark_can_do_anything(text: str) -> None:
    tree = lxml_html.fragment_fromstring(remarks.as_html(text), create_parent="div")
    for element in tree.iterdescendants():
        assert element.tag in remarks.TAGS | {"h3", "span"}
        assert set(element.keys()) <= {"href"}
        assert element.get("href", "https:").startswith(("https:", "http:", "mailto:"))


def test_no_value_can_break_out_of_the_style_sheet() -> None:
    evil = '</style><script>alert("1")</script>'
    marked = signoff.Marked(evil, report=evil)
    page = signoff.html(sample.record(done=10), say=say, language="id", marked=marked, keys={})
    assert "<script" not in page
