"""A small real bag: real files, real keys, a real signed ledger, made below a folder."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from archive import sample
from archive.indonesian import say
from paraf.archive import bag, document, signoff
from paraf.archive import seal as seals
from paraf.archive.attachments import Attachment
from paraf.archive.chain import canonical
from paraf.archive.files import below, digest, listing, sums
from paraf.archive.instructions import instructions
from paraf.core.office import Key

Fields = dict[str, object]
CASE = sample.CASE
WHEN = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PEOPLE = ("bot", "ratna", "bagus", "sri", "ahmad")
HEADS = {"manuscript": "3f9d" * 10, "report": "12ab" * 10}


def git(folder: Path, *arguments: str) -> str:
    """Run git apart from the machine's configuration; return what it prints."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (
                ("NAME", "Paraf"),
                ("EMAIL", "paraf@bkd.contoh.example"),
                ("DATE", "2026-11-16T01:15:00Z"),
            )
        },
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Keys:
    """An SSH key for each person."""

    folder: Path

    def make(self) -> None:
        for person in PEOPLE:
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", person]
            subprocess.run(command, cwd=self.folder, check=True)

    def public(self, person: str) -> str:
        return (self.folder / f"{person}.pub").read_text().strip()

    def fingerprint(self, person: str) -> str:
        return Key(self.public(person)).fingerprint

    def sign(self, person: str, data: bytes, namespace: str) -> bytes:
        """Sign as `ssh-keygen` does, with somebody's key."""
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", person]
        done = subprocess.run(command, cwd=self.folder, input=data, capture_output=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def signers(self) -> str:
        lines = (f'{one} namespaces="git" {self.public(one)}\n' for one in PEOPLE)
        return "".join(lines)


@dataclass
class Case:
    """A case's ledger: `deeds` are who did what; `tell` writes and signs them."""

    keys: Keys
    deeds: list[tuple[str, Fields]] = field(default_factory=list)

    def lines(self) -> list[bytes]:
        """Return the chain of canonical lines that tells the deeds."""
        found: list[bytes] = []
        for seq, (person, fields) in enumerate(self.deeds, 1):
            prev = hashlib.sha256(found[-1]).hexdigest() if found else None
            about = {
                "v": 1,
                "case": CASE,
                "seq": seq,
                "prev": prev,
                "at": f"2026-11-16T{seq:02}:15:00Z",
                "actor": self.keys.fingerprint(person),
            }
            found.append(canonical(about | fields))
        return found

    def tell(self, data: Path, *, signers: Sequence[str] = ()) -> None:
        """Write ledger.jsonl and ledger.bundle below `data`, signed by the actors or `signers`."""
        write(data, self.keys, self.lines(), signers or [person for person, _ in self.deeds])


def write(data: Path, keys: Keys, lines: Sequence[bytes], signers: Sequence[str]) -> None:
    """Write the ledger's two files: lines, and their commits by those signers (`""`: unsigned)."""
    (data / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    repository = keys.folder / "ledger"
    shutil.rmtree(repository, ignore_errors=True)
    repository.mkdir()
    git(repository, "init", "--quiet", "--bare", ".")
    tree, parent = git(repository, "hash-object", "-w", "-t", "tree", "/dev/null"), ""
    for line, signer in zip(lines, signers, strict=True):
        (repository / "message").write_bytes(f"{CASE}: step\n\n".encode() + line + b"\n")
        signing = ["-S" + str(keys.folder / signer)] if signer else ["--no-gpg-sign"]
        parents = ["-p", parent] if parent else []
        parent = git(
            repository, "-c", "gpg.format=ssh", "commit-tree", *signing, *parents,
            "-F", "message", tree,
        )  # fmt: skip
    branch = f"refs/heads/ledger/{CASE}"
    git(repository, "update-ref", branch, parent)
    git(repository, "bundle", "create", "--quiet", str(data / "ledger.bundle"), branch)


def listed(data: Path, change: str) -> str:
    """Return the SHA-256 of a change's listing."""
    base, folders = {
        "report": ("", ("report/", "manuscript/")),
        "manuscript": ("manuscript/", ("manuscript/",)),
    }[change]
    return hashlib.sha256(listing(below(sums(data), *folders, base=base))).hexdigest()


def story(data: Path, keys: Keys) -> Case:
    """Return what happened: the manuscript was marked twice and published, the report thrice."""

    def moved(change: str) -> Fields:
        return {"kind": "moved", "change": change, "head": HEADS[change],
                "digest": listed(data, change), "contributors": []}  # fmt: skip

    def approved(change: str) -> Fields:
        return {"kind": "reviewed", "change": change, "opinion": "approve", "head": HEADS[change],
                "note": "Setuju: \"baik\" — lanjut", "to": None}  # fmt: skip

    def merged(change: str) -> Fields:
        return {"kind": "merged", "change": change, "head": HEADS[change], "commit": "c0" * 20}

    manifest = json.loads((data / "report/manifest.json").read_text())
    outputs = {
        "release": manifest["digest"],
        "manifest": digest(data / "report/manifest.json"),
        "inspection": digest(data / "report/evidence/inspection.json"),
    }
    return Case(keys, [
        ("ratna", {"kind": "opened", "sop": "update-website", "title": sample.TITLE,
                   "started": "2026-11-16T01:00:00Z"}),
        ("ratna", moved("manuscript")),
        ("bagus", approved("manuscript")),
        ("sri", approved("manuscript")),
        ("bagus", {"kind": "assigned", "to": keys.fingerprint("ratna"), "note": ""}),
        ("bot", merged("manuscript")),
        ("bot", {"kind": "performed", "step": 5, "outputs": outputs}),
        ("bot", moved("report")),
        ("bagus", approved("report")),
        ("sri", approved("report")),
        ("ahmad", approved("report")),
        ("bot", merged("report")),
    ])  # fmt: skip


def build(folder: Path, workshop: Path) -> Case:
    """Make a whole bag in `folder`; keys are made in `workshop`. Return its case."""
    keys = Keys(workshop)
    keys.make()
    data = folder / "data"
    _manuscript(data / "manuscript")
    _report(data / "report", data / "manuscript")
    case = story(data, keys)
    case.tell(data)
    (data / "allowed_signers").write_text(keys.signers())
    (data / "rules").mkdir()
    for name in ("sop", "officials", "pipeline", "rules"):
        (data / "rules" / f"{name}.yml").write_text(f"# {name}\n")
    (data / "rules" / "inspection.schema.json").write_text("{}\n")
    (data / "VERIFIKASI.md").write_text(instructions(CASE, ("manuscript", "report")))
    signoff_of(data, case)
    seal(folder, keys)
    return case


def seal(folder: Path, keys: Keys, person: str = "bot") -> None:
    """Make a bag of what lies in `folder` now, sealed: a forger with all the tools and that key."""
    bag.make(folder, info={"External-Identifier": CASE}, when=WHEN)
    seals.put(folder, partial(keys.sign, person))


def _manuscript(folder: Path) -> None:
    files = {
        "content/pengumuman/jadwal.md": b"# Jadwal\n",
        "content/unduhan/jadwal.pdf": b"%PDF-1.7 jadwal\n",
        f"drafts/{CASE}/case.yml": b"title: Jadwal\n",
        f"drafts/{CASE}/materials/nota dinas.txt": b"Nota dinas\n",
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _report(folder: Path, manuscript: Path) -> None:
    shots = sample.shots(folder)
    site = {
        "index.html": "ab" * 32,
        "unduhan/jadwal.pdf": digest(manuscript / "content/unduhan/jadwal.pdf"),
    }
    release = hashlib.sha256(listing(site)).hexdigest()
    manifest = {"digest": release, "files": {k: {"sha256": v, "size": 1} for k, v in site.items()}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    artifacts = {
        path.relative_to(folder / "evidence").as_posix(): {"bytes": 1, "sha256": digest(path)}
        for path in (folder / "evidence/screenshots").iterdir()
    }
    record = {"v": 2, "findings": [], "artifacts": artifacts}
    text = json.dumps(record, sort_keys=True, indent=2)  # as the room of the inspection writes it
    (folder / "evidence/inspection.json").write_text(text)
    (folder / "report.yml").write_text("v: 1\n")
    html = document.html(
        sample.report(), say=say, language="id", shots=shots, manifest=sample.MANIFEST
    )
    (folder / "report.html").write_text(html)
    embedded = [
        Attachment("report.yml", (folder / "report.yml").read_bytes(), "application/yaml", ""),
        Attachment(
            "manifest.json", (folder / "manifest.json").read_bytes(), "application/json", ""
        ),
    ]
    printed = document.pdf(
        html, attachments=embedded, identifier=b"p" * 16, made=sample.BEGIN, base=folder
    )
    (folder / "report.pdf").write_bytes(printed)


def signoff_of(data: Path, case: Case) -> None:
    """Write the sheet of approval for a case's ledger as it is now."""
    last = hashlib.sha256(case.lines()[-1]).hexdigest()
    marked = signoff.Marked(last, report=digest(data / "report/report.pdf"), release="b7" * 32)
    numbered = {no: case.keys.fingerprint("bagus") for no in (2, 6)}
    html = signoff.html(
        sample.record(done=10), say=say, language="id", marked=marked, keys=numbered
    )
    (data / "signoff.html").write_text(html)
    ledger = (data / "ledger.jsonl").read_bytes()
    embedded = [Attachment("ledger.jsonl", ledger, "application/jsonl", "")]
    printed = document.pdf(html, attachments=embedded, identifier=b"s" * 16, made=WHEN, base=data)
    (data / "signoff.pdf").write_bytes(printed)
