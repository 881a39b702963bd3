"""Takes files into a draft: under a name that works everywhere, in the folder they belong to."""

import itertools
import re
import shutil
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from paraf.core import phrases
from paraf.core.checking import ManuscriptRules
from paraf.core.page import Rules
from paraf.core.words import T, Text
from paraf.manuscript.finding import of
from paraf.manuscript.front import is_picture
from paraf.manuscript.names import telling
from paraf.manuscript.sandbox.pool import clean
from paraf.ports import RefusedFault


class FileRefused(RefusedFault):
    """A file cannot be taken into a draft."""

    anchor = "ditolak"


class Role(Enum):
    """What a file is for."""

    DOWNLOAD = "download"
    """Visitors download it."""
    PICTURE = "picture"
    """A page shows it."""
    MATERIAL = "material"
    """A source of the draft, kept for the record and never published."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file in the draft: its path in the repository, and what was taken out of it on the way.

    `before` and `after` are sizes in bytes. `uncleaned` says why nothing could be taken out.
    """

    path: str
    role: Role
    before: int
    after: int
    removed: tuple[Text, ...] = ()
    uncleaned: Text | None = None
    replaced: bool = False


def slug(text: str) -> str:
    """Return a title as a short name for a file: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "tanpa-judul"


def free(stem: str, suffix: str, taken: Collection[str]) -> str:
    """Return the first of `stem.suffix`, `stem-2.suffix`, … that is not taken."""
    names = (
        f"{stem}{more}{suffix}"
        for more in itertools.chain([""], (f"-{n}" for n in itertools.count(2)))
    )
    return next(name for name in names if name not in taken)


def unfit(file: Path, role: Role, rules: Rules) -> Text | None:
    """Say why a file cannot be taken into a draft in this role; None if it can.

    A picture is made smaller on the way: only what even a draft could not hold is too large.
    """
    if telling(file.name):
        return T("The name of the file holds somebody's NIK or KK number; rename it first.")
    if not file.is_file():
        return T("There is no file {file}.", file=file)
    suffix = file.suffix.lower()
    if suffix not in rules.types or suffix == ".md":
        allowed = ", ".join(sorted(set(rules.types) - {".md"}))
        return T("{file} is of no kind that a draft may hold: {allowed}.",
                 file=file.name, allowed=allowed)  # fmt: skip
    if role is Role.PICTURE and not is_picture(file.name.lower(), rules):
        return T("{file} is no picture.", file=file.name)
    limit = most(role, file, rules)
    size = file.stat().st_size
    if size > limit:
        return T("{file} holds {size}; at most {limit} are allowed.", file=file,
                 size=phrases.size(size), limit=phrases.size(limit))  # fmt: skip
    return T("{file} is empty.", file=file.name) if size == 0 else None


def most(role: Role, file: Path, rules: Rules) -> int:
    """Return how many bytes a file may hold before it is taken in."""
    if is_picture(file.name.lower(), rules):
        return rules.draft_bytes
    return rules.materials_bytes if role is Role.MATERIAL else rules.file_bytes


def refuse(file: Path, role: Role, rules: Rules) -> None:
    """Raise FileRefused for a file that cannot be taken into a draft."""
    why = unfit(file, role, rules)
    if why is not None:
        raise FileRefused(why, T("Make it smaller, or save it as another kind; then try again."))


def take(source: Path, root: Path, path: str, role: Role, rules: ManuscriptRules) -> Taken:
    """Put a file to `path` of the draft in the folder `root`, cleaned where that can be done.

    What cannot be cleaned is put there as it is: the check says what is wrong with it. Cleaning
    runs in a process with limits; SandboxFault where none can be started.
    """
    place = root / path
    replaced = place.exists()
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="paraf-") as scratch:
        made = Path(scratch) / place.name
        seen = clean(source, made, place.suffix, rules)
        part = place.with_name(f".{place.name}.part")
        shutil.copyfile(made if made.is_file() else source, part)
        # In its place as a whole, and in the place of a link, never where it leads.
        part.replace(place)
    done = {one.kind: of(one, path).what for one in seen}
    removed = tuple(what for kind, what in done.items() if kind.startswith(CLEANED))
    left = next((what for kind, what in done.items() if not kind.startswith(CLEANED)), None)
    before, after = source.stat().st_size, place.stat().st_size
    return Taken(path, role, before, after, removed, left, replaced)


CLEANED = "cleaned-"
"""With this begin the kinds of what cleaning did; all others say why it did nothing."""
