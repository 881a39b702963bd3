"""Pictures say what they show, and none lies about for nothing."""

from pathlib import Path

import pytest

from manuscript.drafts import draft, written
from manuscript.paging import kinds, said
from paraf.core.evidence import Severity

PNG = b"\x89PNG\r\n\x1a\n"
STANDING = {"content/assets/alur.png": PNG}


def found(root: Path, body: str) -> list[tuple[str, int]]:
    return kinds(draft(root, written("berita/a.md", f"# A\n\n{body}\n"), standing=STANDING))


@pytest.mark.parametrize(
    "picture",
    [
        "![Alur usul kenaikan pangkat dalam lima langkah](../assets/alur.png)",
        '![](../assets/alur.png){ alt="" }',
        '<img src="../../assets/alur.png" alt="">',
    ],
)
def test_words_or_decoration_on_purpose_are_taken(tmp_path: Path, picture: str) -> None:
    assert found(tmp_path, picture) == []


@pytest.mark.parametrize(
    "picture",
    [
        "![](../assets/alur.png)",
        "![alur.png](../assets/alur.png)",
        "![Alur](../assets/alur.png)",
        "![IMG_20261116](../assets/alur.png)",
        "![gambar](../assets/alur.png)",
        "![Foto 1](../assets/alur.png)",
        "![Gambar dari alur kenaikan pangkat](../assets/alur.png)",
        "![image of the flow](../assets/alur.png)",
        f"![{'panjang sekali ' * 12}](../assets/alur.png)",
        '<img src="../../assets/alur.png">',
    ],
)
def test_words_that_say_nothing_are_named(tmp_path: Path, picture: str) -> None:
    assert found(tmp_path, picture) == [("alt", 9)]


def test_a_file_that_no_page_refers_to_is_weighed(tmp_path: Path) -> None:
    files = {**written("berita/a.md", "# A\n"), "content/gambar/lupa.png": PNG}
    (one,) = said(draft(tmp_path, files))
    assert (one.kind, one.severity, one.place) == (
        "unused",
        Severity.WARN,
        "content/gambar/lupa.png",
    )
    body = "# A\n\n![Denah kantor](../gambar/lupa.png)\n"
    assert said(draft(tmp_path / "2", {**files, **written("berita/a.md", body)})) == []
