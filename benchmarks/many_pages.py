"""A generated site of very many pages: what Paraf adds to MkDocs alone."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = (
    *("kepegawaian", "pengumuman", "layanan", "jabatan", "kenaikan", "pangkat", "pensiun"),
    *("mutasi", "peraturan", "seleksi", "berkas", "persyaratan", "pegawai", "badan", "daerah"),
    *("provinsi", "informasi", "publik", "jadwal", "unggah", "dokumen"),
)


def site(folder: Path, pages: int) -> Path:
    """Make a tree like this repository's own, with so many announcements more."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "tools" / "theme", folder / "tools" / "theme")
    shutil.copytree(ROOT / "review" / "sop", folder / "review" / "sop")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for number in range(pages):
        section = ("pengumuman", "berita")[number % 2]
        words = [WORDS[(number * 7 + i * i) % len(WORDS)] for i in range(300)]
        text = "\n\n".join(" ".join(words[i : i + 60]) for i in range(0, 300, 60))
        body = (
            f"---\ntitle: Halaman {number}\n"
            f"date: 2026-{number % 12 + 1:02d}-{number % 27 + 1:02d}\n"
            f"summary: Ringkasan halaman {number}.\ninformation_class: berkala\n---\n\n"
            f"{text}\n\n## Rincian\n\n| Hal | Isi |\n|---|---|\n| Nomor | {number} |\n"
        )
        (folder / "content" / section / f"halaman-{number:04d}.md").write_text(body)
    return folder


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds that the block takes."""
    begun = time.perf_counter()
    yield
    into[name] = into.get(name, 0.0) + time.perf_counter() - begun


def measure(folder: Path) -> dict[str, float]:
    """Return the seconds of MkDocs alone, and of Paraf's whole build, on one tree."""
    from paraf.core.words import english
    from paraf.records.drafts import read_page
    from paraf.records.sop import read_sop
    from paraf.site.build import build

    found: dict[str, float] = {}
    alone = folder.parent / "alone"
    with timed(found, "mkdocs"):
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f",
             str(folder / "mkdocs.yml"), "-d", str(alone)],
            check=True, env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", "HOME": "/tmp"},
        )  # fmt: skip
    with timed(found, "paraf"):
        pages = [
            read_page(file.read_text(), file.relative_to(folder).as_posix())
            for file in sorted((folder / "content").rglob("*.md"))
        ]
        sops = [read_sop(one.read_text(), one.name) for one in folder.glob("review/sop/*.yml")]
        build(folder, folder.parent / "built", pages=pages, sops=sops, epoch=0, say=english,
              progress=lambda *_: None)  # fmt: skip
    return found
