"""Defects that only a browser sees: each on a page that the case changed."""

from garden.files import pdf, png
from garden.garden import Defect, add, both, deface, edit, say, serve, smuggle
from garden.spoilt import (
    BARRIERS,
    DARK,
    EATER,
    LATE,
    SLOW,
    STEEP,
    TRAP,
    WIDE,
    heavy,
    many,
    padded,
    script,
    style,
)

DEFECTS = (
    # berita/mutasi-pegawai/: what a page tells
    Defect(
        "a script that fails",
        script("berita/mutasi-pegawai/", "rusak", "tidak.ada();\n"),
        "console-error",
        "berita/mutasi-pegawai/",
        trace="tidak",
    ),
    Defect(
        "a script that asks for what is not there",
        script("berita/mutasi-pegawai/", "tanya", "fetch('statistik.json');\n"),
        "request-failed",
        "berita/mutasi-pegawai/",
        trace="statistik",
    ),
    Defect(
        "a button with its program in an attribute",
        say(
            "berita/mutasi-pegawai/",
            '<p><button type="button" onclick="print()">Cetak</button></p>',
        ),
        "csp-violation",
        "berita/mutasi-pegawai/",
        trace="onclick",
    ),
    Defect(
        "a script that counts visitors elsewhere",
        script(
            "berita/mutasi-pegawai/", "hitung", "new Image().src = 'http://127.0.0.9:9/p.gif';\n"
        ),
        "request-foreign",
        "berita/mutasi-pegawai/",
        trace="p.gif",
    ),
    # berita/kenaikan-pangkat/: not what was marked
    Defect(
        "another title than was marked",
        deface("berita/kenaikan-pangkat/index.html", "<title>Kenaikan", "<title>Penundaan"),
        "title-differs",
        "berita/kenaikan-pangkat/",
        trace="Penundaan",
        also=("file-changed", "picture-differs"),
    ),
    Defect(
        "another heading than was marked",
        deface("berita/jadwal-seleksi/index.html", ">Syarat<", ">Syarat dan biaya<"),
        "headings-differ",
        "berita/jadwal-seleksi/",
        also=("file-changed", "picture-differs"),
        trace="biaya",
    ),
    Defect(
        "another article than was marked",
        deface("berita/kenaikan-pangkat/index.html", "diunggah melalui", "dibayar melalui"),
        "article-differs",
        "berita/kenaikan-pangkat/",
        trace="dibayar",
    ),
    Defect(
        "a page that lost the link to its attachment",
        deface("berita/penghargaan/index.html", 'href="lampiran/', 'href="../cuti/lampiran/'),
        "download-missing",
        "berita/penghargaan/",
        trace="lampiran/penghargaan",
        also=("file-changed", "article-differs"),
    ),
    Defect(
        "an attachment that was exchanged",
        smuggle("berita/rapat/lampiran/rapat.pdf", pdf("Rapat ditunda")),
        "download-changed",
        "berita/rapat/lampiran/rapat.pdf",
        trace="changed",
        also=("file-changed",),
    ),
    Defect(
        "an attachment that the server refuses",
        serve("location = /berita/diklat/lampiran/diklat.pdf { return 403; }"),
        "download-status",
        "berita/diklat/lampiran/diklat.pdf",
        also=("file-status",),
    ),
    # berita/cuti/: for those who cannot see, or not well
    *(
        Defect(
            f"barrier: {name}",
            say("berita/cuti/", markup),
            "accessibility",
            "berita/cuti/",
            told,
            told,
        )
        for name, told, markup in BARRIERS
    ),
    Defect(
        "letters that are hardly seen in the dark theme",
        style("berita/pensiun/", "gelap", DARK),
        "accessibility",
        "berita/pensiun/",
        says="color-contrast",
        trace="color-contrast",
    ),
    Defect(
        "a page whose content the keyboard cannot reach",
        script("berita/disiplin/", "perangkap", TRAP),
        "keyboard-unreached",
        "berita/disiplin/",
        trace="keyboard",
    ),
    # what it looks like
    Defect(
        "a page that is wider than a phone",
        both(
            style("berita/diklat/", "lebar", ".lebar { width: 900px }"), say("berita/diklat/", WIDE)
        ),
        "overflow",
        "berita/diklat/",
        trace="overflow",
    ),
    Defect(
        "a page that prints nothing",
        style("berita/diklat/", "cetak", "@media print { article { display: none } }"),
        "print-hidden",
        "berita/diklat/",
        trace="print",
    ),
    Defect(
        "a page whose navigation is printed",
        style("berita/rapat/", "menu", "@media print { header { display: block !important } }"),
        "print-navigation",
        "berita/rapat/",
        trace="print",
    ),
    Defect(
        "a page that opens a dialog by itself",
        script("berita/rapat/", "sapa", "alert('Selamat datang');\n"),
        "page-intrudes",
        "berita/rapat/",
        trace="dialog",
    ),
    Defect(
        "a picture that is no picture",
        both(
            add("gambar/rusak.png", b"<p>Sesi Anda telah berakhir.</p>" * 4),
            say("berita/diklat/", '<p><img src="../../gambar/rusak.png" alt="Denah"></p>'),
        ),
        "image-undecoded",
        "berita/diklat/",
        trace="rusak.png",
    ),
    Defect(
        "a style that was exchanged, so that the page looks otherwise",
        both(
            style("berita/penghargaan/", "hias", "article { padding: 1rem }"),
            smuggle("assets/hias.css", STEEP.encode()),
        ),
        "picture-differs",
        "berita/penghargaan/",
        trace="hias",
        also=(("file-changed", "assets/hias.css"),),
    ),
    # what it costs
    Defect("a page of more than 2 MB", heavy, "weight-over", "layanan/taspen/", trace="weight"),
    Defect(
        "a page that asks for more than 60 files",
        many,
        "requests-over",
        "layanan/kartu/",
        trace="requests",
    ),
    Defect(
        "a page whose picture comes late",
        both(
            add("gambar/besar.png", padded(png(900, 600, (90, 60, 20)), 12_000)),
            say(
                "berita/pensiun/",
                '<p><img src="../../gambar/besar.png" width="900" height="600" alt="Aula"></p>',
            ),
            serve("location = /gambar/besar.png { limit_rate 4000; }"),
        ),
        "lcp-over",
        "berita/pensiun/",
        trace="lcp",
    ),
    Defect(
        "a page that jumps while it is read",
        both(
            style("layanan/taspen/", "iklan", ".iklan { height: 500px }"),
            script("layanan/taspen/", "iklan", LATE),
            serve("location = /assets/iklan.js { gzip off; limit_rate 200; }"),
        ),
        "cls-over",
        "layanan/taspen/",
        trace="cls",
    ),
    # what is not there at all
    Defect(
        "a page that the search does not know",
        edit("cari/indeks.json", "Rapat koordinasi kepegawaian", "Rapat"),
        "search-missing",
        "berita/rapat/",
        trace="search",
    ),
    Defect(
        "a page that the server refuses",
        serve("location = /berita/libur/index.html { return 403; }"),
        "page-status",
        "berita/libur/",
        also=("file-status",),
    ),
    Defect(
        "a page for which the server hangs up",
        serve("location = /layanan/data/index.html { return 444; }"),
        "page-failed",
        "layanan/data/",
        also=("file-silent",),
    ),
)
CASE = (
    *(f"berita/{one}/" for one in ("jadwal-seleksi", "mutasi-pegawai", "kenaikan-pangkat", "cuti")),
    *(
        f"berita/{one}/"
        for one in ("pensiun", "disiplin", "diklat", "penghargaan", "rapat", "libur")
    ),
    *(f"layanan/{one}/" for one in ("taspen", "kartu", "data")),
)
"""The pages that the case of the garden changed."""

ENDLESS = (
    Defect(
        "a page that never gets ready",
        both(
            script("berita/cuti/", "lambat", "'use strict';\n"),
            serve(f"location = /assets/lambat.js {{ {SLOW} }}"),
        ),
        "page-slow",
        "berita/cuti/",
    ),
    Defect(
        "an attachment that drips",
        serve(f"location = /berita/rapat/lampiran/rapat.pdf {{ {SLOW} }}"),
        "download-slow",
        "berita/rapat/lampiran/rapat.pdf",
    ),
)
HUNGRY = (
    Defect(
        "a page that allocates without end",
        script("berita/libur/", "rakus", EATER),
        "page-heavy-memory",
        "berita/libur/",
        also=("picture-differs",),
    ),
)
ENDLESS_CASE = ("berita/cuti/", "berita/rapat/")
HUNGRY_CASE = ("berita/libur/",)
