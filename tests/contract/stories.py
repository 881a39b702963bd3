"""What people do on a forge, as stories that every forge can be told: the same acts, one verdict.

    Story("two marks in their order", "1", (HAND_IN, approve(KASUBID), approve(KABID)), "4")

A story says what everybody does, and where the case then stands: the label of the step that it
waits at, "merge", "blocked", or "none" where there is no case. A forge that has no such act raises
`Cannot`, with the reason. The rows are those of the table of the gate's tests.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import methodcaller
from typing import Protocol

from office_world import BOT, KABID, KASUBID, KEPALA, PENGELOLA


class Cannot(Exception):
    """This forge has no such act; the text is why."""


class Office(Protocol):
    """An office on some forge, with one case under way."""

    def hands_in(self, *, draft: bool = False, author: str = "", trailer: str = "") -> None:
        """Let the Pengelola hand a text in; `author` wrote it, `draft`: it is not ready."""

    def pushes(self, *, same: bool = False) -> None:
        """Let them hand in another text, or the `same` files as a new commit."""

    def forces_back(self) -> None:
        """Let them put the text back to the commit that was handed in first."""

    def approves(self, who: str, *, old: bool = False) -> None:
        """Give a mark, at the commit under review or at the `old` one that was first."""

    def returns(self, who: str, to: str = "") -> None:
        """Return the change, naming a step or not."""

    def remarks(self, who: str) -> None:
        """Give a review that neither approves nor returns."""

    def says(self, who: str, text: str) -> None:
        """Write a comment beside the change."""

    def assigns(self, who: str, to: str) -> None:
        """Give a disposition."""

    def dismisses(self, whose: str) -> None:
        """Let an administrator dismiss somebody's last review."""

    def undismisses(self, whose: str) -> None:
        """Let an administrator put it in force again."""

    def takes_back(self, who: str) -> None:
        """Let somebody delete, or withdraw, their own last review."""

    def shuts(self, *, closed: bool) -> None:
        """Let the author close the change, or open it again."""

    def readies(self, *, ready: bool) -> None:
        """Let the author mark it as ready, or as a draft."""

    def aims(self, base: str) -> None:
        """Let the author aim it at another branch."""

    def twins(self) -> None:
        """Let the author hand in the very same commit a second time, beside the first."""

    def merges(self) -> None:
        """Let an administrator merge the change by hand, around the gate."""

    def renames(self, who: str) -> None:
        """Let somebody go by another name on the forge; acts in their old name stay theirs."""

    def impersonates(self, whom: str) -> None:
        """Let a newcomer take a name that was given up, and mark the change under it."""


Act = Callable[[Office], None]


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, and where the case then stands."""

    name: str
    row: str
    acts: tuple[Act, ...]
    stand: str
    but: Mapping[str, str] = field(default_factory=dict)
    """Where it stands elsewhere: on a forge ("gitea"), if the program looks only in the end
    ("once"), or both ("gitea-once"); `why` says what cannot be known there.
    """
    why: str = ""

    def stands(self, forge: str, *, often: bool) -> str:
        """Return where it stands on a forge at which the program looks often, or once."""
        names = (forge,) if often else (f"{forge}-once", "once")
        return next((self.but[one] for one in names if one in self.but), self.stand)


UNSEEN = "what was never seen open and ready was never handed in; nobody could act on it either way"
UNLEDGERED = "it has no case; a commit on main that no ledger tells of lets nothing be published"
DELETED = "Gitea does not tell who deleted a review, nor that there was one which nobody saw"


def hand_in(*, draft: bool = False, author: str = "", trailer: str = "") -> Act:
    """The Pengelola hands the first text in."""
    return lambda it: it.hands_in(draft=draft, author=author, trailer=trailer)


def push(*, same: bool = False) -> Act:
    """The Pengelola hands in another text."""
    return lambda it: it.pushes(same=same)


def approve(who: str, *, old: bool = False) -> Act:
    """Somebody marks the change."""
    return lambda it: it.approves(who, old=old)


def send_back(who: str, to: str = "") -> Act:
    """Somebody returns it."""
    return lambda it: it.returns(who, to)


def assign(who: str, to: str = PENGELOLA) -> Act:
    """Somebody gives a disposition."""
    return lambda it: it.assigns(who, to)


def remark(who: str) -> Act:
    """Somebody gives a review that says nothing."""
    return lambda it: it.remarks(who)


def say(who: str, text: str) -> Act:
    """Somebody writes a comment."""
    return lambda it: it.says(who, text)


def dismiss(whose: str) -> Act:
    """An administrator dismisses somebody's review."""
    return lambda it: it.dismisses(whose)


