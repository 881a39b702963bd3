"""What an inspection saw, told to people and to programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraf.cli.exits import Exit
from paraf.cli.face import (
    as_json,
    errors,
    finding_data,
    findings,
    good,
    note,
    progress,
    silence,
    words,
)
from paraf.cli.language import say
from paraf.core.evidence import Evidence, Finding, Severity
from paraf.core.words import T
from paraf.inspection.share import Share
from paraf.ports import Progress

if TYPE_CHECKING:
    from paraf.pipeline.watch import Watched


@dataclass(frozen=True, slots=True)
class Outputs:
    """How the result is wanted."""

    json: bool
    sarif: Path | None
    junit: Path | None

    @property
    def progress(self) -> Progress:
        """What says how far the work is: nothing where a program reads."""
        return silence if self.json else progress

    def write(self, evidence: Evidence) -> None:
        """Write the files that were asked for."""
        from importlib.metadata import version

        from paraf.inspection.reports.junit import junit
        from paraf.inspection.reports.sarif import sarif

        if self.sarif is not None:
            self.sarif.write_bytes(sarif(evidence, say, version("paraf")))
        if self.junit is not None:
            self.junit.write_bytes(junit(evidence, say))


def tell(evidence: Evidence, into: Path | None, outputs: Outputs) -> Exit:
    """Tell what a whole inspection saw; return REFUSED where something blocks."""
    outputs.write(evidence)
    code = Exit.DONE if evidence.passed else Exit.REFUSED
    if outputs.json:
        as_json(data(evidence))
        return code
    _checked(evidence)
    findings(evidence.findings)
    if into is not None:
        good(T("The evidence is in {folder}.", folder=into))
    _verdict(evidence)
    return code


def tell_share(evidence: Evidence, share: Share, outputs: Outputs) -> Exit:
    """Tell what a share saw; whether the site is right is said when all are put together."""
    outputs.write(evidence)
    if outputs.json:
        as_json({"share": {"number": share.number, "of": share.of}, **data(evidence)})
        return Exit.DONE
    _checked(evidence)
    findings(evidence.findings)
    good(T("Share {number} of {n} was inspected; 'paraf inspect merge' judges the whole.",
           number=share.number, n=share.of))  # fmt: skip
    return Exit.DONE


def tell_watched(watched: "Watched", outputs: Outputs) -> Exit:
    """Tell what a look at the office's live site gave: what was told before is not told again."""
    from paraf.pipeline.watch import Outcome

    outputs.write(watched.evidence)
    codes = {Outcome.INCIDENT: Exit.REFUSED, Outcome.KNOWN: Exit.KNOWN}
    code = codes.get(watched.outcome, Exit.DONE)
    if outputs.json:
        as_json({**watched_data(watched), **data(watched.evidence)})
        return code
    if watched.unseen is not None:
        errors.print(f"[yellow]![/] {words(watched.unseen.what)}")
    since = f"{watched.incident.since:%Y-%m-%d %H:%M} UTC" if watched.incident else ""
    match watched.outcome:
        case Outcome.WELL:
            good(
                T("The live site is what was marked: {files} files.", files=watched.evidence.files)
            )
        case Outcome.ENDED:
            good(T("The incident since {since} is over: the live site is what was marked.",
                   since=since))  # fmt: skip
        case Outcome.KNOWN:
            note(T("The incident since {since} goes on; nothing new. Evidence: {folder}",
                   since=since, folder=watched.folder or ""))  # fmt: skip
        case Outcome.INCIDENT:
            findings(watched.news)
            errors.print(
                f"[bold red]✗ {words(T('INCIDENT: the live site is not what was marked.'))}[/]"
            )
            note(T("Evidence: {folder}", folder=watched.folder or ""))
    return code


def watched_data(watched: "Watched") -> dict[str, Any]:
    """Return the outcome of a look for programs."""
    incident = watched.incident
    return {
        "outcome": watched.outcome.value,
        "since": incident.since.isoformat() if incident else None,
        "folder": str(watched.folder) if watched.folder else None,
        "news": [finding_data(one) for one in watched.news],
        "unseen": say(watched.unseen.what) if watched.unseen else None,
    }


def data(evidence: Evidence) -> dict[str, Any]:
    """Return what an inspection saw for programs; its sentences in the language of this run."""
    return {
        "url": evidence.url,
        "release": evidence.release,
        "at": evidence.at,
        "passed": evidence.passed,
        "files": evidence.files,
        "bytes": evidence.bytes,
        "checked": [
            {"part": one.part, "what": say(one.what), "count": one.count}
            for one in evidence.checked
        ],
        "pages": [
            {
                "path": one.path,
                "device": one.device,
                "theme": one.theme,
                "status": one.status,
                "title": one.title,
                "screenshot": one.screenshot,
                "figures": dict(one.figures),
            }
            for one in evidence.pages
        ],
        "findings": [finding_data(one) for one in evidence.findings],
    }


def _checked(evidence: Evidence) -> None:
    for one in evidence.checked:
        note(T("{what}: {n}", what=one.what, n=one.count))


def _verdict(evidence: Evidence) -> None:
    blocking = _count(evidence.findings, Severity.BLOCK)
    warnings = _count(evidence.findings, Severity.WARN)
    if evidence.passed and warnings:
        good(T("The live site is right; it should be better in: {n}.", n=warnings))
    elif evidence.passed:
        good(T("The live site is right: nothing was found."))
    else:
        what = T("The live site is NOT right; findings: {n}.", n=blocking)
        errors.print(f"[bold red]✗ {words(what)}[/]")


def _count(found: Iterable[Finding], severity: Severity) -> int:
    return sum(one.severity is severity for one in found)
