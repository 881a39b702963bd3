"""What the comparison of the live files may find."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

BYTES: Kinds = {
    "server-unreachable": Kind(T("The server does not answer"), binding=True),
    "server-unsteady": Kind(T("The server often answers with errors"), binding=True),
    "release-unknown": Kind(T("The site does not say which release it is"), binding=True),
    "release-other": Kind(T("Another release is live"), binding=True),
    "file-missing": Kind(T("A file is missing"), binding=True),
    "file-changed": Kind(T("A file has other bytes"), binding=True),
    "file-status": Kind(T("A file has a wrong status"), binding=True),
    "file-silent": Kind(T("A file does not arrive"), binding=True),
    "file-length": Kind(T("A file is shorter than announced"), binding=True),
    "file-extra": Kind(T("A file is there that was not published")),
    "file-former": Kind(T("A file of an older release is still there")),
    "repository-exposed": Kind(T("The repository can be read by anybody")),
    "releases-exposed": Kind(T("The folder of all releases can be read by anybody")),
    "secret-exposed": Kind(T("A file for the server alone can be read by anybody")),
    "map-exposed": Kind(T("A source map is there that was not published")),
    "backup-exposed": Kind(T("An editor's backup can be read by anybody")),
    "listing-exposed": Kind(T("A folder shows its listing")),
    "soft-404": Kind(T("What does not exist is not answered with 404")),
    "type-wrong": Kind(T("A file has a wrong content type")),
    "charset-wrong": Kind(T("A text is told to be in a wrong encoding")),
    "charset-missing": Kind(T("A text does not tell its encoding"), Severity.WARN),
    "compression-missing": Kind(T("A text is not compressed"), Severity.WARN),
    "compression-broken": Kind(T("Compressed, a file has other bytes"), binding=True),
    "vary-missing": Kind(T("Caches may hand a packed file to all"), Severity.WARN),
    "cache-stale": Kind(T("Old content may be shown for too long")),
    "cache-unsaid": Kind(T("Browsers guess how long a page is good"), Severity.WARN),
    "cache-missing": Kind(T("A file that never changes is fetched again"), Severity.WARN),
    "redirect-missing": Kind(T("An old address does not lead on")),
    "redirect-wrong": Kind(T("An old address leads elsewhere")),
    "redirect-loop": Kind(T("An address leads on without end")),
    "slash-wrong": Kind(T("An address without its last slash does not lead to the page")),
    "name-dead": Kind(T("Another name of the site does not lead to it")),
    "name-double": Kind(T("The site is there under another name, too")),
    "https-missing": Kind(T("The unprotected address does not lead to the protected one")),
}

FOLDED = frozenset(
    {
        "listing-exposed",
        "soft-404",
        "type-wrong",
        "charset-wrong",
        "charset-missing",
        "compression-missing",
        "vary-missing",
        "cache-stale",
        "cache-unsaid",
        "cache-missing",
        "slash-wrong",
    }
)
"""Kinds that the server's settings cause: of those that say the same, one is told."""
