"""What only a PDF can do to whoever opens it."""

from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

SAFETY_PDF: Kinds = {
    "active-media": Kind(
        T("Film or sound"),
        T("The PDF plays a film or a sound, or shows a 3D model; few programs can, safely none."),
        T("Take it out, and export the PDF anew. A film is linked to from the page."),
    ),
    "gps-within": Kind(
        T("Place of a picture inside"),
        T("A photograph in the PDF says where it was taken."),
        T("Save the photograph as a new "
          "picture without its properties (Windows: Properties, Details, Remove), put that in, and "
          "export the PDF anew."),
        many=T("{count} photographs in the PDF say where they were taken."),
        excusable=True,
    ),
    "broken": Kind(
        T("Damaged"),
        T("The file is damaged: programs would guess what it holds, and not all the same."),
        T("Open it, see that all is there, and save it again under the same name."),
        closed=True,
    ),
}  # fmt: skip
