"""What only a PDF can do to whoever opens it."""

from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

SAFETY_PDF: Kinds = {
    "active-media": Kind(
        T("Film or sound"),
        T("The PDF plays a film or a sound, or shows a 3D model; few programs can, safely none."),
        T("Take it out, and export the PDF anew. A film is linked to from the page."),
    ),
    "broken": Kind(
        T("Damaged"),
        T("The file is damaged: programs would guess what it holds, and not all the same."),
        T("Open it, see that all is there, and save it again under the same name."),
        closed=True,
    ),
}
