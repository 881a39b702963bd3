"""The rules in force: read from a commit of the base branch, never from a folder somebody edits."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from paraf.core.explore import Explored, explore
from paraf.core.office import Office
from paraf.core.page import Rules
from paraf.core.sop import Sop
from paraf.core.words import T, Text
from paraf.forge.git import Git
from paraf.pipeline.accepting import unacceptable
from paraf.ports import Mistake, RecordFault
from paraf.records.drafts import read_rules
from paraf.records.files import decode
from paraf.records.office import Pipeline, read_office
from paraf.records.sop import read_sop
from paraf.records.strict_yaml import parse

OFFICIALS = "review/officials.yml"
PIPELINE = "review/pipeline.yml"
RULES = "review/rules.yml"
SOPS = "review/sop"

Reader = Callable[[str], bytes | None]
"""Gives the bytes of a file of the repository by its path; None if there is none."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Roster, settings and limits, as one commit has them."""

    office: Office
    settings: Pipeline
    rules: Rules


def at(git: Git, commit: str) -> Reader:
    """Return a reader of the files of a commit."""
    sure = re.fullmatch("[0-9a-f]{40}", commit) is not None
    return lambda path: (_read if sure else Git.read)(git, commit, path)


@lru_cache(64)
def _read(git: Git, commit: str, path: str) -> bytes | None:
    # A commit never changes, and one run asks for the same rules at every case.
    return git.read(commit, path)


def load(read: Reader) -> Rulebook:
    """Return the rules in force; RecordFault with every mistake of all files."""
    mistakes: list[Mistake] = []
    texts = {path: _text(read, path, mistakes) for path in (OFFICIALS, PIPELINE, RULES)}
    if mistakes:
        raise RecordFault(mistakes)
    office = rules = None
    try:
        office = read_office(texts[OFFICIALS], texts[PIPELINE], files=(OFFICIALS, PIPELINE))
    except RecordFault as fault:
        mistakes += fault.mistakes
    try:
        rules = read_rules(texts[RULES], RULES)
        mistakes += unacceptable(rules.inspection, texts[RULES], RULES)
    except RecordFault as fault:
        mistakes += fault.mistakes
    if office is None or rules is None or mistakes:
        raise RecordFault(mistakes)
    return Rulebook(office[0], office[1], rules)


def load_sop(read: Reader, sop_id: str, office: Office) -> Sop:
    """Return the sound procedure `sop_id`, its actors all posts of the office.

    Raises RecordFault with every mistake of its file.
    """
    path = f"{SOPS}/{sop_id}.yml"
    mistakes: list[Mistake] = []
    text = _text(read, path, mistakes)
    if mistakes:
        raise RecordFault(mistakes)
    return _sop(text, path, office)


def _sop(text: str, path: str, office: Office | None) -> Sop:
    sop = _read_sop(text, path)
    mistakes: list[Mistake] = []
    name = PurePosixPath(path).stem
    if sop.id != name:
        what = T("The id is {id}, but the file is called {name}.", id=sop.id, name=name)
        mistakes.append(Mistake(path, _line(text, path, "id"), what))
    posts = {post.key for post in office.posts} if office else {one.post for one in sop.actors}
    for i, actor in enumerate(sop.actors):
        if actor.post not in posts:
            what = T("{post} is not among the posts of {file}.", post=actor.post, file=OFFICIALS)
            mistakes.append(Mistake(path, _line(text, path, "actors", i, "post"), what))
    if mistakes:
        raise RecordFault(mistakes)
    return sop


@lru_cache(64)
def _read_sop(text: str, path: str) -> Sop:
    # One run asks for the procedure of every case several times; a text says the same each time.
    return read_sop(text, path)


def _line(text: str, path: str, *place: str | int) -> int:
    return parse(text, path).line(place)


def sop_ids(git: Git, commit: str) -> tuple[str, ...]:
    """Return the ids of the procedures that a commit holds, in order."""
    paths = [PurePosixPath(blob.path) for blob in git.blobs(commit, SOPS)]
    return tuple(one.stem for one in paths if one.suffix == ".yml")


def _text(read: Reader, path: str, mistakes: list[Mistake]) -> str:
    data = read(path)
    if data is None:
        mistakes.append(Mistake(path, 1, T("The file is missing.")))
        return ""
    try:
        return decode(data, path)
    except RecordFault as fault:
        mistakes += fault.mistakes
        return ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a folder's rules are: those that are valid, and every mistake of the others."""

    office: Office | None
    sops: tuple[Sop, ...]
    mistakes: tuple[Mistake, ...]
    explored: tuple[Explored, ...]
    """What trying out all cases of each of `sops` has shown."""


def check_all(folder: Path, files: Sequence[Path] = ()) -> Checked:
    """Check the rules and procedures that lie in a folder, saved or not.

    With `files`, only these procedures, whose actors are held against the roster if it is valid.
    """

    def read(path: str) -> bytes | None:
        return (folder / path).read_bytes() if (folder / path).is_file() else None

    mistakes: list[Mistake] = []
    office = None
    try:
        office = load(read).office
    except RecordFault as fault:
        mistakes += () if files else fault.mistakes
    found: list[tuple[Sop, Explored]] = []
    for file in files or sorted((folder / SOPS).glob("*.yml")):
        path = file.as_posix() if files else f"{SOPS}/{file.name}"
        try:
            text = decode(file.read_bytes(), path)
            # Whether its actors hold posts can only be said by a valid roster.
            sop = _sop(text, path, office)
        except RecordFault as fault:
            mistakes += fault.mistakes
            continue
        explored = explore(sop)
        mistakes += unproved(text, path, explored)
        found.append((sop, explored))
    sops, all_explored = tuple(one for one, _ in found), tuple(one for _, one in found)
    return Checked(office, sops, tuple(mistakes), all_explored)


def unproved(text: str, path: str, explored: Explored) -> Iterator[Mistake]:
    """Yield what trying out a procedure has found against it, each on the line of its row."""
    for one in explored.stuck:
        row = (one.place.row or one.place.no) if one.place else 0
        story: Text = T("The case is opened.")
        for then in one.story:
            story = T("{before} {then}", before=story, then=then)
        what = T("A case can come to where it cannot be ended: {story} {why}",
                 story=story, why=one.why)  # fmt: skip
        yield Mistake(path, _line(text, path, "steps", row - 1), what)
    for step in explored.dead:
        what = T("No case ever does step {no}.", no=step.label)
        yield Mistake(path, _line(text, path, "steps", (step.row or step.no) - 1), what)
