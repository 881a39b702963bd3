"""Takes PDFs in without the names of their authors."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from paraf.manuscript.packed import damaged
from paraf.manuscript.seen import Seen

if TYPE_CHECKING:
    from pikepdf import Pdf

_INFO = ("/Author", "/Manager", "/Company", "/LastModifiedBy", "/SourceModified")
_XMP = (
    "dc:creator",
    "pdf:Author",
    "xmp:Author",
    "pdfx:Author",
    "pdfx:Company",
    "pdfx:Manager",
    "photoshop:AuthorsPosition",
)


def clean_pdf(source: Path, into: Path) -> tuple[Seen, ...]:
    """Write a PDF without the names in its properties; as it is where there are none.

    A signed one is left as it is, and that is told; a locked or damaged one is not written.
    """
    import pikepdf

    try:
        with pikepdf.open(source) as pdf:
            if _signed(pdf):
                shutil.copyfile(source, into)
                return (Seen("left-signed"),)
            taken = _without_names(pdf)
            if taken == 0:
                shutil.copyfile(source, into)
                return ()
            # The same file gives the same bytes: what is cleaned is hashed afterwards.
            pdf.save(into, deterministic_id=True)
    except pikepdf.PasswordError:
        return (Seen("encrypted"),)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError):
        into.unlink(missing_ok=True)
        return (damaged(),)
    return (Seen("cleaned-names", count=taken),)


def _signed(pdf: "Pdf") -> bool:
    if "/Perms" in pdf.Root:
        return True
    form = pdf.Root.get("/AcroForm")
    return form is not None and int(form.get("/SigFlags", 0)) & 1 == 1


def _without_names(pdf: "Pdf") -> int:
    """Take the names out, and return how many places held one."""
    taken = 0
    for key in _INFO:
        if key in pdf.docinfo:
            taken += bool(str(pdf.docinfo[key]).strip())
            del pdf.docinfo[key]
    if "/Metadata" not in pdf.Root:
        return taken
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        for key in _XMP:
            if key in told:
                taken += 1
                del told[key]
    return taken
