"""What the guides tell people to type and to look for is there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from paraf.cli.main import group
from paraf.pipeline.notice_labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "content" / "panduan").glob("*.md"))
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
ASSIGNED = re.compile(r"[A-Z_]+=\S*")


def typed(text: str) -> Iterator[list[str]]:
    """Give the `paraf` commands of a guide's blocks and of its running text, word by word."""
    for block in FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True) if "paraf" in line else []
            while words and (words[0] == "sudo" or ASSIGNED.fullmatch(words[0])):
                words = words[1:]
            if words[:1] == ["paraf"]:
                yield words[1:]
    for said in re.findall(r"`paraf ([^`]*)`", FENCE.sub("", text)):
        yield said.split()


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """Follow the words to a command; what is left are its arguments and options."""
    found: click.Command = group
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        below = found.get_command(click.Context(found), words[0])
        assert below is not None, f"there is no command {' '.join(words)}"
        found, words = below, words[1:]
    return found, words


@pytest.mark.parametrize("guide", GUIDES, ids=[one.stem for one in GUIDES])
def test_every_command_of_a_guide_is_there_with_its_options(guide: Path) -> None:
    for words in typed(guide.read_text()):
        found, rest = command_of(words)
        known = {name for one in found.params for name in (*one.opts, *one.secondary_opts)}
        named = {one.split("=")[0] for one in rest if one.startswith("-") and one != "-"}
        assert named <= known | {"--help"}, f"paraf {' '.join(words)}"


@pytest.mark.parametrize("guide", GUIDES, ids=[one.stem for one in GUIDES])
def test_every_file_of_the_program_that_a_guide_names_is_there(guide: Path) -> None:
    text = guide.read_text()
    named = set(re.findall(r"(?<![\w/])(?:/opt/paraf/)?(tools/[\w./-]+\w)", text))
    assert [one for one in named if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=[one.stem for one in GUIDES])
def test_every_label_that_a_guide_names_is_one(guide: Path) -> None:
    named = set(re.findall(r"`(paraf/[a-z-]+)`", guide.read_text()))
    assert named <= set(LABELS)


def test_the_navigation_holds_every_guide() -> None:
    told = yaml.safe_load((ROOT / "content/panduan/.nav.yml").read_text())["nav"]
    assert sorted(told) == [one.name for one in GUIDES]


def test_commands_are_found_in_blocks_and_in_the_text() -> None:
    text = "Ketik `paraf status BERKAS`.\n\n```\nA=b paraf setup gitea \\\n  --check\nls\n```\n"
    assert list(typed(text)) == [["setup", "gitea", "--check"], ["status", "BERKAS"]]
