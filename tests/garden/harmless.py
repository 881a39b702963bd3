"""What looks like a defect and is none: each was reported once on somebody's good site."""

from garden.garden import add, both, edit, head

PLANTS = (
    # An article that a script fills (Sphinx's search page) is empty on the screen and in print.
    both(
        edit("cari/index.html", "<article>", ""),
        edit("cari/index.html", "</article>", "<article></article>"),
    ),
    # A style sheet that imports another by url(): the policy must allow it as a style.
    both(
        add("assets/luar.css", b"@import url(../assets/dalam.css);"),
        add("assets/dalam.css", b"article { overflow-wrap: anywhere }"),
        head("berita/jadwal-seleksi/", '<link rel="stylesheet" href="../../assets/luar.css">'),
    ),
)
