"""What a scalar without quotes means: YAML 1.2's core, and where YAML 1.1 would say otherwise."""

import re

NULL = re.compile(r"(?:|~|null|Null|NULL)")
BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)")
INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
"""What YAML 1.1 reads as a date or a moment; here it is text, to be judged by the file's shape."""
SURPRISE = re.compile(
    r"(?:y|n|yes|no|on|off|=|<<"  # truth values and keys of YAML 1.1
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # base 60: times of day
    r"|[-+]?0[bxo][0-9a-f_]+"  # binary, hexadecimal, octal
    r"|[-+]?\.?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"  # 0777, 1_000, .5, 1e3, too long
    r"|[-+]?\.inf|\.nan)",
    re.IGNORECASE,
)
"""What is no text to some programs, and not what `bare` takes it for to all of them."""

UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)
"""Control characters, halves of characters, and line ends that not every program takes for one."""


def bare(text: str) -> str | int | float | bool | None:
    """Return what a scalar without quotes means; the text itself where it means nothing else."""
    if NULL.fullmatch(text):
        return None
    if BOOL.fullmatch(text):
        return text.lower() == "true"
    if INT.fullmatch(text):
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text


def surprising(text: str) -> bool:
    """Say whether some programs take a scalar without quotes for something else than we do."""
    known = any(kind.fullmatch(text) for kind in (INT, FLOAT))
    return not known and SURPRISE.fullmatch(text) is not None
