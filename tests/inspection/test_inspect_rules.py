"""How a site is inspected, read from a file; and what nobody may accept."""

import pytest

from paraf.core.inspecting import Budgets, InspectionRules
from paraf.inspection.kinds import KINDS
from paraf.pipeline.accepting import rules_of
from paraf.ports import RecordFault

ALONE = """\
version: 1
inspection:
  connections: 2
  per_second: 0.5
  patience: 90
  devices: [desktop]
  budgets: {cls: 0.25}
  redirects: {lama/: baru/}
  accepted: {console-error: "Peta dari pihak ketiga."}
"""


def test_a_file_that_says_nothing_else_reads() -> None:
    assert rules_of(ALONE, "f") == InspectionRules(
        connections=2,
        per_second=0.5,
        patience=90,
        devices=("desktop",),
        budgets=Budgets(cls=0.25),
        redirects={"lama/": "baru/"},
        accepted={"console-error": "Peta dari pihak ketiga."},
    )


def test_an_offices_rules_read_as_well() -> None:
    limits = "file_megabytes: 1\nmaterials_megabytes: 1\ndraft_megabytes: 1\n"
    assert rules_of(f"{ALONE}{limits}types: {{.md: text/markdown}}\n", "f").connections == 2


@pytest.mark.parametrize("slug", [slug for slug, kind in KINDS.items() if kind.binding])
def test_what_says_that_the_site_is_not_what_was_marked_is_accepted_by_nobody(slug: str) -> None:
    with pytest.raises(RecordFault) as caught:
        rules_of(ALONE.replace("console-error", slug), "f")
    assert [(one.line, str(one.what)) for one in caught.value.mistakes] == [
        (9, f"{slug} cannot be accepted: the live site would not be what was marked.")
    ]


def test_a_kind_that_no_inspection_finds_is_a_mistake() -> None:
    with pytest.raises(RecordFault, match="f:9: No inspection finds anything called consol-eror"):
        rules_of(ALONE.replace("console-error", "consol-eror"), "f")


@pytest.mark.parametrize("seconds", ["4", "601", "0.5", "lama"])
def test_patience_is_neither_too_short_nor_endless(seconds: str) -> None:
    with pytest.raises(RecordFault, match="f:5: "):
        rules_of(ALONE.replace("patience: 90", f"patience: {seconds}"), "f")
