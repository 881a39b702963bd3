"""What a mark covers, byte by byte: the listing of a change's files, and its digest."""

import hashlib
from collections.abc import Iterable

from paraf.core.case import Case
from paraf.core.office import Office
from paraf.forge.git import Blob, Git

ARCHIVE = "review/archive"


def dossier(case: Case, office: Office) -> str:
    """Return the folder in which a case will be archived: `review/archive/<year>/<case>`."""
    year = case.opened.started.astimezone(office.hours.zone).year
    return f"{ARCHIVE}/{year}/{case.id}"


def manuscript_files(git: Git, base: str, head: str) -> tuple[Blob, ...]:
    """Return the files that a draft adds or alters against the point where it left `base`."""
    changed = git.changed(git.merge_base(base, head), head)
    return tuple(blob for blob in changed if not blob.deleted)


def dossier_files(git: Git, head: str, folder: str, change: str) -> tuple[Blob, ...]:
    """Return the files of the dossier that the officials of a change mark.

    A report speaks of the manuscript that was published, which lies beside it.
    """
    beside = (f"{folder}/data/manuscript",) if change == "report" else ()
    return git.blobs(head, f"{folder}/data/{change}", *beside)


def listing(git: Git, blobs: Iterable[Blob], strip: str = "") -> str:
    """Return `sha256sum` lines of files, sorted by path; `strip` is taken off the paths' front."""
    oids = {blob.path: blob.oid for blob in blobs}
    digests = git.digests(oids.values())
    lines = [(path.removeprefix(strip).encode(), digests[oid]) for path, oid in oids.items()]
    return "".join(f"{digest}  {path.decode()}\n" for path, digest in sorted(lines))


def digest(listed: str) -> str:
    """Return the SHA-256 of a listing, in lower-case hex."""
    return hashlib.sha256(listed.encode()).hexdigest()


def change_digest(git: Git, base: str, head: str, change: str, folder: str) -> str:
    """Return the digest of what a mark on `head` covers."""
    if change == "manuscript":
        return digest(listing(git, manuscript_files(git, base, head)))
    return digest(listing(git, dossier_files(git, head, folder, change), f"{folder}/data/"))
