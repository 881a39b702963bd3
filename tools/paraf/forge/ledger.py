"""The ledger in git: what every forge keeps of a case.

Each event of a case is one commit on `ledger/<case>`, signed with an SSH key, with the canonical
line of the event as its message and no file in it. Whoever acts pushes the event and the branches
that it speaks of in one atomic push; git's own comparison with the old tip makes it a
compare-and-swap. See docs/adr/0003.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from paraf.core.case import Case, Change, Deed, Event, Line, Merged, Moved
from paraf.core.office import Account, Key, Office
from paraf.core.words import T
from paraf.forge.chains import KEPT, TELL, Chains
from paraf.forge.git import Git, GitRefused
from paraf.forge.lines import (
    EMPTY_TREE,
    HEADS,
    LEDGER,
    MAIN,
    REMOTE,
    Told,
    Written,
    branch,
    message_of,
)
from paraf.forge.signing import public_key, signatures
from paraf.ports import Codec, ForgeFault, RefusedFault

BEATEN = (
    r"\[rejected\]|fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref"
)
"""What git says where somebody else moved a reference first."""
TOGETHER = 500


class LedgerForge:
    """A repository with ledgers: a bare one from inside, or a clone of the office's."""

    def __init__(self, git: Git, codec: Codec) -> None:
        """Look at `git`; a clone is seen through what it fetched last from `origin`."""
        self.git = git
        self.codec = codec
        self.refs = HEADS if git.repo.bare else REMOTE
        self.reader = Chains(git, codec)
        self._signed: dict[tuple[str, str], dict[str, str | None]] = {}

    def refresh(self) -> None:
        """Fetch everything from the office's repository; ForgeFault if that fails."""
        if self.refs == HEADS:
            return
        try:
            every = (f"+{HEADS}*:{REMOTE}*", "+refs/tags/archive/*:refs/tags/archive/*")
            self.git.run("fetch", "--quiet", "--prune", "--no-tags", "origin", *every)
        except GitRefused as fault:
            raise ForgeFault(
                T("The office's repository cannot be reached: {said}", said=_last(fault.said)),
                T("Check the connection and the address of 'origin', then try again."),
            ) from None

    def base(self) -> str:
        """Return the commit at the tip of the base branch."""
        tip = self.git.resolve(self.refs + MAIN)
        if tip is None:
            raise ForgeFault(T("The office's repository has no branch {name}.", name=MAIN))
        return tip

    def tip(self, name: str) -> str | None:
        """Return the commit at the tip of a branch, or None."""
        return self.git.ref(self.refs + name)

    def tips(self) -> dict[str, str]:
        """Return every branch with the commit at its tip."""
        out = self.git.text("for-each-ref", "--format=%(refname)%00%(objectname)", self.refs)
        pairs = (line.split("\0") for line in out.split("\n") if line)
        return {name.removeprefix(self.refs): tip for name, tip in pairs}

    def cases(self, *, archived: bool = False) -> tuple[str, ...]:
        """Return the ids of the open cases, or of all, in order.

        A ledger whose last line says nothing is open: whoever looks at it learns that it is broken.
        """
        tips = self.tips().items()
        ledgers = {name[len(LEDGER) :]: tip for name, tip in tips if name.startswith(LEDGER)}
        if archived:
            return tuple(ledgers)
        found, names = list[str](), list(ledgers)
        # Some at a time: of an archive of many years no more is held than its names.
        for start in range(0, len(names), TOGETHER):
            some = names[start : start + TOGETHER]
            open_ = self.reader.open([ledgers[one] for one in some])
            found += (one for one in some if ledgers[one] in open_)
        return tuple(found)

    def case(self, case_id: str) -> Case:
        """Return all that is known of a case."""
        return self.snapshot([case_id])[case_id]

    def snapshot(self, cases: Sequence[str]) -> Mapping[str, Case]:
        """Return many cases with a handful of git calls, however many they are.

        ForgeFault if one of them is not there, or is broken.
        """
        tips = self.tips()
        for case_id in cases:
            if LEDGER + case_id not in tips:
                raise ForgeFault(
                    T("There is no case {case}.", case=case_id),
                    T("'paraf status' lists the open cases."),
                )
        chains = self.chains({one: tips[LEDGER + one] for one in cases})
        return {one: self.assemble(one, chain, tips) for one, chain in chains.items()}

    def chains(self, ledgers: Mapping[str, str]) -> Mapping[str, list[Written]]:
        """Return the lines of many ledgers, by their tips, with one git call."""
        return self.reader.many(ledgers)

    def lines(self, case_id: str) -> tuple[str, ...]:
        """Return the ledger's lines of a case, oldest first."""
        tip = self.tip(LEDGER + case_id)
        return tuple(one.text for one in self.chain(tip)) if tip else ()

    def chain(self, tip: str) -> list[Written]:
        """Return the lines of one ledger up to a commit, with what they say, oldest first."""
        return self.reader.chain(tip)

    def assemble(self, case_id: str, chain: Sequence[Written], tips: Mapping[str, str]) -> Case:
        """Make a case of its ledger's lines and the branches' tips; ForgeFault if it is broken."""
        prev = None
        for number, one in enumerate(chain, 1):
            line = one.line
            if line.event.seq != number or line.prev != prev or line.case != case_id:
                raise ForgeFault(
                    T("The ledger of case {case} is broken at line {no}.", case=case_id, no=number),
                    TELL,
                )
            prev = self.codec.digest(one.text)
        events = tuple(one.line.event for one in chain)
        names = dict.fromkeys(one.deed.change for one in events if isinstance(one.deed, Moved))
        merged = {one.deed.change: one.deed.head for one in events if isinstance(one.deed, Merged)}
        changes = {
            name: Change(name, merged[name], MAIN)
            if name in merged
            else self.change(case_id, name, chain, tips)
            for name in names
        }
        return Case(case_id, changes, events, MAIN)

    def change(
        self,
        case_id: str,
        name: str,
        chain: Sequence[Written],  # noqa: ARG002 - on a hosted forge it tells the head
        tips: Mapping[str, str],
    ) -> Change:
        """Return an unmerged change as it stands now."""
        head = tips.get(branch(name, case_id))
        return Change(name, head, MAIN, rivals=tuple(self._rivals(case_id, head, tips)))

    def _rivals(self, case_id: str, head: str | None, tips: Mapping[str, str]) -> Iterable[str]:
        for ref in [ref for ref, tip in tips.items() if tip == head]:
            kind, _, other = ref.partition("/")
            if other not in ("", case_id) and f"{kind}/" != LEDGER:
                yield other

    def account(self) -> Account:
        """Return the account that this clone signs as; ForgeFault if it is not set up to sign."""
        setting = self.git.config("user.signingkey")
        ready = bool(setting) and self.git.config("gpg.format") == "ssh"
        public = public_key(setting) if ready else None
        if public is None:
            raise ForgeFault(
                T("This folder is not set up to sign with your SSH key."),
                T("Run: git config gpg.format ssh; git config user.signingkey FILE.pub"),
            )
        return Account("local", Key(public).fingerprint)

    def tell(
        self,
        case_id: str,
        deeds: Sequence[Deed],
        *,
        at: datetime,
        branches: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Record deeds as this clone's person and move branches with them: all or nothing.

        Raises RefusedFault with the hook's words, and ForgeFault if somebody acted meanwhile.
        """
        actor = self.account()
        specs = {f"{HEADS}{name}": commit for name, commit in (branches or {}).items()}
        specs |= {f"refs/tags/{name}": oid for name, oid in (tags or {}).items()}
        self.append(case_id, [Told(deed, actor, at) for deed in deeds], specs)

    def append(
        self, case_id: str, told: Sequence[Told], specs: Mapping[str, str] | None = None
    ) -> None:
        """Add lines to a ledger, signed by this clone's key, and move references with them."""
        chain, tip = self.lines(case_id), self.tip(LEDGER + case_id)
        prev, seq = (self.codec.digest(chain[-1]) if chain else None), len(chain)
        for one in told:
            seq += 1
            event = Event(seq, one.at, one.actor, one.deed)
            line = self.codec.encode(Line(case_id, prev, event, one.proof))
            message = message_of(case_id, event, line)
            parents, moment = [tip] if tip else [], int(one.at.timestamp())
            tip = self.git.commit(EMPTY_TREE, parents, message, moment=moment)
            prev = self.codec.digest(line)
        self.push({f"{HEADS}{LEDGER}{case_id}": tip or ""} | dict(specs or {}))

    def push(self, specs: Mapping[str, str]) -> None:
        """Move references of the office's repository to objects of this clone, all or none."""
        words = [f"{oid}:{ref}" for ref, oid in specs.items()]
        try:
            self.git.run("push", "--quiet", "--atomic", "--no-follow-tags", "origin", *words)
        except GitRefused as fault:
            said = [
                line.removeprefix("remote: ").strip()
                for line in fault.said.splitlines()
                if line.startswith("remote: ")
            ]
            if "pre-receive hook declined" in fault.said:
                raise RefusedFault(T("{lines}", lines="\n".join(filter(None, said)))) from None
            if re.search(BEATEN, fault.said):
                raise ForgeFault(
                    T("Somebody else acted on this case in the meantime."),
                    T("Look at it again with 'paraf status', then repeat the command."),
                ) from None
            raise ForgeFault(
                T("The office's repository cannot be reached: {said}", said=_last(fault.said)),
                T("Check the connection and the address of 'origin', then try again."),
            ) from None

    def unsigned(self, case_id: str, office: Office) -> tuple[int, ...]:
        """Return the numbers of the events that were signed by nobody who may tell them."""
        tip = self.tip(LEDGER + case_id)
        if tip is None:
            return ()
        signers = self._signers(tip, office)
        return tuple(
            one.line.event.seq
            for one in self.chain(tip)
            if not self.vouched(one.line, signers[one.commit], office)
        )

    def _signers(self, tip: str, office: Office) -> Mapping[str, str | None]:
        key = (tip, office.allowed_signers())
        if key not in self._signed:
            self._signed = dict([*self._signed.items()][-KEPT:])
            found = signatures(self.git, tip, office=office)
            self._signed[key] = {one.commit: one.signer for one in found}
        return self._signed[key]

    def vouched(self, line: Line, signer: str | None, _: Office) -> bool:
        """Say whether who signed a line may tell it: on this forge, who did it."""
        return line.proof is None and signer == line.event.actor.id


def _last(said: str) -> str:
    lines = [line.strip(" '") for line in said.strip().splitlines() if line.strip(" '")]
    return lines[-1] if lines else ""
