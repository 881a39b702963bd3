"""Holds what a check found against the truth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.said import Made, Truth
from corpus.xlsx import letters
from paraf.core.checking import PERSONAL, Limits, Treatment
from paraf.core.evidence import Severity
from paraf.manuscript.examine import examine
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.personal.recognise import Known
from paraf.manuscript.seen import Seen
from paraf.manuscript.spot import Spot
from paraf.manuscript.texts import see_text

OFFICE = Known(phones=("(0274) 562150",), domains=("contohprov.go.id", "contohkab.go.id"))
"""What the offices of both studios would have in their rules."""

BODY = frozenset({"", "table"})
"""Slugs of parts that lie open on a page."""


def look(made: Made, folder: Path) -> Sequence[Seen]:
    """Return what the check sees in a document; a page of the site is looked at as such."""
    if made.name.endswith(".md"):
        return see_text(made.data.decode(), OFFICE)
    file = folder / made.name
    file.write_bytes(made.data)
    seen = examine(file, made.name, OFFICE, Limits())
    file.unlink()
    return seen


def blocks(kind: str) -> bool:
    """Whether findings of a kind keep a draft back in an office that says nothing."""
    if kind in PERSONAL:
        return PERSONAL[kind] is Treatment.BLOCK
    return KINDS[kind].severity is Severity.BLOCK


@dataclass
class Tally:
    """Values planted and found; findings made, and those with no truth behind them."""

    planted: int = 0
    found: int = 0
    elsewhere: int = 0
    places: int = 0
    whole: int = 0
    findings: int = 0
    false: int = 0
    extra: int = 0

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall(self) -> float:
        """The share of planted values that were found where they are."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def reached(self) -> float:
        """The share of places (a column, the kind on a page) of which every value was found."""
        return self.whole / self.places if self.places else 1.0

    @property
    def precision(self) -> float:
        """The share of findings with a truth behind them."""
        return 1 - self.false / self.findings if self.findings else 1.0


@dataclass
class Score:
    """Tallies by kind and by kind of place; `misses` and `mistakes` are for whoever looks closer.

    They name a file, a template, a kind and a place, and no value. `swapped` NIK and KK were told
    as the other of the two; `beyond` is what was told too often of the file in hand.
    """

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wheres: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    files: int = 0
    leaks: list[str] = field(default_factory=list)
    swapped: int = 0
    beyond: Counter[str] = field(default_factory=Counter)

    def over(self, kinds: Iterable[str]) -> Tally:
        """Return the tally of several kinds together."""
        total = Tally()
        for kind in kinds:
            total.add(self.kinds[kind])
        return total

    @property
    def blocking(self) -> Tally:
        """The tally of the kinds that block."""
        return self.over([kind for kind in self.kinds if blocks(kind)])


@dataclass
class _Bucket:
    """The truths of one kind at one place: one finding with a count is expected of them."""

    truths: list[Truth]
    left: int
    loose: int

    @property
    def sheet(self) -> str:
        return self.truths[0].place.sheet

    def fits(self, spot: Spot) -> bool:
        place = self.truths[0].place
        if place.part != spot.part and not {place.part, spot.part} <= BODY:
            return False
        if place.part == "embedded":  # where in it is more than a person asks for
            return True
        hidden = all(one.place.hidden for one in self.truths)
        if place.sheet != spot.sheet or (hidden and not spot.hidden):
            return False
        if place.page and place.page != spot.page:
            return False
        return self._at(spot)

    def _at(self, spot: Spot) -> bool:
        places = [one.place for one in self.truths]
        if spot.cell and places[0].column:
            head = spot.cell.partition(":")[0]
            return any(f"{letters(one.column)}{one.row}" == head for one in places)
        if places[0].line and spot.line:
            return any(one.line == spot.line for one in places)
        return not places[0].column and not places[0].line

    def later(self, other: "_Bucket") -> bool:
        """Whether this is a later page of what another begins: one finding may span pages."""
        mine, its = self.truths[0].place, other.truths[0].place
        return bool(its.page) and mine.page > its.page and mine.part == its.part


def score(made: Made, seen: Sequence[Seen], into: Score) -> None:
    """Hold what was seen of one file against what was planted in it."""
    into.files += 1
    into.beyond = Counter()
    _leaks(made, seen, into)
    buckets = _buckets(made.truths)
    homeless: list[Seen] = []
    for one in seen:
        if one.kind in made.weak or (one.kind not in PERSONAL and not _counts(one.kind)):
            continue
        if not _home(made.name, one, buckets, into):
            homeless.append(one)
    for one in homeless:
        _stray(made, one, buckets, into)
    into.swapped += _swapped(into.beyond, buckets)
    for kind, group in buckets.items():
        for bucket in group:
            _tally(made, kind, bucket, into)


def _counts(kind: str) -> bool:
    return kind == "gps" or blocks(kind)


def _buckets(truths: Sequence[Truth]) -> dict[str, list[_Bucket]]:
    groups: dict[tuple[object, ...], list[Truth]] = defaultdict(list)
    for one in truths:
        place = one.place
        if place.column:  # a column is one finding, whichever of its rows are hidden
            groups[one.planted.kind, place.sheet, place.part, place.column].append(one)
        else:
            key = (place.sheet, place.page, place.part, place.hidden, place.where)
            groups[one.planted.kind, *key].append(one)
    found: dict[str, list[_Bucket]] = defaultdict(list)
    for group in groups.values():
        needed = sum(one.planted.required for one in group)
        found[group[0].planted.kind].append(_Bucket(group, needed, len(group) - needed))
    return found


