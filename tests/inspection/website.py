"""A small site on a real server on loopback, with room for planted defects."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from paraf.core.evidence import ExpectedPage, FileSum, Manifest, Release

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000157a8b5ff0000000049454e44ae426082"
)
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/assets/situs.css"></head>
<body><header><h2>Bukan bagian naskah</h2><a href="/">Beranda</a></header>
<article>{body}</article><script src="/assets/situs.js"></script></body></html>
"""
HOME = """<h1 id="beranda">Beranda<a class="headerlink" href="#beranda">¶</a></h1>
<p><a href="berita/#jadwal">Jadwal</a> <img src="/assets/titik.png" alt="titik"></p>"""
NEWS = """<h1 id="berita">Berita  kita<a class="headerlink" href="#berita">¶</a></h1>
<h2 id="jadwal">Jadwal<a class="headerlink" href="#jadwal">¶</a></h2>
<p><a href="lampiran/jadwal (1).pdf">Unduh</a> <a href="https://elsewhere.example/">luar</a></p>"""

PDF = "berita/lampiran/jadwal (1).pdf"
TYPES = {
    "css": "text/css",
    "js": "text/javascript",
    "png": "image/png",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        site = self.server.site
        path = unquote(self.path.partition("?")[0]).removeprefix("/")
        path = f"{path}index.html" if path == "" or path.endswith("/") else path
        site.asked.append(path)
        if path in site.tricks:
            site.tricks[path](self)
        elif path in site.files:
            self.answer(200, site.files[path], TYPES.get(path.rpartition(".")[2], "text/html"))
        elif f"{path}/index.html" in site.files:
            self.answer(301, b"", Location=f"{self.path}/")
        else:
            self.answer(site.not_found, site.files["404.html"], "text/html")

    def answer(self, status: int, body: bytes, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests look at `asked`."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: "Website"

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up whenever they like."""


@dataclass
class Website:
    """What is served. Alter `files` and `tricks` to plant a defect."""

    url: str
    files: dict[str, bytes]
    manifest: Manifest
    release: Release
    pages: tuple[ExpectedPage, ...]
    stop: Callable[[], None]
    tricks: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    not_found: int = 404
    asked: list[str] = field(default_factory=list)

    def alter(self, path: str, old: str, new: str) -> None:
        """Change a file after it was marked."""
        before = self.files[path].decode()
        assert old in before
        self.files[path] = before.replace(old, new).encode()

    def remark(self) -> None:
        """Let what is served now be what was marked."""
        served = {path: body for path, body in self.files.items() if not path.startswith(".well")}
        self.manifest = manifest_of(served)
        self.release = Release(self.manifest.digest, 8, "c8")
        self.files[".well-known/release.json"] = notice_of(self.manifest)


def manifest_of(files: dict[str, bytes]) -> Manifest:
    sums = {
        path: FileSum(len(body), hashlib.sha256(body).hexdigest()) for path, body in files.items()
    }
    return Manifest(sums, hashlib.sha256(repr(sorted(sums.items())).encode()).hexdigest())


def notice_of(manifest: Manifest) -> bytes:
    return json.dumps({"v": 1, "release": manifest.digest}).encode()


@contextmanager
def serving() -> Iterator[Website]:
    """Serve a site without a fault."""
    files = {
        "index.html": PAGE.format(title="Beranda - BKD", body=HOME).encode(),
        "berita/index.html": PAGE.format(title="Berita kita - BKD", body=NEWS).encode(),
        PDF: b"%PDF-1.7 jadwal",
        "404.html": PAGE.format(title="Tidak ada", body="<h1>Tidak ada</h1>").encode(),
        "assets/situs.css": b"article { color: #222 }",
        "assets/situs.js": b"document.body.dataset.siap = 'ya'",
        "assets/titik.png": PNG,
    }
    manifest = manifest_of(files)
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})

    def stop() -> None:
        server.shutdown()
        server.server_close()

    server.site = Website(
        f"http://127.0.0.1:{server.server_port}/",
        files | {".well-known/release.json": notice_of(manifest)},
        manifest,
        Release(manifest.digest, 7, "c7"),
        (
            ExpectedPage("", "Beranda", ("Beranda",), {}),
            ExpectedPage(
                "berita/",
                "Berita kita",
                ("Berita kita", "Jadwal"),
                {PDF: manifest.files[PDF]},
            ),
        ),
        stop,
    )
    thread.start()
    try:
        yield server.site
    finally:
        stop()
        thread.join()


def quiet(what: object, done: int = 0, total: int = 0) -> None:
    """A progress that nobody looks at."""
