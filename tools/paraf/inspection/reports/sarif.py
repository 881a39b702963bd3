"""What an inspection saw as SARIF 2.1.0, which code hosts and editors show."""

from paraf import sarif as writer
from paraf.core.evidence import Evidence
from paraf.core.words import Say
from paraf.inspection.accepted import reason_of
from paraf.inspection.kinds import KINDS


def sarif(evidence: Evidence, say: Say, version: str) -> bytes:
    """Return the findings of an inspection by `version` of Paraf, sentences said by `say`.

    Every kind that an inspection can find is a rule, found or not. What the office accepts is
    there, suppressed with its reason.
    """
    run = writer.Run(
        {slug: writer.Rule(kind.name, kind.severity) for slug, kind in KINDS.items()},
        evidence.findings,
        reason_of,
        started=evidence.at.replace("+00:00", "Z"),
        properties={"url": evidence.url, "release": evidence.release},
    )
    return writer.sarif(run, say, version)