def undismiss(whose: str) -> Act:
    """An administrator puts it in force again."""
    return lambda it: it.undismisses(whose)


def take_back(who: str) -> Act:
    """Somebody deletes or withdraws their own review."""
    return lambda it: it.takes_back(who)


def rename(who: str) -> Act:
    """Somebody goes by another name from now on."""
    return lambda it: it.renames(who)


def impersonate(whom: str) -> Act:
    """A newcomer marks the change under a name that was somebody's."""
    return lambda it: it.impersonates(whom)


def aim(base: str) -> Act:
    """The author aims the change at another branch."""
    return lambda it: it.aims(base)


HAND_IN, PUSH = hand_in(), push()
BACK: Act = methodcaller("forces_back")
CLOSE: Act = methodcaller("shuts", closed=True)
REOPEN: Act = methodcaller("shuts", closed=False)
UNREADY: Act = methodcaller("readies", ready=False)
READY: Act = methodcaller("readies", ready=True)
TWIN: Act = methodcaller("twins")
MERGE: Act = methodcaller("merges")
K1, K2 = KASUBID, KABID
BOTH = (HAND_IN, approve(K1), approve(K2))
CENDANA = "Cendana <cendana@bkd.contoh.example>"

STORIES = (
    Story("a text waits for its first mark", "1", (HAND_IN,), "2"),
    Story("two marks in their order", "1", BOTH, "4"),
    Story("everything is there", "merge due", (*BOTH, assign(K1)), "merge"),
    Story("a text after everything was there", "merge due", (*BOTH, assign(K1), PUSH), "2"),
    Story("the second mark first", "2", (HAND_IN, approve(K2), approve(K1)), "3"),
    Story("a mark out of turn, given again in its turn", "2",
          (HAND_IN, approve(K2), approve(K1), approve(K2)), "4"),
    Story("a new text under the first mark", "4", (HAND_IN, approve(K1), PUSH, approve(K2)), "2"),
    Story("both marks anew after a new text", "4",
          (HAND_IN, approve(K1), PUSH, approve(K1), approve(K2)), "4"),
    Story("a mark on the commit of before", "5",
          (HAND_IN, PUSH, approve(K1), approve(K2, old=True)), "3"),
    Story("a first mark on the commit of before", "5", (HAND_IN, PUSH, approve(K1, old=True)), "2"),
    Story("the same mark twice", "7", (HAND_IN, approve(K1), approve(K1)), "3"),
    Story("a return after one's own mark", "8", (HAND_IN, approve(K1), send_back(K1)), "1"),
    Story("a mark after one's own return", "9", (HAND_IN, send_back(K1), approve(K1)), "3"),
    Story("another's mark after a return", "10",
          (HAND_IN, approve(K1), send_back(K2), approve(K1)), "1"),
    Story("a mark of the first after a return by the first, then of the second", "9",
          (HAND_IN, send_back(K1), approve(K1), approve(K2)), "4"),
    Story("a correction after a return", "35",
          (HAND_IN, approve(K1), send_back(K2), PUSH), "2"),
    Story("a return that names the step before", "34",
          (HAND_IN, approve(K1), send_back(K2, "2")), "2"),
    Story("a return that names a later step", "36", (HAND_IN, send_back(K1, "4")), "1"),
    Story("a remark after a mark", "11", (HAND_IN, approve(K1), remark(K1)), "3"),
    Story("a remark is no mark", "11", (HAND_IN, remark(K1)), "2"),
    Story("a mark that is dismissed", "13", (HAND_IN, approve(K1), dismiss(K1)), "2"),
    Story("the later of two marks dismissed", "13",
          (HAND_IN, approve(K1), approve(K1), dismiss(K1)), "2"),
    Story("a mark dismissed, with the next one on it", "13", (*BOTH, dismiss(K1)), "2"),
    Story("a dismissed mark given anew", "13",
          (HAND_IN, approve(K1), dismiss(K1), approve(K1)), "3"),
    Story("a return that an administrator dismisses", "13",
          (HAND_IN, approve(K1), send_back(K2), dismiss(K2)), "1"),
    Story("a dismissal taken back", "14",
          (HAND_IN, approve(K1), dismiss(K1), undismiss(K1)), "2"),
    Story("a mark taken back by who gave it", "15", (HAND_IN, approve(K1), take_back(K1)), "2"),
    Story("a return taken back by who gave it", "15",
          (HAND_IN, approve(K1), send_back(K2), take_back(K2)), "2",
          {"gitea": "1", "gitea-once": "3"}, DELETED),
    Story("the author's own mark", "16", (HAND_IN, approve(PENGELOLA)), "2"),
    Story("a mark by who wrote a commit", "18", (hand_in(author=CENDANA), approve(K1)), "2"),
    Story("a mark by who is named as a co-author", "21",
          (hand_in(trailer=f"Co-authored-by: {CENDANA}"), approve(K1)), "3"),
    Story("a mark by the program", "25", (HAND_IN, approve(BOT)), "2"),
    Story("a mark by who goes by another name now", "26", (HAND_IN, rename(K1), approve(K1)), "3"),
    Story("a mark by who took an official's old name", "26",
          (HAND_IN, rename(K1), impersonate(K1)), "2"),
    Story("a mark by who held the post before", "28",
          (HAND_IN, approve(K1), approve("kenanga")), "3"),
    Story("a mark by who marks only the report", "60", (HAND_IN, approve(KEPALA)), "2"),
    Story("the same files in a new commit", "37", (HAND_IN, approve(K1), push(same=True)), "2"),
    Story("back to the commit that was marked", "38", (HAND_IN, approve(K1), PUSH, BACK), "2"),
    Story("aimed at another branch", "44", (HAND_IN, approve(K1), aim("lain")), "blocked",
          {"once": "none"}, UNSEEN),
    Story("aimed elsewhere and back", "44",
          (HAND_IN, approve(K1), aim("lain"), aim("main")), "2"),
    Story("a comment that agrees", "50", (HAND_IN, say(K1, "Setuju, LGTM. /approve")), "2"),
    Story("not ready yet", "51", (hand_in(draft=True),), "1"),
    Story("not ready yet, and marked", "51", (hand_in(draft=True), approve(K1)), "1"),
    Story("ready at last", "51", (hand_in(draft=True), READY, approve(K1)), "3"),
    Story("a draft again", "51", (HAND_IN, approve(K1), UNREADY), "blocked", {"once": "1"}, UNSEEN),
    Story("closed", "52", (HAND_IN, approve(K1), CLOSE), "blocked", {"once": "none"}, UNSEEN),
    Story("closed and opened again", "52", (HAND_IN, approve(K1), CLOSE, REOPEN), "2"),
    Story("the same commit a second time", "53", (HAND_IN, approve(K1), TWIN), "3"),
    Story("merged by hand before its time", "58", (HAND_IN, approve(K1), MERGE), "blocked",
          {"once": "none"}, UNLEDGERED),
    Story("merged by hand when all was there", "58", (*BOTH, assign(K1), MERGE), "blocked",
          {"once": "none"}, UNLEDGERED),
    Story("a disposition too early", "4th step", (HAND_IN, assign(K1), approve(K1), approve(K2)),
          "4"),
    Story("a disposition too early, given again in time", "4th step",
          (HAND_IN, assign(K1), approve(K1), approve(K2), assign(K1)), "merge"),
    Story("a disposition by another", "4th step", (*BOTH, assign(K2)), "4"),
    Story("a disposition to another", "4th step", (*BOTH, assign(K1, KABID)), "4"),
)  # fmt: skip
