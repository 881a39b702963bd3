"""Procedures for Hypothesis: some sound, some not, all with every name that they use.

Steps are drawn one after another with a leaning towards what makes sense, and now and then against
it, so that a good part is sound and the rest is wrong in all kinds of ways.
"""

from hypothesis import strategies as st

from paraf.core.sop import (
    Act,
    Actor,
    Answer,
    Document,
    Identity,
    Mark,
    Norm,
    Sop,
    Step,
    Unit,
)
from paraf.core.soundness import flaws

ACTORS = ("staf", "kasubid", "kabid", "kepala")
CHANGES = (("manuscript", "report", "repair"), ("findings", "repair", "report"))
"""Only the first have a manuscript, which may be published into the report."""
norms = st.builds(Norm, st.integers(1, 5), st.sampled_from(Unit))
UNITS = {Unit.MINUTE: "menit", Unit.HOUR: "jam", Unit.DAY: "hari"}


class _Table:
    """The steps drawn so far."""

    def __init__(self, draw: st.DrawFn, length: int) -> None:
        self.draw, self.length = draw, length
        self.names = draw(st.sampled_from(CHANGES))
        self.steps: list[Step] = []
        self.documents: list[Document] = [Document("surat", "Surat", external=True)]

    def seldom(self, one_in: int = 12) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def of(self, change: str) -> list[Step]:
        return [one for one in self.steps if one.change == change]

    def add(self) -> None:
        no = len(self.steps) + 1
        act = self.act()
        change = self.change(act)
        actor = self.actor(act, change)
        norm = self.draw(norms)
        more: dict[str, object] = {}
        if act is Act.REVIEW:
            earlier = [one.no for one in self.of(change)] or [1]
            more["mark"] = self.draw(st.sampled_from(Mark))
            more["returns_to"] = earlier[0] if self.draw(st.booleans()) else self.pick(earlier)
        if act is Act.DISPOSITION:
            more["to"] = self.pick(ACTORS)
        if act is Act.PERFORM and change == "report" and self.names[0] == "manuscript":
            more["action"] = "publish" if self.draw(st.booleans()) else None
        if act is Act.BRANCH:
            more["question"] = "Perlu?"
            keys = ("ya", "tidak", "entah")[: self.draw(st.integers(2, 3))]
            ways = [self.later(no) for _ in keys]
            ways[0] = ways[0] if self.seldom(10) else no + 1
            more["answers"] = tuple(map(Answer, keys, keys, ways))
        elif self.seldom(10):
            more["next"] = self.later(no)
        more |= self.papers(no, act, more.get("action"))
        printed = f"{norm.amount} {UNITS[norm.unit]}"
        self.steps.append(
            Step(no, actor, f"Langkah {no}", "", "", norm, printed, act, change, **more)
        )

    def pick(self, some):
        return self.draw(st.sampled_from(list(some)))

    def later(self, no: int) -> int:
        return min(no + self.draw(st.integers(1, 3)), self.length + 1)

    def act(self) -> Act:
        last = len(self.steps) + 1 == self.length
        begun = any(one.change for one in self.steps)
        if last and (begun or self.seldom(30)) and self.draw(st.booleans()):
            return Act.ARCHIVE
        acts = [
            Act.PREPARE,
            Act.PREPARE,
            Act.PERFORM,
            Act.PERFORM,
            Act.DISPOSITION,
            Act.BRANCH,
            Act.BRANCH,
        ]
        acts += [Act.REVIEW] * 4 if begun or self.seldom(30) else []
        acts += [Act.ARCHIVE] if self.seldom(40) else []
        return self.pick(acts)

    def change(self, act: Act) -> str:
        begun = [one for one in self.names if self.of(one)]
        fresh = [one for one in self.names if one not in begun]
        if self.seldom(40):
            return self.pick(self.names)
        if act in (Act.PREPARE, Act.PERFORM):
            unread = [one for one in begun if not self.read(one)]
            if fresh and (not unread or not self.seldom(3)):
                return self.pick(fresh) if self.seldom(8) else fresh[0]
            return self.pick(unread or self.names)
        if act in (Act.DISPOSITION, Act.BRANCH) and (not begun or self.draw(st.booleans())):
            return ""
        return self.pick(begun[-1:] if begun and not self.seldom(3) else begun or self.names)

    def read(self, change: str) -> bool:
        return any(one.act is Act.REVIEW for one in self.of(change))

    def actor(self, act: Act, change: str) -> str:
        rows = self.of(change)
        makers = [one.actor for one in rows if one.act in (Act.PREPARE, Act.PERFORM)]
        readers = [one.actor for one in rows if one.act is Act.REVIEW]
        barred = {Act.REVIEW: [*makers, *readers], Act.PREPARE: readers, Act.PERFORM: readers}
        free = [one for one in ACTORS if one not in barred.get(act, [])]
        return self.pick(free if free and not self.seldom(30) else ACTORS)

    def papers(self, no: int, act: Act, action: object) -> dict[str, tuple[str, ...]]:
        known = [one.key for one in self.documents]
        if self.seldom(30):
            known.append("kabar")
        needs = self.draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
        gives: list[str] = []
        if act in (Act.PREPARE, Act.PERFORM) and action is None and not self.seldom(30):
            key = f"berkas-{no}"
            stored = self.seldom(6)
            copies = self.draw(st.integers(1, 2)) if stored else 1
            self.documents.append(Document(key, f"Berkas {no}", stored=stored, copies=copies))
            gives.append(key)
        return {"needs": tuple(needs), "gives": tuple(gives)}


@st.composite
def sops(draw: st.DrawFn, most: int = 9) -> Sop:
    """Return a procedure of up to so many steps, sound or not; every name in it is there."""
    table = _Table(draw, draw(st.integers(1, most)))
    while len(table.steps) < table.length:
        table.add()
    steps = tuple(table.steps)
    used = {key for one in steps for key in (*one.needs, *one.gives)}
    if "kabar" in used:
        table.documents.append(Document("kabar", "Kabar"))
    alike = draw(st.integers(1, 30)) == 1
    return Sop(
        id="coba",
        identity=Identity("Kantor", "", "1", "Coba", "", "", "", ""),
        actors=tuple(
            Actor(one, one.capitalize(), "kabid" if alike and one == "kasubid" else one)
            for one in ACTORS
            if any(one in (step.actor, step.to) for step in steps)
        ),
        changes=tuple(dict.fromkeys(one.change for one in steps if one.change)),
        steps=steps,
        documents=tuple(one for one in table.documents if one.key in used),
    )


def sound_sops(most: int = 9) -> st.SearchStrategy[Sop]:
    """Return sound procedures."""
    return sops(most).filter(lambda sop: not flaws(sop))
