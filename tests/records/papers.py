"""Right files of an office for tests to spoil, and what the readers say of spoiled ones."""

import base64
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from paraf.core.office import Office
from paraf.ports import RecordFault
from paraf.records import drafts, sop
from paraf.records.office import read_office

ROOT = Path(__file__).resolve().parents[2]
"""The repository: its own files are the example that must read."""


def key(seed: int, kind: str = "ssh-ed25519") -> str:
    """Return an SSH public key in its right form; nobody has its private half."""
    fields = (kind.encode(), bytes([seed]) * 32)
    blob = b"".join(struct.pack(">I", len(field)) + field for field in fields)
    return f"{kind} {base64.b64encode(blob).decode()}"


OFFICIALS = f"""\
version: 1
office: Kantor Contoh
posts:
  pengelola: Pengelola Informasi
  kabid: Kepala Bidang
persons:
  - id: ani
    name: Ani Rekaan
    emails: [Ani@kantor.example]
    ssh_keys: [{key(1)} ani@laptop]
    gitea: 11
  - id: budi
    name: Budi Rekaan
    emails: [budi@kantor.example]
    ssh_keys:
      - {key(2)}
    github: 12
tenures:
  - {{person: ani, post: pengelola, holding: definitif, from: 2026-01-02, basis: SK 1}}
  - {{person: budi, post: kabid, holding: plt, from: 2026-03-01, until: 2026-09-01, basis: SP 2}}
bots:
  - id: paraf
    name: Paraf
    emails: [paraf@kantor.example]
    ssh_keys: [{key(3)}]
administrators:
  - id: admin
    name: Admin
    emails: [admin@kantor.example]
    ssh_keys: []
"""

PIPELINE = """\
version: 1
language: id
hours:
  zone: WITA
  week:
    monday: [07:30-12:00, 13:00-16:00]
    friday: [07:30-11:30, 13:00-16:30]
  national_holidays: true
  closed: {2026-11-17: Hari jadi}
  seasons:
    - from: 2026-02-18
      to: 2026-03-19
      week:
        monday: [08:00-12:00]
target:
  kind: directory
  path: /srv/www
  url: https://kantor.example/
  keep: 5
"""

SOP = """\
version: 1
id: cuti
identity:
  agency: Kantor Contoh
  number: "01"
  title: Cuti
actors:
  - {key: staf, printed: Staf, post: staf}
  - {key: kepala, printed: Kepala, post: kepala}
changes: [manuscript, laporan]
steps:
  - step: 1
    actor: staf
    activity: menyiapkan
    norm: 1 hari
    act: prepare
    change: manuscript
  - step: 2
    actor: kepala
    activity: memeriksa
    norm: 60 menit
    act: review
    mark: paraf
    change: manuscript
    returns_to: 1
  - step: 3
    actor: kepala
    activity: menugaskan
    norm: 2 Jam
    act: disposition
    to: staf
    change: manuscript
  - step: 4
    actor: staf
    activity: menerbitkan
    norm: 1 hari
    act: perform
    action: publish
    change: laporan
  - step: 5
    actor: staf
    activity: mengarsipkan
    norm: 5 menit
    act: archive
    change: laporan
"""

RULES = """\
version: 1
file_megabytes: 20
materials_megabytes: 50
draft_megabytes: 100
types:
  .md: text/markdown
  .pdf: application/pdf
"""

CASE = """\
version: 1
id: 20261116-jadwal
sop: update-website
title: Jadwal
information_class: berkala
pages: [content/berita/jadwal.md]
downloads:
  - content/unduhan/jadwal.pdf
opened: 2026-11-16T08:00:00+07:00
publish_on: 2026-11-18
withdraw_on: 2027-01-01
"""

PAGE = """\
---
title: Jadwal
date: 2026-11-16
summary: Jadwal layanan.
information_class: serta-merta
hide: [toc]
search: false
---

# Jadwal
"""


def office(officials: str = OFFICIALS, pipeline: str = PIPELINE) -> Office:
    """Return the office of two files, `o.yml` and `p.yml`."""
    return read_office(officials, pipeline, files=("o.yml", "p.yml"))[0]


READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "officials": (OFFICIALS, lambda text: office(officials=text)),
    "pipeline": (PIPELINE, lambda text: office(pipeline=text)),
    "sop": (SOP, lambda text: sop.read_sop(text, "f")),
    "rules": (RULES, lambda text: drafts.read_rules(text, "f")),
    "case": (CASE, lambda text: drafts.read_case(text, "f")),
    "page": (PAGE, lambda text: drafts.read_page(text, "content/f.md")),
}
"""Every kind of file: a right one, and what reads it."""


def swapped(kind: str, old: str, new: str) -> str:
    """Return the right file of a kind with one piece of it, met once, put otherwise."""
    text = READERS[kind][0]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the {kind}"
    return text.replace(old, new)


def said(kind: str, text: str) -> list[str]:
    """Return what is wrong with a file, as `line: sentence`; fails if it reads."""
    with pytest.raises(RecordFault) as caught:
        READERS[kind][1](text)
    return [f"{one.line}: {one.what}" for one in caught.value.mistakes]
