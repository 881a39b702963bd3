"""What the comparison of the live files may find."""

from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

BYTES: Kinds = {
    "server-unreachable": Kind(T("The server does not answer"), binding=True),
    "release-unknown": Kind(T("The site does not say which release it is"), binding=True),
    "release-other": Kind(T("Another release is live"), binding=True),
    "file-missing": Kind(T("A file is missing"), binding=True),
    "file-changed": Kind(T("A file has other bytes"), binding=True),
    "file-status": Kind(T("A file has a wrong status"), binding=True),
    "file-silent": Kind(T("A file does not arrive"), binding=True),
    "soft-404": Kind(T("What does not exist is not answered with 404")),
}
