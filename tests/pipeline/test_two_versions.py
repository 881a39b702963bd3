"""A passage that a merge left in two versions is found, however long the text is."""

import pytest

from paraf.pipeline.check import two_versions

BOTH = "# Judul\n\n<<<<<<< HEAD\nlama\n=======\nbaru\n>>>>>>> origin/main\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BOTH, 3),
        (f"{BOTH}\n{BOTH}", 3),
        (f">>>>>>> x\n{BOTH}", 4),
        (BOTH.replace("\n", "\r\n"), 3),
        ("<<<<<<< HEAD\nlama\n=======\nbaru\n", 0),
        (">>>>>>> a\n<<<<<<< b\n", 0),
        ("teks <<<<<<< a\nteks >>>>>>> b\n", 0),
        ("", 0),
    ],
)
def test_two_versions_are_found_where_the_first_begins(text: str, line: int) -> None:
    assert two_versions(text) == line


def test_a_long_text_full_of_beginnings_is_gone_through_once() -> None:
    begins = "<<<<<<< a\n" * 200_000
    assert two_versions(begins) == 0
    assert two_versions(f"{begins}>>>>>>> b\n") == 1
