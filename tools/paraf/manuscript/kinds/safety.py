"""What a file could do to whoever opens it, and what kept it from being looked into."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

_AGAIN = T("Open it in its own program and save it again with the right ending.")
_PLAIN = T("Print it to PDF, or export it as PDF anew, and add that file instead.")
_SPLIT = T("Save it smaller or split it; or say what it holds with: paraf declare")

SAFETY: Kinds = {
    "name-content": Kind(
        T("Not what its name says"),
        T("The file is not what its ending “{suffix}” says."),
        _AGAIN,
        closed=True,
    ),
    "polyglot": Kind(
        T("Two files in one"),
        T("The file is of two kinds at once: {sample}."),
        T("Open it in its own program and save it anew; do not join files by other means."),
        closed=True,
    ),
    "encrypted": Kind(
        T("Locked"),
        T("The file is locked or encrypted, so that nobody can look into it."),
        T("Save it without a password."),
        closed=True,
    ),
    "active-javascript": Kind(
        T("Script"), T("The PDF holds a script, which acts when it is opened."), _PLAIN
    ),
    "active-launch": Kind(
        T("Starts a program"),
        T("The PDF can start a program or open another file on the reader's computer."),
        _PLAIN,
    ),
    "active-embedded": Kind(
        T("Embedded file"),
        T("The PDF carries another file inside: {sample}."),
        T("Export it without attachments, and add the other file by itself."),
        many=T("The PDF carries {count} other files inside, such as {sample}."),
        excusable=True,
    ),
    "active-xfa": Kind(
        T("XFA form"), T("The PDF is a dynamic form (XFA), which few programs show."), _PLAIN
    ),
    "active-form": Kind(
        T("Form that sends"),
        T("The PDF holds a form or an action that sends data elsewhere."),
        _PLAIN,
    ),
    "macros": Kind(
        T("Macros"),
        T("The file holds macros, which are programs."),
        T("Save it without macros: as .xlsx, .docx or .pptx; or as PDF."),
        closed=True,
    ),
    "external-link": Kind(
        T("Loads from elsewhere"),
        T("The file loads something from elsewhere when it is opened: {sample}."),
        T("Break the links: in Word and Excel under File, Info, Edit Links; then save it again."),
        many=T("The file loads {count} things from elsewhere when it is opened, such as {sample}."),
    ),
    "ole": Kind(
        T("Embedded object"),
        T("The file carries an embedded object, in which other files or programs can hide."),
        T("Delete the object, or paste it as a picture; then save the file again."),
        many=T("The file carries {count} embedded objects, in which programs can hide."),
    ),
    "packed-bomb": Kind(
        T("Swells"),
        T("Unpacked, the file becomes far larger than any document."),
        T("Save it anew in its own program; clear rows and columns that are only formatted."),
        closed=True,
    ),
    "packed-many": Kind(
        T("Too many parts"),
        T("The file is made of more parts than any document."),
        T("Save it anew in its own program, or split it."),
        closed=True,
    ),
    "packed-nested": Kind(
        T("Packed within packed"),
        T("Inside the packed file lies another packed file: {sample}."),
        T("Unpack it, and add the files by themselves."),
        closed=True,
    ),
    "parser-died": Kind(
        T("Cannot be examined"),
        T("The file cannot be examined: the program that reads it broke down over it."),
        T("Save it anew, best as PDF; or say what it holds with: paraf declare"),
        declarable=True,
        closed=True,
    ),
    "parser-slow": Kind(
        T("Takes too long"),
        T("The file cannot be examined: reading it takes longer than is allowed."),
        _SPLIT,
        declarable=True,
        closed=True,
    ),
    "parser-memory": Kind(
        T("Takes too much memory"),
        T("The file cannot be examined: reading it takes more memory than is allowed."),
        _SPLIT,
        declarable=True,
        closed=True,
    ),
    "parser-unsafe": Kind(
        T("Cannot be looked into"),
        T("Nobody could see whether the file harms whoever opens it: even that look broke off."),
        T("Save it anew in its own program, best as PDF."),
        closed=True,
    ),
    "page-slow": Kind(
        T("Takes too long to lay out"),
        T("The page cannot be laid out: that takes more time or memory than is allowed."),
        T("Look for long rows of brackets, stars or other signs of layout, and take them out."),
        closed=True,
    ),
    "page-deep": Kind(
        T("Too deep to be read"),
        T("The page cannot be read to its end: too much stands inside one another."),
        T("Put less inside one another: fewer quotations, lists and elements within others."),
        closed=True,
    ),
    "unexamined": Kind(
        T("Cannot be examined"),
        T("Files ending in “{suffix}” cannot be examined for personal data."),
        T("Save it as PDF, XLSX or CSV; or say what it holds with: paraf declare"),
        declarable=True,
    ),
    "gps": Kind(
        T("Place of a picture"),
        T("The picture says where it was taken."),
        T("Add it with 'paraf add', which takes this out; or save it as a new picture."),
        excusable=True,
    ),
    "author": Kind(
        T("Names a person"),
        T("The file's properties name a person: {sample}."),
        T("Add it with 'paraf add', which takes this out; or clear the file's properties."),
        Severity.WARN,
        many=T("The file's properties name persons {count} times, such as {sample}."),
    ),
    "unscanned": Kind(
        T("Not scanned for viruses"),
        T("The files were not scanned for viruses: {why}"),
        T("The administrator installs ClamAV and keeps its signatures fresh (freshclam)."),
        Severity.WARN,
    ),
    "infected": Kind(
        T("Virus"),
        T("The virus scanner found “{sample}” in the file."),
        T("Delete it, tell the administrator, and get the file from a clean source."),
        closed=True,
    ),
}
"""A `closed` file is not read for personal data: what is said of it keeps it from being handed in.
"""
