"""What the ledger says was marked, published and seen, against the files that lie in the bag."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from paraf.archive import proof
from paraf.archive.chain import PLACE, Entry, Ledger
from paraf.archive.digests import OURS
from paraf.archive.files import below, listing
from paraf.archive.taken import Taken, broken
from paraf.core.case import Opinion
from paraf.core.evidence import Finding
from paraf.core.phrases import called
from paraf.core.words import T

SITE = "data/report/manifest.json"
CONTENT = "data/manuscript/content/"
DOWNLOADS = "unduhan/"
OUTPUTS = {"manifest": SITE, "inspection": proof.RECORD}
"""Evidence that the ledger names by SHA-256."""


def covered(change: str) -> tuple[str, tuple[str, ...]]:
    """Return what the paths of a change's listing are relative to, and the folders it covers.

    A report speaks of the manuscript that was published, which lies beside it.
    """
    if change == "manuscript":
        return "data/manuscript/", ("data/manuscript/",)
    beside = ("data/manuscript/",) if change == "report" else ()
    return "data/", (f"data/{change}/", *beside)


def publishes(bag: Taken, ledger: Ledger) -> bool:
    """Say whether the case went to the public site, so that a release and its evidence are due."""
    return bool(ledger.last("moved", change="manuscript")) or any(
        path.startswith("data/manuscript/") or path == SITE for path in bag.sums
    )


def marked(bag: Taken, ledger: Ledger) -> Iterator[Finding]:
    """Yield which text is not what was handed in and marked, and what nobody handed in at all."""
    changes = dict.fromkeys(one.text("change") for one in ledger.entries if one.kind == "moved")
    for path in bag.sums:
        folder = path.split("/")[1] if path.count("/") > 1 else ""
        if path.startswith("data/") and folder and folder not in {*changes, *OURS}:
            changes[folder] = None
    for change in changes:
        yield from _marked(bag, ledger, change)


def _marked(bag: Taken, ledger: Ledger, change: str) -> Iterator[Finding]:
    base, folders = covered(change)
    moved = ledger.last("moved", change=change)
    place = folders[0].rstrip("/")
    if moved is None:
        what = T("The ledger knows no {change}: nobody marked these files.", change=called(change))
        yield broken("marks-none", place, what)
        return
    text = listing(below(bag.sums, *folders, base=base))
    if moved.text("digest") != hashlib.sha256(text).hexdigest():
        what = T("These files are not those that the officials marked.")
        yield broken("marks-listing", place, what)
    # Whether a text that is made by hand needs a mark, the procedure says: the gate asks for it.
    site = change in ("manuscript", "report") and publishes(bag, ledger)
    if site and not any(_approves(ledger, entry, moved) for entry in ledger.entries):
        what = T("Nobody marked the {change} as it was last handed in.", change=called(change))
        yield broken("marks-none", PLACE, what)
    merged = ledger.last("merged", change=change)
    if merged is not None and merged.text("head") != moved.text("head"):
        what = T("Another {change} was merged than the one that was marked.", change=called(change))
        yield broken("marks-merge", PLACE, what, line=merged.seq)


def _approves(ledger: Ledger, entry: Entry, moved: Entry) -> bool:
    withdrawn = any(
        one.kind == "withdrawn" and one.fields.get("review") == entry.seq for one in ledger.entries
    )
    return (
        entry.kind == "reviewed"
        and entry.seq > moved.seq
        and entry.text("change") == moved.text("change")
        and entry.text("head") == moved.text("head")
        and entry.text("opinion") == Opinion.APPROVE.value
        and not withdrawn
    )


def recorded(bag: Taken, ledger: Ledger) -> Iterator[Finding]:
    """Yield which evidence is not what the ledger recorded when it was gathered."""
    outputs = _outputs(ledger)
    for name, path in OUTPUTS.items():
        if path in bag.sums and outputs.get(name) != bag.sums[path]:
            what = T("The ledger recorded other evidence than this file.")
            yield broken("evidence-changed", path, what)
        elif name in outputs and path not in bag.sums:
            what = T("The ledger recorded this evidence, but it is missing.")
            yield broken("evidence-missing", path, what)
    yield from proof.gathered(bag)
    if SITE in bag.sums:
        total = hashlib.sha256(listing(_site(bag))).hexdigest()
        if outputs.get("release", total) != total:
            what = T("It describes another release than the one that the ledger recorded.")
            yield broken("evidence-release", SITE, what)


def _outputs(ledger: Ledger) -> dict[str, object]:
    found: dict[str, object] = {}
    for entry in ledger.entries:
        outputs = entry.fields.get("outputs")
        if entry.kind == "performed" and isinstance(outputs, Mapping):
            found |= outputs
    return found


def published(bag: Taken, _: Ledger) -> Iterator[Finding]:
    """Yield which file of the manuscript is not what the public site held."""
    if SITE not in bag.sums:
        return
    site = _site(bag)
    if not site:
        yield broken("manifest-unreadable", SITE, T("This is no manifest of a site."))
    for path, total in below(bag.sums, CONTENT, base=CONTENT).items():
        if path.endswith(".md") or (path not in site and not path.startswith(DOWNLOADS)):
            continue
        if site.get(path) != total:
            what = T("The file that was published is not this one.")
            yield broken("download-changed", f"{CONTENT}{path}", what)


def _site(bag: Taken) -> dict[str, str]:
    """Return the published files' digests by path; empty if the manifest cannot be read."""
    try:
        files = json.loads(bag.read(SITE))["files"]
        site = {str(path): str(one["sha256"]) for path, one in files.items()}
        listing(site)  # JSON can name what UTF-8 cannot write
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return site
