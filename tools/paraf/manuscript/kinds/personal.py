"""Data by which a person is known (UU 27/2022)."""

from paraf.core.checking import PERSONAL as TREATED
from paraf.core.checking import Treatment
from paraf.core.evidence import Severity
from paraf.core.words import T, Text
from paraf.manuscript.kinds.kind import Kind, Kinds


def _kind(slug: str, name: Text, what: Text, many: Text, remedy: Text) -> tuple[str, Kind]:
    # An exception is a line of the case file, and shown to both reviewers.
    severity = Severity.BLOCK if TREATED[slug] is Treatment.BLOCK else Severity.WARN
    return slug, Kind(name, what, remedy, severity, many, excusable=True)


PERSONAL: Kinds = dict(
    [
        _kind(
            "nik",
            T("NIK"),
            T("Somebody's NIK stands here: {sample}"),
            T("{count} NIKs stand here, the first is {sample}"),
            T(
                "Take the whole column or line out; name people by their participant number. "
                "Delete a hidden column instead of hiding it: whoever downloads the file can show "
                "it again."
            ),
        ),
        _kind(
            "kk",
            T("family card number"),
            T("The number of a family card (KK) stands here: {sample}"),
            T("{count} numbers of family cards (KK) stand here, the first is {sample}"),
            T(
                "Take the whole column or line out; nobody needs it to read an announcement. "
                "Delete a hidden column instead of hiding it."
            ),
        ),
        _kind(
            "npwp",
            T("NPWP"),
            T("Somebody's NPWP stands here: {sample}"),
            T("{count} NPWPs stand here, the first is {sample}"),
            T(
                "Take the numbers out. If they are those of offices or companies, give that reason "
                "with: paraf excuse"
            ),
        ),
        _kind(
            "account",
            T("bank account"),
            T("The number of a bank account stands here: {sample}"),
            T("{count} numbers of bank accounts stand here, the first is {sample}"),
            T(
                "Take the numbers out. If it is the office's own account for payments, give that "
                "reason with: paraf excuse"
            ),
        ),
        _kind(
            "birth",
            T("date of birth"),
            T("Somebody's date of birth stands here: {sample}"),
            T("{count} dates of birth stand here, the first is {sample}"),
            T(
                "Take the dates out. Where the age matters, write the age in years; where two "
                "people share a name, tell them apart by participant number or office."
            ),
        ),
        _kind(
            "nip",
            T("NIP"),
            T("An official's NIP stands here: {sample}"),
            T("{count} NIPs stand here, the first is {sample}"),
            T(
                "Whoever signs may stand with their NIP. In a list leave the numbers out: they "
                "tell date of birth and sex; name and office are enough."
            ),
        ),
        _kind(
            "phone",
            T("mobile number"),
            T("A mobile number stands here: {sample}"),
            T("{count} mobile numbers stand here, the first is {sample}"),
            T(
                "Give a number of the office instead. If this is one, let the administrator write "
                "it into 'phones' of review/rules.yml."
            ),
        ),
        _kind(
            "email",
            T("private e-mail address"),
            T("A private e-mail address stands here: {sample}"),
            T("{count} private e-mail addresses stand here, the first is {sample}"),
            T(
                "Give an address of the office instead. If this is one, let the administrator "
                "write its domain into 'domains' of review/rules.yml."
            ),
        ),
        _kind(
            "address",
            T("home address"),
            T("Somebody's home address stands here: {sample}"),
            T("{count} home addresses stand here, the first is {sample}"),
            T("Take the addresses out; a village or district is enough where the place matters."),
        ),
    ]
)
"""How the kinds of personal data are told; `review/rules.yml` may treat some of them otherwise."""
