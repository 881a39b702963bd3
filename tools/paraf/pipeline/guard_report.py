"""What of a report is evidence, and stays as the program made it, whoever corrects the report."""

import hashlib

from paraf.core.case import Case, Event, Moved, Performed
from paraf.core.words import T, Text
from paraf.pipeline.guard_push import Push
from paraf.pipeline.listing import dossier

REMARKED = ("report.yml", "report.html", "report.pdf", "remarks.md")
"""What a correction writes anew: the report's text, with the preparer's remarks."""

EVIDENCE = (
    ("manifest", "manifest.json"),
    ("inspection", "evidence/inspection.json"),
)
"""What the program recorded of its upload by digest, and the files that hold it."""


def altered(push: Push, case: Case, event: Event, deed: Moved) -> Text | None:
    """Return the first piece of evidence that a report does not hold as it was made, if any."""
    folder = f"{dossier(case, push.book.office)}/data/report"
    earlier = [one.deed for one in case.events if one.seq < event.seq]
    outputs = [one.outputs for one in earlier if isinstance(one, Performed)][-1:]
    for key, name in EVIDENCE:
        data = push.git.read(deed.head, f"{folder}/{name}") or b""
        if not outputs or hashlib.sha256(data).hexdigest() != outputs[0].get(key):
            return T("{path} is not what the program recorded of its upload.", path=name)
    if push.book.office.is_bot(event.actor):
        return None
    heads = [one.head for one in earlier if isinstance(one, Moved) and one.change == deed.change]
    if not heads:
        return T("The program makes the report; officials correct it.")
    allowed = {f"{folder}/{name}" for name in REMARKED}
    changed = (blob.path for blob in push.git.changed(heads[-1], deed.head))
    odd = next((path for path in changed if path not in allowed), None)
    return T("{path} is evidence; a correction leaves it as it is.", path=odd) if odd else None
