"""One changed page on a site of 1,000 pages and on one of 5,000: the browser part, and the whole.

By itself: `.venv/bin/python benchmarks/inspect_depth.py`.
"""

import sys
import tempfile
import time
from pathlib import Path

import inspect_bytes

from paraf.cli.clock import real
from paraf.core.evidence import ExpectedPage
from paraf.inspection.browser import chromium
from paraf.inspection.browser.pages import check_pages
from paraf.inspection.evidence import difference
from paraf.inspection.inspect import inspect
from paraf.inspection.site import Site
from paraf.site.manifest import measure

SIZES, ROUNDS = (1000, 5000), 3
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Halaman {number}</title></head><body>
<nav>{links}</nav><main><article><h1>Halaman {number}</h1>{text}</article></main></body></html>
"""


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the table; none where nginx or a Chromium is not at hand."""
    if not inspect_bytes._nginx():
        return [("cek website, one page of 1,000 and 5,000", "needs nginx", "10 %")]
    seen, whole = {}, {}
    for pages in SIZES:
        with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            _write(folder / "site", pages)
            with inspect_bytes._served(folder) as url:
                site = _case(folder / "site", url)
                seen[pages] = min(_browser(site, folder / "seen") for _ in range(ROUNDS))
                whole[pages] = _whole(site, folder / "whole")
    small, large = SIZES
    return [
        ("browser part, one page changed of 1,000 and of 5,000",
         f"{seen[small]:.2f} s, {seen[large]:.2f} s ({seen[large] / seen[small] - 1:+.0%})",
         "within 10 %"),
        ("the whole inspection of these", f"{whole[small]:.1f} s, {whole[large]:.1f} s", "20 s"),
    ]  # fmt: skip


def _write(site: Path, pages: int) -> None:
    text = "<p>Layanan kepegawaian dibuka setiap hari kerja di loket satu.</p>" * 120
    for number in range(pages):
        near = (number + step for step in range(1, 61))
        links = " ".join(f'<a href="../h{one % pages}/">Halaman {one % pages}</a>' for one in near)
        folder = site / (f"h{number}" if number else ".")
        folder.mkdir(parents=True, exist_ok=True)
        body = PAGE.format(number=number, links=links, text=text)
        (folder / "index.html").write_text(body if number else body.replace("../h", "h"))
    (site / "h0").mkdir()
    (site / "h0" / "index.html").write_text(PAGE.format(number=0, links="", text=text))


def _case(built: Path, url: str) -> Site:
    page = ExpectedPage("h7/", "Halaman 7", ("Halaman 7",), {})
    return Site(url, measure(built), None, pages=(page,), around=("",), built=built)


def _browser(site: Site, into: Path) -> float:
    begun = time.perf_counter()
    check_pages(site, into, _quiet, browser=chromium.find(None), compare=difference.compare)
    return time.perf_counter() - begun


def _whole(site: Site, into: Path) -> float:
    begun = time.perf_counter()
    inspect(site, into=into, browser=None, progress=_quiet, now=real)
    return time.perf_counter() - begun


def _quiet(*_: object) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    for row in rows():
        print(*row, sep=" | ", file=sys.stdout)
