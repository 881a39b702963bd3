"""Defects of what is served: other bytes than were marked, and a server that serves them badly."""

import gzip

from garden import bed
from garden.garden import (
    ITSELF,
    Defect,
    add,
    both,
    cache,
    close,
    deface,
    expose,
    lose,
    name,
    redirect,
    serve,
    smuggle,
)

SERVED = (
    Defect(
        "a page that vanished",
        lose("layanan/izin-belajar/index.html"),
        "file-missing",
        "layanan/izin-belajar/",
    ),
    Defect(
        "a page that was defaced",
        deface("layanan/konsultasi/index.html", "Konsultasi dibuka", "Konsultasi dijual"),
        "file-changed",
        "layanan/konsultasi/",
    ),
    Defect(
        "an attachment that nobody may fetch",
        serve("location = /unduhan/berkas/pegawai.csv { return 403; }"),
        "file-status",
        "unduhan/berkas/pegawai.csv",
    ),
    Defect(
        "a file for which the server hangs up",
        serve("location = /gambar/mars.wav { return 444; }"),
        "file-silent",
        "gambar/mars.wav",
    ),
    Defect(
        "a file that is announced longer than it is",
        serve("location = /gambar/kantor-besar.png { proxy_pass http://unix:{short}; }"),
        "file-length",
        "gambar/kantor-besar.png",
    ),
    Defect(
        "a page that nobody marked, in the folder's listing",
        both(
            smuggle("unduhan/berkas/rahasia.txt"),
            serve("location = /unduhan/berkas/ { autoindex on; }"),
        ),
        "file-extra",
        "unduhan/berkas/rahasia.txt",
        also=(("listing-exposed", "unduhan/berkas/"),),
    ),
    Defect(
        "a folder that lists what lies in it",
        serve("location = /gambar/ { autoindex on; }"),
        "listing-exposed",
        "gambar/",
    ),
    Defect(
        "a file of an older release that is still there",
        both(
            smuggle("berita/pengumuman-2024.pdf"),
            lambda it: it.former.append("berita/pengumuman-2024.pdf"),
        ),
        "file-former",
        "berita/pengumuman-2024.pdf",
    ),
    Defect(
        "a git repository beside the site",
        expose(".git/HEAD", b"ref: refs/heads/main\n"),
        "repository-exposed",
        ".git/HEAD",
    ),
    Defect(
        "the folder of releases beside the site",
        smuggle("releases/index.html"),
        "releases-exposed",
        "releases/",
    ),
    Defect(
        "a source map that was not published",
        smuggle(f"assets/{bed.SCRIPT}.map", b'{"version":3,"sources":["situs.ts"],"mappings":""}'),
        "map-exposed",
        f"assets/{bed.SCRIPT}.map",
    ),
    Defect(
        "what an editor left behind",
        expose("index.html.bak"),
        "backup-exposed",
        "index.html.bak",
    ),
    Defect(
        "a file with passwords",
        expose(".env", b"PASSWORD=rahasia\n"),
        "secret-exposed",
        ".env",
    ),
    Defect(
        "a text that does not tell its encoding",
        both(
            add("unduhan/berkas/catatan.txt", "Catatan – akan datang\n".encode() * 30),
            serve("location = /unduhan/berkas/catatan.txt { charset off; }"),
        ),
        "charset-missing",
        "unduhan/berkas/catatan.txt",
    ),
    Defect(
        "a page of which nothing is said how long it is good",
        cache("/robots.txt", ""),
        "cache-unsaid",
        "robots.txt",
    ),
    Defect(
        "a drawing that is served as plain text",
        serve("location = /gambar/lambang.svg { types { } default_type text/plain; }"),
        "type-wrong",
        "gambar/lambang.svg",
    ),
    Defect(
        "a page in a charset that it is not in",
        serve("location = /en/index.html { charset iso-8859-1; }"),
        "charset-wrong",
        "en/",
    ),
    Defect(
        "a text that is never packed",
        serve("location = /cari/indeks.json { gzip off; }"),
        "compression-missing",
        "cari/indeks.json",
    ),
    Defect(
        "a packed style of which caches do not know that it is packed",
        both(
            add("assets/tabel.css", b"@media print { nav { display: none } }\n" * 60),
            serve("location = /assets/tabel.css { gzip_vary off; }"),
        ),
        "vary-missing",
        "assets/tabel.css",
    ),
    Defect(
        "a packed file that cannot be unpacked",
        both(
            smuggle("feed.xml.gz", b"\x1f\x8b\x08\x00 this is not packed at all"),
            serve("location = /feed.xml { gzip_static on; }"),
        ),
        "compression-broken",
        "feed.xml",
    ),
    Defect(
        "a style beside which another one lies packed, which browsers are given",
        both(
            add("assets/kertas.css", b"@media print { nav { display: none } }\n" * 9),
            smuggle("assets/kertas.css.gz", gzip.compress(b"body { display: none }\n")),
            serve("location = /assets/kertas.css { gzip_static on; }"),
        ),
        "file-changed",
        "assets/kertas.css",
    ),
    Defect(
        "a page that is kept for a day",
        cache("/tentang/", "public, max-age=86400"),
        "cache-stale",
        "tentang/",
    ),
    Defect(
        "a style with a digest in its name that is asked for each time",
        cache(f"/assets/{bed.STYLE}", "no-cache"),
        "cache-missing",
        f"assets/{bed.STYLE}",
    ),
    Defect(
        "an old address that leads nowhere",
        redirect("agenda/", "berita/"),
        "redirect-missing",
        "agenda/",
    ),
    Defect(
        "an old address that leads to another page than it should",
        both(
            redirect("formulir/", "unduhan/"),
            serve("location = /formulir/ { return 301 /kontak/; }"),
        ),
        "redirect-wrong",
        "formulir/",
    ),
    Defect(
        "an old address that leads in a circle",
        both(
            redirect("putar/", "berita/"),
            serve(
                "location = /putar/ { return 302 /balik/; }",
                "location = /balik/ { return 302 /putar/; }",
            ),
        ),
        "redirect-loop",
        "putar/",
    ),
    Defect(
        "an address without its slash that leads to another host",
        serve("location = /berita/cuti { return 301 https://127.0.0.9/berita/cuti/; }"),
        "slash-wrong",
        "berita/cuti",
    ),
)
PLAIN = (
    Defect(
        "the site without encryption beside the one with it",
        name("127.0.0.1", "return 200 hello;"),
        "https-missing",
        "http://127.0.0.1/",
    ),
    Defect(
        "another name that serves the site itself",
        name("127.0.0.2", "root {root};"),
        "name-double",
        "http://127.0.0.2/",
    ),
    Defect(
        "another name that leads nowhere",
        name("127.0.0.3", "return 404;"),
        "name-dead",
        "http://127.0.0.3/",
    ),
)
FLAKY = (
    Defect(
        "a server that fails more often than not",
        serve(
            'location ~ "[.]html$" { if ($request_id ~ "^[0-9]") { return 503; } }',
        ),
        "server-unsteady",
        "",
        trace="503",
        also=(("file-status", "*"),),
    ),
)
SILENT = (Defect("a server that is switched off", close, "server-unreachable", "", trace=ITSELF),)
SOFT = (
    Defect(
        "whatever does not exist is answered with the home page",
        serve("error_page 404 =200 /index.html;"),
        "soft-404",
        "*",
        also=(("file-changed", "404.html"),),
    ),
    Defect(
        "the site does not say which release it is",
        serve("location = /.well-known/release.json { return 404; }"),
        "release-unknown",
        ".well-known/release.json",
    ),
)
OTHER = (
    Defect(
        "another release is live",
        smuggle(".well-known/release.json", b'{"v": 1, "release": "' + b"0" * 64 + b'"}'),
        "release-other",
        ".well-known/release.json",
    ),
)
