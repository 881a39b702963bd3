"""What offices are told of `manuscript:` in `review/rules.yml` is what the program takes."""

import re
from pathlib import Path

import pytest
import yaml

from paraf.records.drafts import read_rules
from paraf.records.manuscript_shapes import ManuscriptShape

ROOT = Path(__file__).parents[2]
RULES = (ROOT / "review" / "rules.yml").read_text()
GUIDE = (ROOT / "content" / "panduan" / "administrator.md").read_text()


def example() -> str:
    """Return the section of the example rules that offices take the number signs from."""
    lines = RULES[RULES.index("# manuscript:") :].splitlines()
    return "\n".join(line.removeprefix("# ") for line in lines)


def in_guide() -> str:
    (block,) = re.findall(r"```yaml\n(manuscript:\n.*?)```", GUIDE, re.DOTALL)
    assert isinstance(block, str)
    return block


@pytest.mark.parametrize("told", [example(), in_guide()], ids=["example", "guide"])
def test_every_key_is_told_with_what_an_office_gets_that_says_nothing(told: str) -> None:
    said = yaml.safe_load(told)["manuscript"]
    assert said == ManuscriptShape().model_dump()


def test_the_example_may_be_switched_on_as_it_stands() -> None:
    plain = RULES[: RULES.index("# manuscript:")]
    assert read_rules(plain + example(), "rules.yml") == read_rules(plain, "rules.yml")
