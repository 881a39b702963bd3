"""What an office may accept of what an inspection finds: only what the inspection knows."""

from collections.abc import Iterator

from paraf.core.inspecting import InspectionRules
from paraf.core.words import T
from paraf.inspection.kinds import KINDS
from paraf.ports import Mistake, RecordFault
from paraf.records.drafts import read_rules
from paraf.records.inspecting import read_inspection
from paraf.records.strict_yaml import parse


def unacceptable(rules: InspectionRules, text: str, file: str) -> list[Mistake]:
    """Return a mistake for each kind in `accepted` that no inspection finds, or nobody accepts."""
    return list(_unacceptable(rules, text, file)) if rules.accepted else []


def _unacceptable(rules: InspectionRules, text: str, file: str) -> Iterator[Mistake]:
    parsed = parse(text, file)
    for slug in rules.accepted:
        kind, line = KINDS.get(slug), parsed.line(("inspection", "accepted", slug))
        if kind is None:
            yield Mistake(file, line, T("No inspection finds anything called {kind}.", kind=slug))
        elif kind.binding:
            what = T("{kind} cannot be accepted: the live site would not be what was marked.",
                     kind=slug)  # fmt: skip
            yield Mistake(file, line, what)


def rules_of(text: str, file: str) -> InspectionRules:
    """Return how a site is to be inspected, from `review/rules.yml` or a file with this alone.

    Raises RecordFault with every mistake.
    """
    value = parse(text, file).value
    whole = isinstance(value, dict) and "types" in value
    rules = read_rules(text, file).inspection if whole else read_inspection(text, file)
    mistakes = unacceptable(rules, text, file)
    if mistakes:
        raise RecordFault(mistakes)
    return rules
