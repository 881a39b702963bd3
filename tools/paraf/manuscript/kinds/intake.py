"""What was done to a file when it was taken in, and why one was not."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.manuscript.kinds.kind import Kind, Kinds

_NOTHING = T("Nothing needs to be done.")

INTAKE: Kinds = {
    "cleaned-picture": Kind(
        T("Picture cleaned"),
        T("What the camera or its program wrote into the picture was taken out: {sample}."),
        _NOTHING,
        Severity.WARN,
    ),
    "cleaned-size": Kind(
        T("Picture made smaller"),
        T("The picture was made smaller: from {before} to {after} pixels."),
        _NOTHING,
        Severity.WARN,
    ),
    "cleaned-names": Kind(
        T("Names taken out"),
        T("Traces of its authors were taken out of the file: names, company, numbers of edits."),
        _NOTHING,
        Severity.WARN,
        many=T("Traces of its authors were taken out of {count} parts of the file: names, company, "
               "numbers of edits."),
    ),
    "left-signed": Kind(
        T("Left as it is: signed"),
        T("The file is signed; any change would break the signature, so it was left as it is."),
        T("See for yourself whose names its properties hold."),
        Severity.WARN,
    ),
    "left-moving": Kind(
        T("Left as it is: moving picture"),
        T("The picture moves, so it was left as it is."),
        T("See for yourself what its properties hold."),
        Severity.WARN,
    ),
    "heic": Kind(
        T("HEIC picture"),
        T("The picture is of the kind HEIC, which few browsers show."),
        T("Save it as JPEG: on an iPhone under Settings, Camera, Formats, Most Compatible; or open "
          "it on a computer and export it."),
        closed=True,
    ),
}  # fmt: skip
"""Of a `closed` kind is what was not taken in."""
