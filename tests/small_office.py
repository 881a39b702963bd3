"""A small office site to be built in tests: real files, the theme, no network."""

from datetime import date
from pathlib import Path

from paraf.core.page import InformationClass, Page, PageMeta
from paraf.core.public_list import Listing
from paraf.core.sop import Act, Actor, Identity, Mark, Norm, Sop, Step, Unit
from paraf.core.words import Text, english

EPOCH = 1_794_787_200
"""16 November 2026."""

SETTINGS = """\
site_name: Kantor Contoh
site_url: https://kantor.contoh.example/
docs_dir: content
use_directory_urls: true
theme:
  name: material
  custom_dir: tools/theme
  language: id
  font: false
extra: {generator: false, public_list: {period: semester}}
plugins: []
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - toc:
      permalink: true
validation:
  nav: {omitted_files: ignore}
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""
THEME = """\
{% extends "base.html" %}
{% block extrahead %}<style>.md-typeset a { text-decoration: underline }</style>{% endblock %}
{% block content %}<div data-pagefind-body>{% include "partials/content.html" %}</div>{% endblock %}
"""


def page(path: str, title: str, body: str = "", **meta: object) -> Page:
    """Return a page whose body begins with its title, unless it brings its own."""
    when = meta.get("day", date(2026, 11, 16))
    kind = meta.get("kind", InformationClass.PERIODIC)
    summary = str(meta.get("summary", f"Tentang {title}."))
    assert isinstance(when, date)
    assert isinstance(kind, InformationClass)
    listing = meta.get("listing", Listing())
    assert isinstance(listing, Listing)
    text = body or f"# {title}\n"
    return Page(path, PageMeta(title, when, summary, kind, listing), text, 7)


def write(tree: Path, pages: list[Page], **more: str) -> list[Page]:
    """Write the pages below `tree/content`, with settings and theme; other files by path."""
    files = {
        "mkdocs.yml": SETTINGS,
        "tools/theme/main.html": THEME,
        **{f"content/{one.path}": source(one) for one in pages},
        **more,
    }
    for path, text in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text)
    return pages


def source(one: Page) -> str:
    """Return a page as an officer would have written it: its body begins on line 7."""
    meta = one.meta
    return (
        f"---\ntitle: {meta.title!r}\ndate: {meta.date}\nsummary: {meta.summary!r}\n"
        f"information_class: {meta.information_class.value}\n---\n{one.body}"
    )


def office() -> list[Page]:
    """Return the pages of the small office."""
    return [
        page("index.md", "Beranda", "# Beranda\n\n<!-- paraf:latest pengumuman 1 -->\n"),
        page("pengumuman/index.md", "Pengumuman", "# Pengumuman\n\n<!-- paraf:list pengumuman -->"),
        page(
            "pengumuman/lama.md",
            "Hasil ujian",
            "# Hasil ujian\n\nHasilnya diumumkan di papan.\n",
            day=date(2026, 3, 2),
        ),
        page(
            "pengumuman/baru.md",
            "Jadwal",
            "# Jadwal\n\n[Jadwal](../unduhan/berkas/2026/jadwal.csv)\n",
        ),
        page("unduhan/index.md", "Unduhan", "# Unduhan\n\n<!-- paraf:downloads -->\n"),
        page("sop/index.md", "SOP", "# SOP\n\n<!-- paraf:sops -->\n"),
        page("berkala.md", "Berkala", "# Berkala\n\n<!-- paraf:class berkala -->\n"),
    ]


DOWNLOAD = {"content/unduhan/berkas/2026/jadwal.csv": "periode,batas\n1,2\n"}


def sop() -> Sop:
    """Return a procedure of two steps."""
    norm = Norm(2, Unit.HOUR)
    return Sop(
        id="SOP-01.a",
        identity=Identity(
            agency="Kantor <Contoh>",
            unit="Bidang",
            number="01/2026",
            title='Memutakhirkan "Data" | Situs',
            created="",
            revised="",
            effective="2 Januari 2026",
            approved_by="Kepala",
        ),
        actors=(Actor("a", "Pengelola", "pengelola"), Actor("b", "Kasubid", "kasubid")),
        changes=("manuscript",),
        steps=(
            Step(1, "a", "Menyusun\n\nnaskah", "Materi", "Draf", norm, "2 jam", Act.PREPARE, "m"),
            Step(
                2, "b", "Memeriksa", "Draf", "Draf diparaf", norm, "1 hari", Act.REVIEW, "m",
                Mark.PARAF, 1,
            ),
        ),
    )  # fmt: skip


say = english


def quiet(what: Text, done: int = 0, total: int = 0) -> None:
    """Take note of progress without a word."""
