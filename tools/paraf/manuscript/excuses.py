"""What was seen in a draft's files, weighed by the office's rules and the case's excuses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from paraf.core.checking import ALWAYS, PERSONAL, Declared, Excused, ManuscriptRules, Treatment
from paraf.core.evidence import Finding, Severity
from paraf.core.page import CaseFile
from paraf.core.words import T, Text
from paraf.manuscript import finding
from paraf.manuscript.kinds import KINDS, PARTS
from paraf.manuscript.seen import Seen

SeenIn = Mapping[str, Sequence[Seen]]
"""What was seen, by the file's path in the repository."""


def weigh(
    seen: SeenIn, case: CaseFile, rules: ManuscriptRules, sums: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what was seen as findings, and every excuse of the case that excuses nothing.

    `sums` are the SHA-256 of the files that the case declares, as they are now.

    An exception covers so many values of one kind in one file: where more were found they stand as
    they are. A declaration covers what kept that very file from being read. What is covered still
    warns, with the officer's words beside it. In materials, which are never published, personal
    data and the quality of documents warn only.
    """
    held = replace(case, declared=tuple(d for d in case.declared if _same(d, sums)))
    left = {
        file: tuple(one for one in many if treatment(one.kind, file, rules) is not Treatment.PASS)
        for file, many in seen.items()
    }
    for file, many in left.items():
        for one in many:
            yield _weighed(one, file, left, held, rules)
    yield from _idle(left, held)
    yield from _other(case, sums)


def treatment(kind: str, file: str, rules: ManuscriptRules) -> Treatment:
    """Return what a kind of finding does to the draft if it is found in a file."""
    if kind in PERSONAL:
        given = Treatment.BLOCK if kind in ALWAYS else rules.personal.get(kind, PERSONAL[kind])
    elif kind == "unscanned":
        return rules.unscanned
    else:
        given = Treatment(KINDS[kind].severity.value)
    if not file.startswith("drafts/"):
        return given
    if kind in PARTS["documents"]:
        # Nobody reads materials with a screen reader; what cannot be looked into is told.
        return Treatment.WARN if given is Treatment.BLOCK else Treatment.PASS
    return Treatment.WARN if kind in PERSONAL and given is Treatment.BLOCK else given


def _weighed(
    seen: Seen, file: str, all_seen: SeenIn, case: CaseFile, rules: ManuscriptRules
) -> Finding:
    severity = Severity(treatment(seen.kind, file, rules).value)
    told = finding.of(seen, file, severity)
    excused, declared = _excuses(case, seen.kind, file), _declared(case, seen.kind, file)
    if declared:
        return _let(told, [one.holds for one in declared])
    if not excused:
        return told
    covered, found = sum(one.count for one in excused), _found(all_seen, seen.kind, file)
    if found <= covered:
        return _let(told, [one.reason for one in excused])
    what = T("{what} The exception covers {covered}; {found} were found.",
             what=told.what, covered=covered, found=found)  # fmt: skip
    return replace(told, what=what)


def _let(told: Finding, words: Sequence[str]) -> Finding:
    return replace(told, severity=Severity.WARN, excused=finding.shown("; ".join(words)))


def _excuses(case: CaseFile, kind: str, file: str) -> list[Excused]:
    able = kind in KINDS and KINDS[kind].excusable
    return [one for one in case.excused if able and (one.kind, one.file) == (kind, file)]


def _declared(case: CaseFile, kind: str, file: str) -> list[Declared]:
    return [one for one in case.declared if KINDS[kind].declarable and one.file == file]


def _found(seen: SeenIn, kind: str, file: str) -> int:
    return sum(one.count for one in seen.get(file, ()) if one.kind == kind)


def _idle(seen: SeenIn, case: CaseFile) -> Iterator[Finding]:
    record = f"drafts/{case.id}/case.yml"
    for one in case.excused:
        known = KINDS.get(one.kind)
        if known is None or not known.excusable:
            what = T("No exception can be made for {kind}.", kind=_named(one.kind))
        elif not _found(seen, one.kind, one.file):
            what = T("The exception for {kind} in {file} is not needed: nothing of it was found.",
                     kind=_named(one.kind), file=finding.shown(one.file))  # fmt: skip
        else:
            continue
        yield finding.warns("excuse", record, what, _LEAVE)
    for declared in case.declared:
        if not any(KINDS[one.kind].declarable for one in seen.get(declared.file, ())):
            what = T("The declaration of {file} is not needed: the file could be examined.",
                     file=finding.shown(declared.file))  # fmt: skip
            yield finding.warns("excuse", record, what, _LEAVE)


def _same(declared: Declared, sums: Mapping[str, str]) -> bool:
    """Say whether a declaration is of the file as it is now, or of one that is not in the draft."""
    return declared.file not in sums or sums[declared.file] == declared.sha256


def _other(case: CaseFile, sums: Mapping[str, str]) -> Iterator[Finding]:
    for one in case.declared:
        if _same(one, sums):
            continue
        file = finding.shown(one.file)
        what = T("The declaration of {file} covers nothing: the file is another one since.",
                 file=file)  # fmt: skip
        if not one.sha256:
            what = T("The declaration of {file} covers nothing: it does not say of which file at "
                     "that place it was made.", file=file)  # fmt: skip
        yield finding.warns("excuse", f"drafts/{case.id}/case.yml", what, _ANEW)


def _named(kind: str) -> Text:
    return KINDS[kind].name if kind in KINDS else T("“{kind}”", kind=finding.shown(kind))


_ANEW = T("Read the whole file as it is now, then declare it anew: paraf declare")
_LEAVE = T("Take it out of case.yml, so that it covers nothing that nobody has looked at.")
