"""Compiles the catalogues of sentences whenever the package is built or installed for editing."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "tools/paraf/locale/*/LC_MESSAGES/*.po"


class Catalogues(BuildHookInterface[Any]):
    """Puts a `.mo` beside each `.po`; git does not keep them, so the wheel is told to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's own
        """Compile before files are collected; whoever reads the old one now reads it whole."""
        for source in Path(self.root).glob(CATALOGUES):
            new, made = source.with_suffix(".new"), source.with_suffix(".mo")
            with source.open("rb") as text, new.open("wb") as binary:
                write_mo(binary, read_po(text))
            new.replace(made)
            build_data["artifacts"].append(made.relative_to(self.root).as_posix())
