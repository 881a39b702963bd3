"""The links of 1,000 pages, beside linkinator and linkchecker: time, and who finds what.

The peers lie below build/peers (or PARAF_PEERS): linkinator by npm, linkchecker on the PATH.
"""

import csv
import gzip
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import inspect_bytes
import many_pages

PAGES, ROUNDS, SHOWN = 1000, 3, 5
PEERS = Path(os.environ.get("PARAF_PEERS", "build/peers"))
BELOW = "pengumuman/halaman-{:04}/index.html"
PLANTED: Mapping[str, str] = {
    "a link to a page that is not there": '<a href="../cacat-halaman/">x</a>',
    "the same, written in percent signs": '<a href="../cacat%20persen/">x</a>',
    "a link to a heading that is not there": '<a href="../#cacat-bagian">x</a>',
    "a heading of the page itself": '<a href="#cacat-sini">x</a>',
    "a file that is not there": '<a href="cacat-berkas.pdf">x</a>',
    "an image": '<img src="cacat-gambar.png" alt="x">',
    "an image in one of its sizes": '<img srcset="cacat-ukuran.png 2x" alt="x">',
    "a video": '<video src="cacat-video.webm"></video>',
    "a video's picture": '<video poster="cacat-poster.png"></video>',
    "subtitles": '<video><track src="cacat-teks.vtt"></video>',
    "an embedded document": '<object data="cacat-objek.pdf"></object>',
    "a frame": '<iframe src="cacat-bingkai.html"></iframe>',
    "a script": '<script src="cacat-skrip.js"></script>',
    "a style sheet": '<link rel="stylesheet" href="cacat-gaya.css">',
    "what a style element asks for": "<style>p { background: url(cacat-latar.png) }</style>",
    "what a style attribute asks for": '<p style="background: url(cacat-isi.png)">x</p>',
    "a form": '<form action="cacat-kirim"></form>',
    "a drawing's part": '<svg><use href="cacat-lukisan.svg#a"/></svg>',
    "a refresh": '<meta http-equiv="refresh" content="9; url=cacat-segar/">',
    "a preview picture (og:image)": '<meta property="og:image" content="/cacat-og.png">',
    "another language": '<link rel="alternate" hreflang="en" href="/cacat-en/">',
    "a wrong canonical address": '<link rel="canonical" href="/cacat-kanonik/">',
    "capitals where the file has none": '<a href="/Pengumuman/?cacat-kapital">x</a>',
    "a link without its last slash": '<a href="/layanan">cacat-garis</a>',
    "a link to localhost": '<a href="http://localhost:9/cacat-lokal">x</a>',
    "a link to a disk": '<a href="file:///C:/cacat-disk.pdf">x</a>',
    "a link that runs a program": '<a href="javascript:cacat()">x</a>',
    "an id that is given twice": '<i id="cacat-id"></i><i id="cacat-id"></i>',
    "a link without words": '<a href="../?cacat-bisu"></a>',
}
"""Each stands on a page of its own, and what is not there has `cacat` in its name."""
# linkchecker asks no more than ten times a second where it is not welcome.
# linkinator calls a page broken whose request came just as nginx closed a connection in use.
WELCOME = "add_header LinkChecker welcome; keepalive_requests 1000000;"
SIGNS = {  # where the report has another word for it
    "capitals where the file has none": "Pengumuman/",
    "a link without its last slash": "layanan",
}
LOOSE = "what no page links to: a broken link there"
SITEMAP = "a sitemap's page that is not there"
STYLE = "what a style sheet asks for"

Found = list[tuple[str, str]]
"""Page and address of whatever is wrong."""


