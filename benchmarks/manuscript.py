"""The check of a draft's files beside the bare extraction of their text; what it finds of a corpus.

`--corpus 2000` prints what is found and what is invented, by kind and by place, in so many
documents that no author of a rule has seen. Without it: how long the check takes beside pypdfium2
and python-calamine on the same files (seconds of processors: a busy machine disturbs those least),
how much memory it needs, and how long it takes again after one change.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(1, str(Path(__file__).parents[1] / "tests"))

import pypdfium2
import python_calamine

from corpus import pdf, xlsx
from corpus.formats import finished
from corpus.papers import Book, Grid, Paper, Paragraph, Sheet
from corpus.said import Truths
from corpus.scoring import OFFICE, Score, look, score, table
from corpus.second import sheets, studio
from corpus.studios import documents
from paraf.core.checking import Limits, ManuscriptRules
from paraf.manuscript.examine import examine
from paraf.manuscript.sandbox.pool import examine_all

SEED, ROUNDS = 1708, 3
FILES = 500


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of processors (children included)."""

    clock: float
    work: float


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the table; about a minute."""
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        folder = Path(name)
        found = [
            _beside("PDF, letters and lists", _ordinary(folder / "a", ".pdf", 120), _bare_pdf),
            _beside("PDF, a list of 12,531 people", _long_pdf(folder / "b"), _bare_pdf),
            _beside("PDF, a regulation of 100 pages", _prose(folder / "f"), _bare_pdf),
            _beside("XLSX, registers", _ordinary(folder / "c", ".xlsx", 80), _bare_xlsx),
            _beside("XLSX, 12,531 people", _long_xlsx(folder / "d"), _bare_xlsx),
            _beside("XLSX, figures and codes", _figures(folder / "g"), _bare_xlsx),
        ]
        return [*found, *_whole(folder / "e")]


def _beside(
    what: str, files: Mapping[str, Path], bare: Callable[[Path], object]
) -> tuple[str, str, str]:
    alone, ours = [], []
    for _ in range(ROUNDS):
        alone.append(cost(lambda: [bare(file) for file in files.values()]).work)
        ours.append(cost(lambda: [examine(file, name, OFFICE, Limits())
                                  for name, file in files.items()]).work)  # fmt: skip
    size = sum(file.stat().st_size for file in files.values()) / 1e6
    ratio, seconds = min(ours) / min(alone), min(ours)
    return (
        f"check of {what}",
        f"{ratio:.1f}x the bare text ({seconds:.2f} s / {min(alone):.2f} s of a core;"
        f" {len(files) / seconds:.0f} files/s, {size / seconds:.1f} MB/s a core)",
        "2x",
    )


def _whole(folder: Path) -> list[tuple[str, str, str]]:
    """Examine 500 files in children: cores, memory, and again after one change."""
    files = _ordinary(folder / "files", "", FILES)
    rules, drawer = ManuscriptRules(), folder / "kept"

    def check() -> None:
        examine_all(files, rules, OFFICE, lambda *_: None, drawer=drawer)

    first = cost(check)
    next(iter(files.values())).write_text("nama,nilai\nbaru,1\n")
    again = cost(check)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        (f"check of {FILES} files, cores", f"{first.work / first.clock:.1f} cores"
         f" ({first.clock:.1f} s, {first.work:.1f} s of cores)", "both"),
        ("the most that one of its children held", f"{children:.0f} MB", "500 MB"),
        (f"check after one changed file of {FILES}", f"{again.clock:.2f} s"
         f" ({again.work:.2f} s of cores)", "1 s"),
    ]  # fmt: skip


def cost(work: Callable[[], object]) -> Cost:
    """Return what some work takes, the processes that it starts included."""
    begun, used = time.perf_counter(), _processors()
    work()
    return Cost(time.perf_counter() - begun, _processors() - used)


def _processors() -> float:
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _bare_pdf(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def _bare_xlsx(file: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(file)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _ordinary(folder: Path, ending: str, count: int) -> dict[str, Path]:
    """Write documents of the second studio: as many of one ending, or of any."""
    folder.mkdir(parents=True)
    found: dict[str, Path] = {}
    for number in range(20 * count):
        rng = Random(f"speed {number}")
        made = finished(studio.draft(rng), rng, f"{number:05}")
        page = made.name.endswith(".md")  # looked at as a page, and never in a child
        if made.name.endswith(ending) and not page and len(found) < count:
            found[made.name] = folder / made.name
            found[made.name].write_bytes(made.data)
    return found


def _people() -> Sheet:
    rng = Random(SEED)
    rows: list = []
    while len(rows) < 12_532:
        more = sheets.answers(rng).sheets[0].rows
        rows += more if not rows else more[1:]
    return Sheet("Peserta", rows[:12_532])


def _long_pdf(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    rows = [[xlsx.said_of(cell) for cell in row] for row in _people().rows]
    file = folder / "daftar.pdf"
    file.write_bytes(pdf.write(Paper("Daftar", [Grid(rows)]), Random(SEED), Truths(), "strings"))
    return {file.name: file}


def _long_xlsx(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    file = folder / "daftar.xlsx"
    file.write_bytes(xlsx.write(Book([_people()]), Random(SEED), Truths()))
    return {file.name: file}


def _prose(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    rng = Random(SEED)
    text = (
        "pegawai aparatur sipil negara sebagaimana dimaksud pada ayat huruf pasal ketentuan daerah"
        " pejabat pembina kepegawaian dapat melaksanakan tugas jabatan unit kerja yang dan di dalam"
        " peraturan ini ditetapkan paling lama hari sejak tanggal diterima berdasarkan penilaian"
    )
    words = text.split()
    body = [
        Paragraph(f"Pasal {number}: " + " ".join(rng.choices(words, k=110)) + ".")
        for number in range(1, 600)
    ]
    file = folder / "peraturan.pdf"
    file.write_bytes(pdf.write(Paper("Peraturan", [*body]), rng, Truths(), "strings"))
    return {file.name: file}


def _figures(folder: Path) -> dict[str, Path]:
    folder.mkdir(parents=True)
    found: dict[str, Path] = {}
    for number in range(60):
        rng = Random(number)
        book = rng.choice((sheets.agenda, sheets.log, sheets.performance))(rng)
        found[f"{number}.xlsx"] = folder / f"{number}.xlsx"
        found[f"{number}.xlsx"].write_bytes(xlsx.write(book, rng, Truths()))
    return found


def corpus(name: str, count: int, seed: int) -> Score:
    """Examine so many documents of a studio, and hold what is seen against the truth."""
    found = Score()
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as folder:
        for made in documents(name, seed, count, slow=40):
            score(made, look(made, Path(folder)), found)
    return found


def _classes(title: str, lines: Iterable[str]) -> None:
    for what, times in Counter(one.partition(", second")[0] for one in lines).most_common(30):
        print(f"{title} {times:>4}  {what}")


def main() -> None:
    """Print one of the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=int, default=0, metavar="COUNT")
    parser.add_argument("--studio", default="second", choices=("first", "second"))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--misses", action="store_true", help="what was missed and what invented")
    asked = parser.parse_args()
    if not asked.corpus:
        for row in rows():
            print(*row, sep="  ")
        return
    found = corpus(asked.studio, asked.corpus, asked.seed)
    print(table(found))
    if asked.misses:
        _classes("missed", found.misses)
        _classes("invented", found.mistakes)


if __name__ == "__main__":
    main()