def _kinds(kind: str, buckets: dict[str, list[_Bucket]]) -> list[str]:
    also = [
        other for other, group in buckets.items()
        if any(kind in one.planted.also for bucket in group for one in bucket.truths)
    ]  # fmt: skip
    return [kind, *also]


def _home(name: str, seen: Seen, buckets: dict[str, list[_Bucket]], into: Score) -> bool:
    """Find the places whose values a finding tells of; False if it stands at none of them."""
    group = [one for kind in _kinds(seen.kind, buckets) for one in buckets.get(kind, ())]
    fitting = [one for one in group if one.fits(seen.spot)]
    if not fitting:
        return False
    first = max(fitting, key=lambda one: one.left)
    rest = seen.count
    reach = [first, *[one for one in fitting if one is not first],
             *[one for one in group if one.later(first)]]  # fmt: skip
    for bucket in reach:
        taken = min(rest, bucket.left)
        bucket.left -= taken
        rest -= taken
    for bucket in reach:
        taken = min(rest, bucket.loose)
        bucket.loose -= taken
        rest -= taken
    tally = Tally(findings=1, extra=rest, false=int(rest == seen.count))
    into.kinds[seen.kind].add(tally)
    into.beyond[seen.kind] += rest
    if rest:
        what = "no truth" if rest == seen.count else "some"
        where = first.truths[0].place.where
        into.mistakes.append(
            f"{seen.kind}: {rest} of {seen.count} too many ({what}), {where}, {name} {seen.sample}"
        )
    return True


def _stray(made: Made, seen: Seen, buckets: dict[str, list[_Bucket]], into: Score) -> None:
    """Count a finding where nothing of its kind is: false, unless it is only misplaced."""
    group = [one for kind in _kinds(seen.kind, buckets) for one in buckets.get(kind, ())]
    rest = seen.count
    for bucket in group:
        taken = min(rest, bucket.left + bucket.loose)
        rest -= taken
        into.kinds[seen.kind].elsewhere += taken
    false = rest == seen.count
    into.beyond[seen.kind] += rest
    into.kinds[seen.kind].add(Tally(findings=1, extra=rest, false=int(false)))
    what = "no truth" if false else "misplaced"
    into.mistakes.append(
        f"{seen.kind} x{seen.count}: {what}, {made.name} [{made.template}] {seen.spot}"
        f" {seen.sample}"
    )


def _swapped(beyond: Counter[str], buckets: dict[str, list[_Bucket]]) -> int:
    """Return how many of a file's missed NIK and KK were told, but as the other of the two."""
    left = {kind: sum(one.left for one in buckets.get(kind, ())) for kind in ("nik", "kk")}
    return min(beyond["nik"], left["kk"]) + min(beyond["kk"], left["nik"])


def _tally(made: Made, kind: str, bucket: _Bucket, into: Score) -> None:
    needed = sum(one.planted.required for one in bucket.truths)
    if not needed:
        return
    place = max((one.place for one in bucket.truths), key=lambda one: one.hidden)
    tally = Tally(needed, needed - bucket.left, places=1, whole=int(not bucket.left))
    into.kinds[kind].add(tally)
    into.wheres[place.where].add(tally)
    if bucket.left:
        into.misses.append(
            f"{kind}: {bucket.left} of {needed}, {place.where}, {made.name} [{made.template}]"
            f" {place}"
        )


def _leaks(made: Made, seen: Sequence[Seen], into: Score) -> None:
    """Note a finding that tells more than a masked sample may."""
    told = " ".join(map(repr, seen))
    for one in made.truths:
        digits = "".join(filter(str.isdigit, one.planted.text))
        if (len(digits) > 8 and digits in told) or one.planted.text in told:
            into.leaks.append(f"{one.planted.kind} in {made.name}")


def table(score: Score) -> str:
    """Return the score as a table for people."""
    lines = [f"{'':<16}{'planted':>9}{'found':>8}{'recall':>9}{'places':>8}{'whole':>8}"
             f"{'findings':>10}{'false':>7}{'precision':>11}{'beyond':>8}"]  # fmt: skip
    for kind in [*PERSONAL, *sorted(set(score.kinds) - set(PERSONAL))]:
        lines.append(_line(kind, score.kinds[kind]))
    lines.append(_line("NIK and KK", score.over(("nik", "kk"))))
    lines.append(_line("all kinds", score.over(tuple(score.kinds))))
    lines.append(_line("blocking", score.blocking))
    lines.append("")
    for where, tally in sorted(score.wheres.items()):
        lines.append(_line(where, tally, places_only=True))
    lines.append(f"\nNIK told as KK, or KK as NIK: {score.swapped} of the missed")
    lines.append(f"{score.files} documents; full values told in findings: {len(score.leaks)}")
    return "\n".join(lines)


def _line(name: str, one: Tally, *, places_only: bool = False) -> str:
    start = (f"{name:<16}{one.planted:>9}{one.found:>8}{one.recall:>9.2%}{one.places:>8}"
             f"{one.reached:>8.1%}")  # fmt: skip
    return start if places_only else (
        f"{start}{one.findings:>10}{one.false:>7}{one.precision:>11.2%}{one.extra:>8}")  # fmt: skip


def classes(lines: Iterable[str]) -> Counter[str]:
    """Return how often each class of miss or mistake occurs: what stands before the first comma."""
    return Counter(" ".join(one.split(",")[:2]) for one in lines)
