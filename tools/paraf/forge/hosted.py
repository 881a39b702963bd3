"""A hosted forge: people act in pull requests there, the program tells the ledger what it saw.

Only the program writes the ledger, and signs it; an event of anybody else rests on a proof. What
the forge shows now is held against the ledger by `core.news`, and the gate reads the ledger alone.
The manuscript of a case is the pull request that its first line rests on; every other change is a
branch of the program's own, `<change>/<case>`, with a pull request from it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from paraf.core.case import Change, Deed, Line, Moved
from paraf.core.observed import Pull
from paraf.core.office import Account, Office
from paraf.core.words import T
from paraf.forge.git import Git, GitRefused
from paraf.forge.ledger import LedgerForge
from paraf.forge.lines import LEDGER, MAIN, Told, Written, branch
from paraf.forge.refusals import is_of_all
from paraf.ports import Api, Broken, Codec, ForgeFault, RefusedFault

PULLS = "refs/remotes/pull/"
MANUSCRIPT = "manuscript"
LONGEST = 120.0
"""How many seconds the commits of one pull request may take to come."""


class HostedForge(LedgerForge):
    """A clone of a repository on a hosted forge.

    Without an `api` it only reads: changes stand where the ledger last told.
    """

    def __init__(
        self, git: Git, codec: Codec, api: Api | None = None, *, longest: float = LONGEST
    ) -> None:
        """Look at `git`, and at the forge through `api`; `longest` is in seconds."""
        super().__init__(git, codec)
        self.api = api
        self.longest = longest
        self.pulls: dict[int, Pull] = {}
        self.broken: dict[int, ForgeFault] = {}
        self._tips: dict[str, str] | None = None
        self._bound: dict[int, str] | None = None

    @property
    def rest(self) -> Api:
        """What the forge lets the program do; ForgeFault for who has no token of the program's."""
        if self.api is None:
            raise ForgeFault(
                T("This folder only reads the forge."),
                T("Act on the forge's own page, or give the program its token in PARAF_TOKEN."),
            )
        return self.api

    def account(self) -> Account:
        """Return the program's account; RefusedFault for everybody else, who acts on the forge."""
        if self.api is None:
            raise RefusedFault(
                T("On this forge people mark, return and assign on its own page."),
                T("Look at the pull request there; 'paraf status' says whose turn it is."),
            )  # fmt: skip
        return super().account()

    def tips(self) -> dict[str, str]:
        """Return every branch with the commit at its tip, as it was fetched or pushed last."""
        if self._tips is None:
            self._tips = super().tips()
        return dict(self._tips)

    def tip(self, name: str) -> str | None:
        """Return the commit at the tip of a branch, or None."""
        return self.tips().get(name)

    def base(self) -> str:
        """Return the commit at the tip of the base branch."""
        return self.tip(MAIN) or super().base()

    def push(self, specs: Mapping[str, str]) -> None:
        """Move references of the office's repository to objects of this clone, all or none."""
        self._tips = None
        super().push(specs)

    def fetch(self) -> None:
        """Fetch everything from the office's repository."""
        self._tips = None
        super().refresh()

    def refresh(self) -> None:
        """Fetch the repository and look at every open pull request.

        What cannot be looked at is in `broken`, with its fault. Commits are fetched for the cases'
        own pull requests; for any other there is `fetch_head`.
        """
        self._bound = None
        self.fetch()
        if self.api is None:
            return
        seen = self.api.pulls()
        self.broken = {one.number: one.fault for one in seen if isinstance(one, Broken)}
        self.pulls = {one.number: self._as_pushed(one) for one in seen if isinstance(one, Pull)}
        bound = self._cases()
        for pull in [one for one in self.pulls.values() if one.own or one.number in bound]:
            try:
                self.fetch_head(pull)
            except ForgeFault as fault:
                self.broken[pull.number] = fault

    def fetch_head(self, pull: Pull) -> None:
        """Fetch the head of a pull request, if it is there; it is only ever read, as objects.

        ForgeFault if that takes longer than `longest`.
        """
        if self.git.resolve(pull.head) is not None:
            return
        # An author may delete the fork while the program looks: what is gone stays out.
        with suppress(GitRefused):
            self.git.run("-c", "fetch.fsckObjects=true", "-c", "http.lowSpeedLimit=1000",
                         "-c", f"http.lowSpeedTime={self.longest / 2:.0f}", "fetch", "--quiet",
                         "--no-tags", "origin",
                         f"+refs/pull/{pull.number}/head:{PULLS}{pull.number}",
                         seconds=self.longest)  # fmt: skip

    def look(self, number: int) -> Pull:
        """Look at one pull request anew, open or not; its fault is kept until the next refresh."""
        try:
            pull = self._as_pushed(self.rest.pull(number))
            self.fetch_head(pull)
        except ForgeFault as fault:
            if not is_of_all(fault):
                self.broken[number] = fault
            raise
        self.broken.pop(number, None)
        self.pulls[number] = pull
        return pull

    def _known(self, number: int) -> Pull:
        """Return a pull request as it was seen last; the fault of one that is broken."""
        if number in self.broken:
            raise self.broken[number]
        return self.pulls.get(number) or self.look(number)

    def _as_pushed(self, pull: Pull) -> Pull:
        """Let the program's own branch say where its pull request stands: forges lag behind."""
        tip = self.tip(pull.branch) if pull.own and pull.merge is None else None
        return replace(pull, head=tip) if tip else pull

    def pull_of(self, case_id: str, change: str) -> Pull | None:
        """Return the pull request of a case's change; None before there is one."""
        number = self.number(case_id, change)
        if number is not None:
            return self._known(number) if self.api else self.pulls.get(number)
        if change == MANUSCRIPT or self.api is None:
            return None
        name = branch(change, case_id)
        pull = self._from(name)
        if pull is None and self.tip(name) is not None:
            pull = self.api.pull_of(name)
            if pull is not None:
                self.pulls[pull.number] = pull = self._as_pushed(pull)
        return self._known(pull.number) if pull else None

    def _from(self, name: str) -> Pull | None:
        """Return the pull request of a branch of the program's own: its oldest into main."""
        ours = [one for one in self.pulls.values()
                if one.own and one.branch == name and one.base == MAIN]  # fmt: skip
        return min(ours, key=lambda one: one.number, default=None)

    def number(self, case_id: str, change: str) -> int | None:
        """Return the number of the pull request that a case was opened by, for its manuscript."""
        tip = self.tip(LEDGER + case_id) if change == MANUSCRIPT else None
        return _opened_by(self.chain(tip)) if tip else None

    def merge(self, pull: Pull, title: str, message: str) -> Pull:
        """Merge a pull request at the head that was judged; return it as merged, fetched.

        ForgeFault where it stands elsewhere by now.
        """
        self.rest.merge(pull.number, pull.head, title, message)
        self.fetch()
        return self.look(pull.number)

    def bound(self, cases: Sequence[str]) -> dict[int, str]:
        """Return the cases that were opened by a pull request, by its number."""
        tips = self.tips()
        chains = self.chains({one: tips[LEDGER + one] for one in cases})
        numbers = {_opened_by(chain): one for one, chain in chains.items()}
        return {number: one for number, one in numbers.items() if number is not None}

    def bound_at(self, head: str) -> tuple[int, ...]:
        """Return the pull requests that open cases were opened by and that show this head."""
        seen = (self.pulls.get(number) for number in self._cases())
        return tuple(one.number for one in seen if one is not None and one.head == head)

    def _cases(self) -> Mapping[int, str]:
        """Return the open cases that were opened by a pull request, as of the last refresh."""
        if self._bound is None:
            self._bound = self.bound(self.cases())
        return self._bound

    def told(self, case_id: str) -> tuple[Line, ...]:
        """Return what a case's ledger tells; nothing if there is none."""
        tip = self.tip(LEDGER + case_id)
        return tuple(one.line for one in self.chain(tip)) if tip else ()

    def change(
        self, case_id: str, name: str, chain: Sequence[Written], tips: Mapping[str, str]
    ) -> Change:
        """Return an unmerged change as the forge shows it, else as the ledger last told of it."""
        moved = [one.line.event.deed for one in chain if isinstance(one.line.event.deed, Moved)]
        last = next(one for one in reversed(moved) if one.change == name)
        people = frozenset(last.contributors)
        if name == MANUSCRIPT:
            pull = self._opening(chain)
            head = pull.head if pull else last.head
        else:
            pull = self._from(branch(name, case_id))
            head = tips.get(branch(name, case_id), "") if self.api else last.head
        if pull is None:
            return Change(name, head or None, MAIN, contributors=people)
        # A mark belongs to a pull request: who opens another at this commit stops no case.
        rivals = (f"#{one}" for one in self.bound_at(pull.head) if one != pull.number)
        return Change(name, head, pull.base, people, rivals=tuple(rivals), draft=pull.draft)

    def _opening(self, chain: Sequence[Written]) -> Pull | None:
        """Return the pull request that opened a case; None for who only reads, and of a broken one.

        Whoever acts on a case asks for its pull request, which is a fault then.
        """
        number = _opened_by(chain)
        if number is None or self.api is None:
            return None
        try:
            return self._known(number)
        except ForgeFault:
            if number not in self.broken:
                raise
            return None

    def vouched(self, line: Line, signer: str | None, office: Office) -> bool:
        """Say whether who signed a line may tell it: the program, of itself or with its proof."""
        ours = any(key.fingerprint == signer for bot in office.bots for key in bot.keys)
        return ours and (line.proof is not None or signer == line.event.actor.id)

    def tell(
        self,
        case_id: str,
        deeds: Sequence[Deed],
        *,
        at: datetime,
        branches: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Record the program's own deeds. Branches of what is over stay: they are protected."""
        ours = {name: tip for name, tip in (branches or {}).items() if tip}
        super().tell(case_id, deeds, at=at, branches=ours, tags=tags)

    def record(self, case_id: str, told: Sequence[Told]) -> None:
        """Record what others did; a ledger's moments never go back, whatever the forge's clock."""
        known = self.told(case_id)
        latest = max((one.event.at for one in known[-1:]), default=told[0].at)
        lines = []
        for one in told:
            latest = max(latest, one.at)
            lines.append(replace(one, at=latest))
        self.append(case_id, lines)
        opened = lines[0].proof if not known else None
        if opened is not None and opened.kind == "pull" and self._bound is not None:
            self._bound[int(opened.id)] = case_id


def _opened_by(chain: Sequence[Written]) -> int | None:
    proof = chain[0].line.proof if chain else None
    return int(proof.id) if proof is not None and proof.kind == "pull" else None
