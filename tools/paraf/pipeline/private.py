"""What people say with an act, or call a case: it stays for ever, and tells nobody's data."""

from collections.abc import Mapping

from paraf.core.checking import ALWAYS, ManuscriptRules, Treatment
from paraf.core.words import T
from paraf.manuscript.kinds import KINDS
from paraf.manuscript.names import telling
from paraf.manuscript.passage import Lines
from paraf.manuscript.personal.recognise import Known, recognise
from paraf.ports import RefusedFault


class Telling(RefusedFault):
    """Nothing was written: the words tell personal data, and could never be taken back."""

    anchor = "naskah"


def refuse_private(words: str, rules: ManuscriptRules) -> None:
    """Refuse words that hold what would block a draft; Telling, with a masked sample of it.

    They become a line of the ledger, a commit's message or a document of the case.
    """
    blocked = {kind for kind, how in rules.personal.items() if how is Treatment.BLOCK} | ALWAYS
    found = private(words, Known(rules.phones, rules.domains))
    for kind in sorted(blocked & found.keys()):
        raise Telling(
            T("These words tell personal data, and would be kept for ever: {kind}, {sample}",
              kind=KINDS[kind].name, sample=found[kind]),
            T("Say it without, by a name or a participant number; then try again."),
        )  # fmt: skip


def private(words: str, known: Known | None = None) -> Mapping[str, str]:
    """Return the kinds of personal data that words hold, each with a masked sample.

    A number with the structure of a NIK is one here, whatever stands beside it.
    """
    seen = recognise([Lines(words)], known or Known())
    return {**telling(words), **{one.kind: one.sample for one in seen}}
