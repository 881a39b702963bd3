"""BagIt 1.0 (RFC 8493): the tag files that make a folder a package anybody can check.

Written here rather than by the `bagit` library, whose `make_bag` moves the payload about and leaves
a half-moved folder when it is killed; the library then has to accept what was written.
"""

import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from paraf.archive.files import digest, listing, sums
from paraf.core.words import T
from paraf.ports import ArchiveFault

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
INFO = "bag-info.txt"
TAGS = ("bagit.txt", INFO, MANIFEST)
"""The tag files that the tag manifest covers; a bag of ours has these, it, its seal and `data/`."""
SEAL = "seal.sig"
"""The signature over the tag manifest, which no manifest names; see `archive.seal`."""


def make(folder: Path, *, info: Mapping[str, str], when: datetime) -> None:
    """Make a bag of `folder`, whose payload already lies in `data/`.

    The same payload, `info` and day give the same bytes. Killed at any moment, a second run
    finishes the work. ArchiveFault if something else lies beside the payload, or if a link or a
    name is among it that not every system would read alike.
    """
    payload = {f"data/{path}": total for path, total in sums(folder / "data").items()}
    if not payload:
        raise ArchiveFault(T("There is nothing to archive in {folder}.", folder=folder.name))
    _refuse_strangers(folder)
    octets = sum((folder / path).stat().st_size for path in payload)
    about = {
        **info,
        "Bag-Software-Agent": "Paraf",
        "Bagging-Date": when.date().isoformat(),
        "Payload-Oxum": f"{octets}.{len(payload)}",
    }
    write(folder / TAGS[0], DECLARATION)
    write(folder / INFO, _about(about))
    write(folder / MANIFEST, listing(payload))
    write(folder / TAG_MANIFEST, listing({name: digest(folder / name) for name in TAGS}))
    _accept(folder)


def _about(about: Mapping[str, str]) -> bytes:
    # A value is one line: the rules for folding long lines differ between readers.
    lines = (f"{name}: {' '.join(value.split())}\n" for name, value in about.items())
    return "".join(lines).encode()


def _refuse_strangers(folder: Path) -> None:
    ours = {"data", *TAGS, TAG_MANIFEST, SEAL}
    ours |= {f"{name}.part" for name in ours}
    for entry in folder.iterdir():
        if entry.name not in ours:
            raise ArchiveFault(
                T("{name} does not belong into the bag.", name=entry.name),
                T("Take it out of {folder}, then archive again.", folder=folder.name),
            )


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, over whatever a killed run left."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _accept(folder: Path) -> None:
    """Let the library of the Library of Congress read the bag, as others will."""
    with warnings.catch_warnings():
        # It passes `count` to re.sub by position and opens files with codecs.open, both deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import bagit

        try:
            bagit.Bag(str(folder)).validate()
        except bagit.BagError as error:
            raise ArchiveFault(T("The bag is not valid: {error}", error=str(error))) from error
