"""What looking at the pages may find."""

from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

PAGES: Kinds = {
    "page-status": Kind(T("A page has a wrong status"), binding=True),
    "page-slow": Kind(T("A page does not get ready"), binding=True),
    "page-failed": Kind(T("A page cannot be shown"), binding=True),
    "title-differs": Kind(T("A title is not the one that was marked"), binding=True),
    "headings-differ": Kind(T("Headings are not those that were marked"), binding=True),
    "console-error": Kind(T("A page reports an error")),
    "request-failed": Kind(T("A page asks for something in vain")),
    "request-foreign": Kind(T("A page loads something from elsewhere")),
    "download-missing": Kind(T("A page does not offer its download"), binding=True),
    "download-slow": Kind(T("A download does not arrive"), binding=True),
    "download-status": Kind(T("A download has a wrong status"), binding=True),
    "download-changed": Kind(T("A download has other bytes"), binding=True),
}
