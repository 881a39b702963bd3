"""A value is changed where it stands; every other byte of the file stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraf.core.office import Office
from paraf.ports import RecordFault
from paraf.records.editing import with_keys, with_settings
from paraf.records.office import Pipeline, read_office
from records.papers import OFFICIALS, PIPELINE, ROOT, key, office

LAWS = settings(max_examples=60, deadline=None, database=None)
ROSTER = (ROOT / "review" / "officials.yml").read_text("utf-8")
SETTINGS = (ROOT / "review" / "pipeline.yml").read_text("utf-8")


def keys_of(found: Office) -> dict[str, list[str]]:
    people = (*found.persons, *found.bots, *found.administrators)
    return {one.id: [each.public for each in one.keys] for one in people}


def settings_of(pipeline: str) -> Pipeline:
    return read_office(OFFICIALS, pipeline, files=("o", "p"))[1]


def changed_lines(before: str, after: str) -> list[str]:
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [there for here, there in zip(old, new, strict=True) if here != there]


def test_keys_are_put_in_the_example_roster_and_nothing_else_changes() -> None:
    given_keys = {"melati": [f"{key(1)} melati@laptop"], "paraf": [key(2), key(3)]}
    after = with_keys(ROSTER, "o", given_keys)
    assert changed_lines(ROSTER, after) == [
        f'    ssh_keys: ["{key(1)} melati@laptop"]',
        f'    ssh_keys: ["{key(2)}", "{key(3)}"]',
    ]
    found = keys_of(office(officials=after))
    assert found.pop("melati") == [key(1)]
    assert found.pop("paraf") == [key(2), key(3)]
    assert not any(found.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ssh_keys: [A]  # lama", "ssh_keys: B  # lama"),
        ("ssh_keys: [\n      A,  # satu\n    ]", "ssh_keys: B"),
        ("ssh_keys: [\n  A,\n  ]  # dua", "ssh_keys: B  # dua"),
        ("ssh_keys:\n      - A\n      # akhir", "ssh_keys:\n      B\n      # akhir"),
        ("ssh_keys:\n    - A\n    # akhir", "ssh_keys:\n     B\n    # akhir"),
        ("ssh_keys:\n      - >-\n        A\n", "ssh_keys:\n      B\n"),
        ("ssh_keys:\n\n      [A]", "ssh_keys:\n\n      B"),
        ('"ssh_keys": ["A"]', '"ssh_keys": B'),
        ("? ssh_keys\n    : [A]", "? ssh_keys\n    : B"),
    ],
)
def test_keys_are_found_however_they_are_written(before: str, after: str) -> None:
    whole = f"    ssh_keys: [{key(1)} ani@laptop]\n"
    old = OFFICIALS.replace(whole, f"    {before.replace('A', key(1))}\n")
    assert keys_of(office(officials=old))["ani"] == [key(1)]
    new = OFFICIALS.replace(whole, "    " + after.replace("B", f'["{key(5)}"]') + "\n")
    assert with_keys(old, "o", {"ani": [key(5)]}) == new
    assert keys_of(office(officials=new))["ani"] == [key(5)]


def test_a_person_without_keys_gets_the_line() -> None:
    before = OFFICIALS.replace(f"    ssh_keys: [{key(1)} ani@laptop]\n", "")
    after = with_keys(before, "o", {"ani": [key(5)]})
    assert after == before.replace("- id: ani", f'- ssh_keys: ["{key(5)}"]\n    id: ani')
    assert keys_of(office(officials=after))["ani"] == [key(5)]


def test_a_person_written_in_braces_keeps_them() -> None:
    person = "  - {id: cici, name: Cici, emails: [c@x.example]}  # baru\n"
    before = OFFICIALS.replace("tenures:\n", person + "tenures:\n")
    after = with_keys(before, "o", {"cici": [key(5)]})
    assert after == before.replace("{id: cici", f'{{ssh_keys: ["{key(5)}"], id: cici')
    assert keys_of(office(officials=after))["cici"] == [key(5)]


def test_line_ends_of_windows_stay() -> None:
    before = OFFICIALS.replace(f"    ssh_keys: [{key(1)} ani@laptop]\n", "").replace("\n", "\r\n")
    after = with_keys(before, "o", {"ani": [key(5)], "budi": []})
    assert after.count("\n") == after.count("\r\n")
    assert keys_of(office(officials=after))["ani"] == [key(5)]
    assert keys_of(office(officials=after))["budi"] == []


def test_all_keys_at_once_and_none() -> None:
    wanted = {who: [key(10 + i)] for i, who in enumerate(("ani", "budi", "paraf", "admin"))}
    assert keys_of(office(officials=with_keys(OFFICIALS, "o", wanted))) == wanted
    assert with_keys(OFFICIALS, "o", {}) == OFFICIALS


def test_who_is_not_in_the_roster_gets_no_key() -> None:
    with pytest.raises(RecordFault) as caught:
        with_keys(OFFICIALS, "o.yml", {"zaki": [], "ani": [], "yoga": []})
    assert str(caught.value) == "o.yml:1: yoga, zaki is not in this roster."


@LAWS
@given(
    st.dictionaries(
        st.sampled_from(["ani", "budi", "paraf", "admin"]),
        st.lists(st.integers(20, 255), max_size=3, unique=True),
    )
)
def test_no_other_persons_keys_change(wanted: dict[str, list[int]]) -> None:
    given_keys = {who: [f"{key(seed)} x" for seed in seeds] for who, seeds in wanted.items()}
    spent = [seed for seeds in wanted.values() for seed in seeds]
    if len(spent) == len(set(spent)):
        after = keys_of(office(officials=with_keys(OFFICIALS, "o", given_keys)))
        expected = keys_of(office()) | {
            who: [key(seed) for seed in seeds] for who, seeds in wanted.items()
        }
        assert after == expected


def test_settings_are_put_in_the_example_and_nothing_else_changes() -> None:
    after = with_settings(
        SETTINGS,
        "p",
        {("target", "path"): "/srv/situs: baru", ("target", "url"): "https://x.example/a/",
         ("language",): "en"},
    )  # fmt: skip
    assert changed_lines(SETTINGS, after) == [
        'language: "en"',
        '  path: "/srv/situs: baru"',
        '  url: "https://x.example/a/"',
    ]
    found = settings_of(after)
    assert (found.language, found.target.path) == ("en", "/srv/situs: baru")
    assert with_settings(SETTINGS, "p", {}) == SETTINGS


def test_a_remark_behind_a_setting_stays() -> None:
    before = PIPELINE.replace("path: /srv/www\n", "path: /srv/www  # di server\n")
    after = with_settings(before, "p", {("target", "path"): "/a"})
    assert after == before.replace("path: /srv/www ", 'path: "/a" ')


@pytest.mark.parametrize(
    "value", [">-\n    /srv/www", "/srv\n    www", "'/srv/www'", "|-\n    /srv\n\n\n"]
)
def test_a_setting_on_lines_of_its_own_is_replaced_whole(value: str) -> None:
    before = PIPELINE.replace("path: /srv/www\n", f"path: {value}\n")
    after = with_settings(before, "p", {("target", "path"): "/a"})
    assert after.replace("\n\n\n", "") == PIPELINE.replace("/srv/www", '"/a"')


def test_a_setting_that_was_left_out_is_put_in() -> None:
    before = "# awal\n" + PIPELINE.replace("language: id\n", "")
    after = with_settings(before, "p", {("language",): "en"})
    assert after == before.replace("version: 1", 'language: "en"\nversion: 1')
    assert settings_of(after).language == "en"


@LAWS
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60))
def test_any_path_is_kept_as_it_is(path: str) -> None:
    if path.strip():
        after = with_settings(PIPELINE, "p", {("target", "path"): path})
        assert settings_of(after).target.path == path


def test_what_is_wrong_already_is_not_edited() -> None:
    with pytest.raises(RecordFault):
        with_settings(PIPELINE.replace("keep: 5", "keep: 1"), "p", {("language",): "en"})
    with pytest.raises(RecordFault):
        with_keys(OFFICIALS.replace("id: ani", "id: Ani", 1), "o", {"budi": []})
