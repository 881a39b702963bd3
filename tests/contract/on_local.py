"""The stories on the embedded forge: everybody signs with their own key, at the real door."""

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from contract import drafts
from contract.stories import Cannot
from office_world import BOT, PENGELOLA, OfficeWorld, moved_to, office_world
from paraf.core.case import Assigned, Deed, Moved, Opened, Opinion, Reviewed, Withdrawn
from paraf.core.office import Account
from paraf.pipeline.desk import Desk
from paraf.ports import RefusedFault

PAGES = "the embedded forge has no pull requests: what is not handed in is not there"


class Local:
    """A local office with one case under way; `refused` is what the door did not take."""

    name = "local"

    def __init__(self, office: OfficeWorld) -> None:
        self.office = office
        self.case = ""
        self.heads: list[str] = []
        self.refused: list[str] = []

    def begins(self, case: str) -> None:
        """Let the next story be about this case."""
        self.case = self.office.case = case
        self.heads, self.refused = [], []

    def ends(self) -> None:
        """Put the case aside."""

    def desk(self) -> Desk:
        """Return the program's desk, freshly fetched."""
        return self.office.desk(BOT)

    def looks(self) -> Desk:
        """Return the program's desk; it writes nothing down, for whoever acts does."""
        return self.desk()

    def _does(self, who: str, deed: Deed, branches: Mapping[str, str] | None = None) -> bool:
        """Record a deed as somebody who asks no program of ours first; the door judges it."""
        at = self.office.later(1)
        try:
            self.office.desk(who).forge.tell(self.case, [deed], at=at, branches=branches)
        except RefusedFault as no:
            self.refused.append(f"{who} {type(deed).__name__}: {no}")
            return False
        return True

    def hands_in(self, *, draft: bool = False, author: str = "", trailer: str = "") -> None:
        if draft:
            raise Cannot(PAGES)
        opened = Opened("update-website", self.case, self.office.now)
        assert self._does(PENGELOLA, opened), self.refused
        git = drafts.begin(self.office.folder(PENGELOLA), self.case)
        head = drafts.write(git, self.case, "Seleksi 1 Desember.", author=author, trailer=trailer)
        self._hands_in(head)

    def pushes(self, *, same: bool = False) -> None:
        git = self.office.desk(PENGELOLA).git
        text = "Seleksi 1 Desember." if same else f"Seleksi {len(self.heads) + 1} Desember."
        self._hands_in(drafts.write(git, self.case, text))

    def _hands_in(self, head: str) -> None:
        moved = moved_to(self.office, "manuscript", head)
        assert self._does(PENGELOLA, moved, {f"draft/{self.case}": head}), self.refused
        self.heads.append(head)

    def forces_back(self) -> None:
        head = self.heads[0]
        moved = Moved("manuscript", head, moved_to(self.office, "manuscript", head).digest)
        assert not self._does(PENGELOLA, moved, {f"draft/{self.case}": f"+{head}"})

    def approves(self, who: str, *, old: bool = False) -> None:
        self._does(who, Reviewed("manuscript", Opinion.APPROVE, self.heads[0 if old else -1]))

    def returns(self, who: str, to: str = "") -> None:
        step = int(to) if to else None
        said = Reviewed("manuscript", Opinion.RETURN, self.heads[-1], "Sebutkan jamnya.", step)
        self._does(who, said)

    def remarks(self, who: str) -> None:
        self._does(who, Reviewed("manuscript", Opinion.COMMENT, self.heads[-1], "Setuju."))

    def assigns(self, who: str, to: str) -> None:
        self._does(who, Assigned(self.office.account(to)))

    def takes_back(self, who: str) -> None:
        account: Account = self.office.account(who)
        given = [one.seq for one in self.desk().forge.case(self.case).events
                 if one.actor == account and isinstance(one.deed, Reviewed)]  # fmt: skip
        assert self._does(who, Withdrawn("manuscript", given[-1])), self.refused

    def dismisses(self, whose: str) -> NoReturn:
        raise Cannot("on the embedded forge nobody dismisses what another signed")

    def undismisses(self, whose: str) -> NoReturn:
        raise Cannot("on the embedded forge nobody dismisses what another signed")

    def says(self, who: str, text: str) -> NoReturn:
        raise Cannot("the embedded forge has no comments")

    def shuts(self, *, closed: bool) -> NoReturn:
        raise Cannot(PAGES)

    def readies(self, *, ready: bool) -> NoReturn:
        raise Cannot(PAGES)

    def aims(self, base: str) -> NoReturn:
        raise Cannot(PAGES)

    def twins(self) -> NoReturn:
        raise Cannot("the embedded forge's door takes a commit for one case alone")

    def merges(self) -> NoReturn:
        raise Cannot("the embedded forge's door takes a draft onto main from the program alone")

    def renames(self, who: str) -> NoReturn:
        raise Cannot("on the embedded forge people are their keys, and have no names to give up")

    def impersonates(self, whom: str) -> NoReturn:
        raise Cannot("on the embedded forge people are their keys, and have no names to give up")


def local(folder: Path) -> Local:
    """Make a local office for stories."""
    return Local(office_world(folder))
