"""`inspection:` of `review/rules.yml` to how a live site is inspected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from paraf.core.inspecting import Budgets, InspectionRules
from paraf.core.words import T, Text
from paraf.ports import Mistake, RecordFault
from paraf.records.files import read
from paraf.records.inspecting_shapes import InspectingShape, InspectionShape
from paraf.records.strict_yaml import Parsed, Path

NAME = re.compile(r"(?=.{1,253}(?::|$))[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?::[0-9]{1,5})?")
AT = "inspection"


def read_inspection(text: str, file: str) -> InspectionRules:
    """Return the rules of a file that holds `inspection:` alone; RecordFault with every mistake."""
    shape, parsed = read(InspectingShape, text, file)
    mistakes = wrong_inspection(shape.inspection, parsed, file)
    if mistakes:
        raise RecordFault(mistakes)
    return inspection(shape.inspection)


def inspection(shape: InspectionShape) -> InspectionRules:
    """Return the rules that a right shape stands for."""
    costs = shape.budgets
    return InspectionRules(
        connections=shape.connections,
        per_second=shape.per_second,
        around=shape.around,
        patience=shape.patience,
        devices=tuple(shape.devices),
        themes=tuple(shape.themes),
        budgets=Budgets(costs.lcp, costs.cls, costs.kilobytes, costs.requests),
        names=tuple(shape.names),
        redirects=dict(shape.redirects),
        others=tuple(shape.others),
        external=shape.external,
        accepted=dict(shape.accepted),
    )


def wrong_inspection(shape: InspectionShape, parsed: Parsed, file: str) -> list[Mistake]:
    """Return what its shape alone does not refuse, each on its line."""
    return [Mistake(file, parsed.line((AT, *path)), what) for path, what in _wrong(shape)]


def _wrong(shape: InspectionShape) -> Iterator[tuple[Path, Text]]:
    for key, values in (("devices", shape.devices), ("themes", shape.themes),
                        ("names", shape.names), ("others", shape.others)):  # fmt: skip
        yield from _twice(key, values)
    for i, name in enumerate(shape.names):
        if NAME.fullmatch(name) is None:
            what = T("{name} is no host name such as www.office.example, in small letters.",
                     name=name)  # fmt: skip
            yield ("names", i), what
    for i, path in enumerate(shape.others):
        if not is_path(path):
            yield ("others", i), _no_path(path)
    yield from _wrong_redirects(shape.redirects)


def _wrong_redirects(redirects: Mapping[str, str]) -> Iterator[tuple[Path, Text]]:
    for old, new in redirects.items():
        if not is_path(old):
            yield ("redirects", old), _no_path(old)
        if not (is_path(new) or new in ("", "./") or _is_address(new)):
            what = T("{target} is neither a path below the site's address nor an address.",
                     target=new)  # fmt: skip
            yield ("redirects", old), what


def _twice(key: str, values: Sequence[str]) -> Iterator[tuple[Path, Text]]:
    for i, value in enumerate(values):
        if value in values[:i]:
            yield (key, i), T("{key} stands here twice.", key=value)


def _no_path(path: str) -> Text:
    return T("{path} is no path below the site's address, such as lama/halaman/.", path=path)


def is_path(text: str) -> bool:
    """Say whether a text is a path below a site's address: no slash before it, no way out of it."""
    return (
        bool(text)
        and re.fullmatch(r"[^\s?#\\:]+", text) is not None
        and not text.startswith("/")
        and not {"", ".", ".."} & set(text.removesuffix("/").split("/"))
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
