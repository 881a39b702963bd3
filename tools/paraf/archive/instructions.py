"""VERIFIKASI.md: how to check a bag with ordinary tools, in Indonesian and English.

It lies in the bag for a reader who may have no Paraf; the tests run its commands.
"""

from collections.abc import Sequence
from importlib.resources import files

PUBLISHED = """\
| `data/report/` | laporan hasil upload beserta buktinya |
| `data/manuscript/` | naskah, unduhan, dan bahan |"""
BY_HAND = """\
| {folders} | berkas yang diserahkan, satu folder per langkah; `*.stored.yml` menyebut nama, \
ukuran, dan sidik berkas yang disimpan di gudang bukti: bandingkan dengan `sha256sum` berkas itu |
| `data/record/` | catatan perkara: siapa mengerjakan apa dan kapan, dan daftar dokumennya |"""


def instructions(case: str, changes: Sequence[str]) -> str:
    """Return VERIFIKASI.md for the bag of `case`, which has the texts of `changes`."""
    folders = ", ".join(f"`data/{one}/`" for one in changes)
    published = "manuscript" in changes
    contents = PUBLISHED if published else BY_HAND.format(folders=folders)
    return (
        _template("VERIFIKASI")
        .replace("@BUKTI@", _template("BUKTI") if published else "")
        .replace("@EVIDENCE@", _template("EVIDENCE") if published else "")
        .replace("@CASE@", case)
        .replace("@ISI@", contents)
    )


def _template(name: str) -> str:
    return files("paraf.archive").joinpath("templates", f"{name}.md").read_text("utf-8")
