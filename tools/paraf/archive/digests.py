"""The bag against its manifests: every byte of it is named by a digest, or has only one form."""

from collections.abc import Iterator, Mapping

from paraf.archive.bag import DECLARATION, INFO, MANIFEST, SEAL, TAG_MANIFEST, TAGS
from paraf.archive.files import NoListing, below, listing, read_listing
from paraf.archive.taken import Taken, broken
from paraf.core.evidence import Finding
from paraf.core.words import T

REQUIRED = (
    *(*TAGS, TAG_MANIFEST),
    *(f"data/{name}" for name in ("ledger.jsonl", "ledger.bundle", "allowed_signers")),
    *(f"data/rules/{name}.yml" for name in ("sop", "officials", "pipeline", "rules")),
    *(f"data/{name}" for name in ("signoff.html", "signoff.pdf", "VERIFIKASI.md")),
)
SCHEMA = "data/rules/inspection.schema.json"
"""What the words of an inspection's record mean; archives of before have it not."""
OURS = ("rules", "record")
"""Folders below `data/` that archiving adds."""
RECORD = tuple(f"data/record/record.{ending}" for ending in ("yml", "html", "pdf"))
"""What a case has that published nothing, or to which something was handed in by hand."""


def check(bag: Taken) -> tuple[Finding, ...]:
    """Return what the manifests do not agree with, naming each file.

    Nothing that a manifest names is opened: its paths are only compared with those that are there.
    """
    # The total in bag-info.txt is wrong whenever a file is: then it is not what was changed.
    return tuple(_listed(bag)) or tuple(_oxum(bag))


def _listed(bag: Taken) -> Iterator[Finding]:
    if not any(name in bag.sums for name in TAGS):
        yield broken("bag-none", "bagit.txt", T("This folder is no bag of an archive."))
        return
    published = any(path.startswith("data/manuscript/") for path in bag.sums)
    told = not published or any(path in bag.sums for path in RECORD)
    wanted = (*REQUIRED, *RECORD) if told else REQUIRED
    for path in wanted:
        if path not in bag.sums:
            yield broken("bag-missing", path, T("This file is missing."))
    for path in bag.sums:
        if _ours(path) and path not in (*wanted, SEAL, *((SCHEMA,) if published else ())):
            yield broken("bag-extra", path, T("This file was added: a bag does not hold it."))
    if bag.read(TAGS[0]) != DECLARATION:
        yield broken("bag-declaration", TAGS[0], T("This is not the declaration of a bag."))
    yield from _compared(bag, MANIFEST, below(bag.sums, "data/", base=""))
    tags = {name: bag.sums[name] for name in TAGS if name in bag.sums}
    yield from _compared(bag, TAG_MANIFEST, tags)
    # No manifest covers this one but its seal: it may only be what its files make of it.
    if bag.read(TAG_MANIFEST) != listing(tags):
        what = T("This list does not fit its files: it was changed, or they were.")
        yield broken("bag-manifest", TAG_MANIFEST, what)


def _ours(path: str) -> bool:
    """Say whether only archiving puts files there; every other folder holds a text of the case."""
    below, _, name = path.removeprefix("data/").partition("/")
    return not path.startswith("data/") or not name or below in OURS


def _compared(bag: Taken, name: str, there: Mapping[str, str]) -> Iterator[Finding]:
    try:
        listed = read_listing(bag.read(name))
    except NoListing:
        yield broken("bag-manifest", name, T("This list is not in its one canonical form."))
        return
    for path in sorted(listed.keys() | there.keys()):
        if path not in there:
            what = T("The file is listed in {manifest}, but missing.", manifest=name)
            yield broken("bag-missing", path, what)
        elif path not in listed:
            what = T("The file was added: {manifest} does not list it.", manifest=name)
            yield broken("bag-extra", path, what)
        elif listed[path] != there[path]:
            what = T("The file was changed: {manifest} has another SHA-256 for it.", manifest=name)
            yield broken("bag-changed", path, what)


def _oxum(bag: Taken) -> Iterator[Finding]:
    payload = [path for path in bag.sums if path.startswith("data/")]
    octets = sum((bag.folder / path).stat().st_size for path in payload)
    expected = f"Payload-Oxum: {octets}.{len(payload)}".encode()
    if expected not in bag.read(INFO).split(b"\n"):
        yield broken("bag-oxum", INFO, T("It gives another size or number of files."))
