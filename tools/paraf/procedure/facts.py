"""The identity block: its heads and printed cells, in the order of PermenPAN-RB 35/2012."""

from paraf.core.sop import Identity
from paraf.core.words import T, Text


def facts(identity: Identity) -> list[tuple[Text, str]]:
    """Return the right half of the identity block: heads and printed cells, empty ones too."""
    in_force = (T("Effective on"), identity.effective)
    if identity.approved_on and not identity.effective:
        in_force = (T("Day of approval"), identity.approved_on)
    return [
        (T("SOP number"), identity.number),
        (T("Made on"), identity.created),
        (T("Revised on"), identity.revised),
        in_force,
        (T("Approved by"), identity.approved_by),
        (T("Name of the SOP"), identity.title),
    ]


def blocks(identity: Identity) -> list[tuple[tuple[Text, tuple[str, ...]], ...]]:
    """Return the lower half of the identity block, row by row: two heads and their lists."""
    warning, records = ((one,) if one else () for one in (identity.warning, identity.records))
    return [
        ((T("Legal basis"), identity.legal_basis), (T("Qualifications"), identity.qualifications)),
        ((T("Related SOPs"), identity.relations), (T("Equipment"), identity.equipment)),
        ((T("Warning"), warning), (T("Records"), records)),
    ]