def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the table; print who finds what."""
    linkinator = next(PEERS.rglob("node_modules/.bin/linkinator"), None)
    linkchecker = shutil.which("linkchecker")
    if not (linkinator and linkchecker and inspect_bytes._nginx()):
        return [("cek website, links of 1,000 pages", "needs nginx and both peers", "10x")]
    with tempfile.TemporaryDirectory(prefix="paraf-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        _plant(folder)
        with inspect_bytes._served(folder, WELCOME) as url:
            _at_home(folder, url)
            turns = [timed(lambda: _paraf(folder, url)) for _ in range(ROUNDS)]
            ours = min(turns, key=lambda one: one[0])
            peers = {
                "linkinator": timed(lambda: _linkinator(linkinator, folder, url)),
                "linkchecker": timed(lambda: _linkchecker(Path(linkchecker), folder, url)),
            }
        every = {"paraf": ours[1]} | {peer: found for peer, (_, found, _) in peers.items()}
        print(table(every))
        for peer, (_, found, _) in peers.items():
            alone = list(missed(ours[1], found))
            print(
                f"{peer}: {len(found)} reports, {len(alone)} on pages of which Paraf says nothing"
            )
            for page, target in alone[:SHOWN]:
                print(f"  {page} -> {target}")
    return [
        ("cek website, links of 1,000 pages", f"{ours[0]:.1f} s, {peer} {took:.1f} s:"
         f" {took / ours[0]:.1f}x as fast (processors {work / ours[2]:.1f}x)", "10x")
        for peer, (took, _, work) in peers.items()
    ]  # fmt: skip


def _plant(folder: Path) -> None:
    """Build a site of many pages, and plant a defect into each of some."""
    many_pages.measure(many_pages.site(folder / "tree", PAGES))
    built = folder / "site"
    shutil.move(folder / "built", built)
    for number, html in enumerate(PLANTED.values()):
        file = built / BELOW.format(number * 2)
        text = file.read_text()
        assert "</article>" in text
        file.write_text(text.replace("</article>", f"{html}</article>"))
    (built / "lepas").mkdir()
    (built / "lepas/index.html").write_text('<!doctype html><a href="/cacat-lepas/">x</a>')
    sitemap = built / "sitemap.xml"
    entry = "<url><loc>https://bkd.contoh.example/cacat-peta/</loc></url></urlset>"
    sitemap.write_text(sitemap.read_text().replace("</urlset>", entry))
    sheet = next(built.glob("assets/stylesheets/situs*.css"))
    sheet.write_text(f"{sheet.read_text()}\n.cacat {{ background: url(cacat-lembar.png) }}\n")


def _at_home(folder: Path, url: str) -> None:
    """Let the site say that its home is where it is served: the peers ask every address."""
    from paraf.site.manifest import measure

    for file in (folder / "site").rglob("*"):
        if file.suffix in (".html", ".xml", ".txt"):
            file.write_text(file.read_text().replace("https://bkd.contoh.example/", url))
    packed = folder / "site/sitemap.xml.gz"
    packed.write_bytes(gzip.compress(packed.with_suffix("").read_bytes()))
    sums = {path: [one.size, one.sha256] for path, one in measure(folder / "site").files.items()}
    (folder / "sums.json").write_text(json.dumps(sums))


def timed(work: Callable[[], Found]) -> tuple[float, Found, float]:
    """Return the seconds that some work takes, what it found, and the seconds of processors."""
    begun, used = time.perf_counter(), _processors()
    found = work()
    return time.perf_counter() - begun, found, _processors() - used


def _processors() -> float:
    one = resource.getrusage(resource.RUSAGE_CHILDREN)
    return one.ru_utime + one.ru_stime


def _paraf(folder: Path, url: str) -> Found:
    """Judge the site in a process of its own, its start counted."""
    told = subprocess.run(
        [sys.executable, __file__, str(folder), url], check=True, capture_output=True, text=True
    ).stdout
    return [(page, what) for page, what in json.loads(told)]


def _judge(folder: Path, url: str) -> None:
    from paraf.core.evidence import FileSum, Manifest
    from paraf.inspection.links.check import check_links
    from paraf.inspection.site import Site

    sums = json.loads((folder / "sums.json").read_text())
    manifest = Manifest({path: FileSum(*one) for path, one in sums.items()}, "0" * 64)
    site = Site(url, manifest, None, built=folder / "site")
    found = check_links(site, None, lambda *_: None).findings
    print(json.dumps([(one.place, str(one.what)) for one in found]))


def _linkinator(command: Path, folder: Path, url: str) -> Found:
    answer = folder / "linkinator.json"
    with answer.open("w") as into:  # into a pipe it writes 64 KB and leaves
        subprocess.run(
            [command, url, "--recurse", "--check-css", "--check-fragments", "--redirects", "warn",
             "--format", "json", "--verbosity", "error"],
            stdout=into, check=False, env=os.environ | {"NO_COLOR": "1"},
        )  # fmt: skip
    links = json.loads(answer.read_text())["links"]
    return [
        (one.get("parent", ""), one["url"])
        for one in links
        if one["state"] not in ("OK", "SKIPPED")
    ]


def _linkchecker(command: Path, folder: Path, url: str) -> Found:
    settings = folder / "linkcheckerrc"
    # By default it asks ten times a second; here it may ask as often as the others.
    settings.write_text("[checking]\nmaxrequestspersecond=10000\n[AnchorCheck]\n")
    told = subprocess.run(
        [command, "-f", str(settings), "--no-status", "-o", "csv", url],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    lines = [line for line in told.splitlines() if not line.startswith("#")]
    return [
        (row["parentname"], f"{row['urlname']} {row['url']} {row['warningstring']}")
        for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")
    ]


def table(found: Mapping[str, Found]) -> str:
    """Return who finds what, a line each."""
    signs = {
        what: (BELOW.format(number * 2).removesuffix("index.html"), SIGNS.get(what, "cacat"))
        for number, what in enumerate(PLANTED)
    }
    signs |= {LOOSE: ("lepas/", "cacat"), SITEMAP: ("sitemap", "cacat"), STYLE: ("css", "cacat")}
    width = max(map(len, signs))
    lines = [f"{'':<{width}}  {'  '.join(found)}"]
    for what, (page, sign) in signs.items():
        marks = [
            ("yes" if any(page in at and sign in said for at, said in one) else "-").ljust(
                len(name)
            )
            for name, one in found.items()
        ]
        lines.append(f"{what:<{width}}  {'  '.join(marks)}")
    return "\n".join(lines)


def missed(ours: Found, theirs: Found) -> Iterator[tuple[str, str]]:
    """Yield what a peer finds and we do not: a page of which we say nothing."""
    pages = {page for page, _ in ours}
    for page, target in theirs:
        if page not in pages:
            yield page, target


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _judge(Path(sys.argv[1]), sys.argv[2])
    else:
        for row in rows():
            print(*row, sep="  ")
