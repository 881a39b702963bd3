"""What is said of Office files, tables and texts: what they hide, and what cannot be read."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

OFFICE: Kinds = {
    "damaged": Kind(
        T("Damaged"),
        T("The file, or a part of it, is damaged and cannot be read."),
        T("Open it in its own program, see whether all is there, and save it anew."),
        closed=True,
    ),
    "packed-name": Kind(
        T("Odd names inside"),
        T("The file's parts bear names that lead elsewhere, or bear the same name twice."),
        T("Open it in its own program and save it anew."),
        closed=True,
    ),
    "doctype": Kind(
        T("Own definitions"),
        T("The file defines its own signs (DTD), which no Office program does."),
        T("Open it in its own program and save it anew."),
        closed=True,
    ),
    "unread": Kind(
        T("Part not read"),
        T("A part of the file cannot be examined."),
        T(
            "Take the part out, or add it as a file by itself; or say what it holds with: "
            "paraf declare"
        ),
        many=T("{count} parts of the file cannot be examined."),
        declarable=True,
    ),
    "only-pictures": Kind(
        T("Only pictures"),
        T("The document is a picture without text: it cannot be examined."),
        T("Add the document with its text; or say what it holds with: paraf declare"),
        many=T("The document is {count} pictures without text: it cannot be examined."),
        declarable=True,
    ),
    "hidden-content": Kind(
        T("Hidden content"),
        T("Something in the file is not seen at first: it is hidden, a comment, or a change that "
          "was kept."),
        T("Show it and delete what the public need not have; or publish the file as PDF."),
        Severity.WARN,
        many=T("{count} things in the file are not seen at first: they are hidden, comments, or "
               "changes that were kept."),
    ),
    "text-encoding": Kind(
        T("Old signs"),
        T("The text is not kept as UTF-8, so that letters may be shown wrongly."),
        T("Save it again as “CSV UTF-8”, or as text with the encoding UTF-8."),
        Severity.WARN,
    ),
    "too-long": Kind(
        T("Too long"),
        T("The file is longer than what can be examined."),
        T("Split it into several files; or say what it holds with: paraf declare"),
        declarable=True,
    ),
    "table-formula": Kind(
        T("Formula in a text table"),
        T("A cell begins as a formula does; a spreadsheet would compute it when it is opened."),
        T("Save the values instead of the formulas, or put a letter before the sign."),
        Severity.WARN,
        many=T("{count} cells begin as formulas do; a spreadsheet would compute them when the file "
               "is opened."),
    ),
}  # fmt: skip
