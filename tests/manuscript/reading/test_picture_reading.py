"""What a picture's file tells besides the picture is read, and told of where it must not go out."""

from io import BytesIO
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageFile, PngImagePlugin

from manuscript.pdf_papers import NIK, photograph
from paraf.core.checking import Limits
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.passage import Lines
from paraf.manuscript.reading.read import read
from paraf.manuscript.safety.picture import check_picture, places
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot

METADATA = Spot(part="metadata")
FORMATS = ("jpg", "png", "webp")


def picture(file: Path, exif: Image.Exif | None = None, **options: object) -> Path:
    """Save a small picture by its ending."""
    data = exif if exif is not None else Image.Exif()
    Image.new("RGB", (40, 30), "navy").save(file, exif=data, **options)
    return file


def told(file: Path, limits: Limits = Limits()) -> list[Seen]:  # noqa: B008 - frozen
    return list(check_picture(file, limits))


def texts(file: Path) -> dict[str, str]:
    found = list(read(file, file.suffix, Limits()))
    assert all(isinstance(one, Lines) and one.spot.part == "metadata" for one in found)
    return {one.spot.name: one.text for one in found if isinstance(one, Lines)}


@pytest.mark.parametrize("ending", FORMATS)
def test_where_a_picture_was_taken_is_told(ending: str, tmp_path: Path) -> None:
    file = picture(tmp_path / f"x.{ending}", photograph(at=True))
    assert told(file) == [Seen("gps", METADATA)]


def test_a_version_of_gps_alone_is_no_place(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {0: b"\2\3\0\0"}
    assert told(picture(tmp_path / "x.jpg", exif)) == []


def test_a_place_in_xmp_is_told(tmp_path: Path) -> None:
    packet = '<rdf:RDF><rdf:Description exif:GPSLatitude="7,47.1S"/></rdf:RDF>'
    texts_ = PngImagePlugin.PngInfo()
    texts_.add_itxt("XML:com.adobe.xmp", packet)
    assert told(picture(tmp_path / "x.png", pnginfo=texts_)) == [Seen("gps", METADATA)]


@pytest.mark.parametrize("ending", FORMATS)
def test_people_are_told_by_their_initials_and_cameras_by_their_first_signs(
    ending: str, tmp_path: Path
) -> None:
    made = picture(tmp_path / f"a.{ending}", photograph(t013b="Budi Santoso", t8298="Siti A."))
    owned = picture(tmp_path / f"b.{ending}", photograph(t8769={0xA431: "7712345678"}))
    assert told(made) == [Seen("author", METADATA, "B. S.", 2)]
    assert told(owned) == [Seen("author", METADATA, "771••••")]


def test_a_picture_that_tells_nothing_gets_no_finding(tmp_path: Path) -> None:
    for ending in FORMATS:
        file = picture(tmp_path / f"x.{ending}")
        assert (told(file), texts(file)) == ([], {})


@pytest.mark.parametrize("ending", FORMATS)
def test_words_in_properties_are_read(ending: str, tmp_path: Path) -> None:
    exif = photograph(t010e=f"NIK {NIK}", t9c9c="Komentar".encode("utf-16-le"))
    exif[0x8769] = {0x9286: b"ASCII\0\0\0telepon 0812"}
    assert texts(picture(tmp_path / f"x.{ending}", exif)) == {
        "ImageDescription": f"NIK {NIK}",
        "XPComment": "Komentar",
        "UserComment": "telepon 0812",
    }


def test_words_beside_a_picture_are_read(tmp_path: Path) -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Keterangan", f"NIK {NIK}", zip=True)
    chunks.add_itxt("XML:com.adobe.xmp", f"<rdf:RDF><dc:title>{NIK}</dc:title></rdf:RDF>")
    assert texts(picture(tmp_path / "x.png", pnginfo=chunks)) == {
        "Keterangan": f"NIK {NIK}",
        "XMP": NIK,
    }
    assert texts(picture(tmp_path / "x.jpg", comment=f"NIK {NIK}")) == {"comment": f"NIK {NIK}"}


def test_a_caption_of_the_press_is_read(tmp_path: Path) -> None:
    caption = f"NIK {NIK}".encode()
    record = b"\x1c\x02\x78" + len(caption).to_bytes(2, "big") + caption
    block = (
        b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    )
    segment = b"Photoshop 3.0\0" + block
    file = picture(tmp_path / "x.jpg")
    plain = file.read_bytes()
    marker = b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big")
    file.write_bytes(plain[:2] + marker + segment + plain[2:])
    assert texts(file) == {"IPTC 2:120": f"NIK {NIK}"}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_cut_picture_is_told_also_beside_a_library_that_accepts_it(
    ending: str, tmp_path: Path
) -> None:
    import weasyprint

    assert weasyprint
    assert ImageFile.LOAD_TRUNCATED_IMAGES
    file = tmp_path / f"x.{ending}"
    Image.frombytes("RGB", (90, 90), Random(1).randbytes(90 * 90 * 3)).save(file)
    file.write_bytes(file.read_bytes()[:-900])
    assert [one.kind for one in told(file)] == ["broken"]
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_that_swells_is_told_before_it_is_unpacked(tmp_path: Path) -> None:
    file = picture(tmp_path / "x.png")
    whole = file.read_bytes()
    # As a bomb is written: a large size in the head, and hardly any data.
    head = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + whole[24:29]
    file.write_bytes(whole[:12] + head + crc32(head).to_bytes(4, "big") + whole[33:])
    assert told(file) == [Seen("packed-bomb")]
    assert told(picture(tmp_path / "y.png"), Limits(unpacked=3599)) == [Seen("packed-bomb")]
    assert told(picture(tmp_path / "y.png"), Limits(unpacked=3600)) == []


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(b"not at all")
    assert told(file) == [Seen("broken")]


@given(some.binary(max_size=200))
def test_properties_that_are_none_name_no_place(data: bytes) -> None:
    assert places(data) in (True, False)


@settings(max_examples=60, deadline=None)
@given(
    ending=some.sampled_from(FORMATS),
    changed=some.lists(some.tuples(some.integers(0), some.integers(0, 255)), max_size=8),
)
def test_whatever_is_broken_in_a_picture_it_is_told_and_never_raised(
    ending: str, changed: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("broken") / f"x.{ending}"
    buffer = BytesIO()
    kind = {"jpg": "JPEG"}.get(ending, ending)
    Image.new("RGB", (40, 30), "navy").save(buffer, kind, exif=photograph(at=True, t010e="x"))
    whole = bytearray(buffer.getvalue())
    for at, value in changed:
        whole[at % len(whole)] = value
    file.write_bytes(whole)
    assert {one.kind for one in told(file)} <= set(KINDS)
