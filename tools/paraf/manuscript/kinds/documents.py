"""Whether a document can be read, by people and by machines."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

_EXPORT = T(
    "Export it from the program it was written in, or let a scanner's program recognise the text "
    "(OCR). Where that cannot be, say with 'paraf declare' what it holds; the reviewers look it "
    "through then."
)

DOCUMENTS: Kinds = {
    "no-text": Kind(
        T("Cannot be examined"),
        T("Page {pages} is a picture without text: it cannot be examined."),
        _EXPORT,
        many=T("{count} of {all} pages are pictures without text (pages {pages}): they cannot be "
               "examined."),
        declarable=True,
    ),
    "garbled-text": Kind(
        T("Text that is no text"),
        T("The letters of page {pages} are kept as signs without meaning: it cannot be examined, "
          "searched or read aloud."),
        _EXPORT,
        many=T("The letters of {count} of {all} pages (pages {pages}) are kept as signs without "
               "meaning: they cannot be examined, searched or read aloud."),
        declarable=True,
    ),
    "picture-only": Kind(
        T("Cannot be examined"),
        T("The file offered for download is a picture: what it shows cannot be examined."),
        T("Offer the text itself, as PDF, XLSX or CSV; or say what the picture shows with: paraf "
          "declare"),
        declarable=True,
    ),
    "revisions": Kind(
        T("Too many earlier versions"),
        T("The PDF holds {versions} earlier versions of itself, of which {read} were read: others "
          "may say what was taken out since."),
        T("Save it anew, as a new file: open it, and export or print it as PDF."),
    ),
    "no-title": Kind(
        T("No title"),
        T("The PDF has no title of its own; a browser's tab and a screen reader show it."),
        T("Word: File, Info, Properties, Title. LibreOffice: File, Properties, Description, Title. "
          "Then export it anew."),
        Severity.WARN,
    ),
    "no-language": Kind(
        T("No language"),
        T("The PDF does not say which language it is in; a screen reader needs it."),
        T("Word: select all, then Review, Language, Set Proofing Language: Indonesian. "
          "LibreOffice: Tools, Options, Languages and Locales, Default: Indonesian. Then export it "
          "anew."),
        Severity.WARN,
    ),
    "no-tags": Kind(
        T("Not tagged"),
        T("The PDF does not say what is a heading, a paragraph or a table; a screen reader needs "
          "it."),
        T("Word: File, Save As, PDF, Options: tick “Document structure tags for accessibility”; do "
          "not print to PDF. LibreOffice: File, Export As, Export as PDF, General: tick “Tagged "
          "PDF”."),
        Severity.WARN,
    ),
}  # fmt: skip
