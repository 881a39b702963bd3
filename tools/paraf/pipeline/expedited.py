"""Cases that cannot wait: information that is to be announced at once (UU 14/2008 article 10).

It is shown wherever a case is, so that it is read first. The procedure stays as it is.
"""

from contextlib import suppress

from paraf.core.case import Case, Merged
from paraf.core.page import CaseFile, InformationClass
from paraf.core.words import T, Text
from paraf.pipeline.desk import Desk
from paraf.ports import Fault
from paraf.records.drafts import read_case
from paraf.records.files import decode

MANUSCRIPT = "manuscript"


def expedited(case: CaseFile) -> Text | None:
    """Return why a case cannot wait, for its reviewers; None for one that can."""
    if case.information_class is not InformationClass.IMMEDIATE:
        return None
    if not case.expedited:
        return T("AT ONCE (serta-merta); why it cannot wait was not written down.")
    return T("AT ONCE (serta-merta), it cannot wait: {why}", why=case.expedited)


def expedited_of(desk: Desk, case: Case) -> Text | None:
    """Return why a case cannot wait, as its draft at the last hand-in says; None once it is merged.

    Never raises a Fault: what cannot be read hurries nobody.
    """
    manuscript = case.changes.get(MANUSCRIPT)
    deeds = (one.deed for one in case.events)
    merged = any(isinstance(one, Merged) and one.change == MANUSCRIPT for one in deeds)
    if manuscript is None or manuscript.head is None or merged:
        return None
    path = f"drafts/{case.id}/case.yml"
    with suppress(Fault):
        data = desk.git.read(manuscript.head, path)
        return None if data is None else expedited(read_case(decode(data, path), path))
    return None
