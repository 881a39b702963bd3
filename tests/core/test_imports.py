"""The core knows the standard library and itself, nothing else."""

import ast
import sys
from pathlib import Path

import pytest

import paraf.core

MODULES = sorted(Path(paraf.core.__path__[0]).glob("**/*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_core_imports_only_the_standard_library_and_itself(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            ours = name == "paraf.core" or name.startswith("paraf.core.")
            assert ours or name.split(".")[0] in sys.stdlib_module_names, f"{module}: {name}"


OUTSIDE = {"open", "input", "print", "exec", "eval", "__import__"}
CLOCKS = {"now", "today", "utcnow"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_core_reads_no_clock_and_touches_nothing_outside(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in OUTSIDE, f"{module}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"{module}:{node.lineno}"
