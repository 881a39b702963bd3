"""What Babel collects from Python: every `T("…")`, those within f-strings too."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO

Found = tuple[int, str, tuple[str | None, ...], list[str]]


def sentences(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001 - Babel's own
    options: Mapping[str, str],  # noqa: ARG001 - Babel's own
) -> Iterator[Found]:
    """Yield line, function and texts of each call; Babel's own reader knows no f-strings."""
    calls = [one for one in ast.walk(ast.parse(file.read())) if isinstance(one, ast.Call)]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in keywords:
            yield call.lineno, name, tuple(_literal(one) for one in call.args), []


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Subscript):  # click says _(extra["required"])
        argument = argument.slice
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else None
