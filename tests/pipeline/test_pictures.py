"""Pictures of a draft for the superiors: made once a head, kept apart, never in the way."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from everything import long
from office_world import BOT, CASE, PAGE, OfficeWorld, around, office_world
from paraf.core.case import Moved
from paraf.core.page import InformationClass, Page, PageMeta
from paraf.pipeline.desk import Desk, judged
from paraf.pipeline.pictures import Pictures, former, put_pictures
from paraf.pipeline.put_away import put_away

pytestmark = [pytest.mark.browser, pytest.mark.server]
NAMES = ["pengumuman/jadwal-seleksi/ phone", "pengumuman/jadwal-seleksi/ desktop"]
PATHS = ["pengumuman/jadwal-seleksi/phone.webp", "pengumuman/jadwal-seleksi/desktop.webp"]


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    world = office_world(tmp_path)
    world.case_at(2)
    return world


def put(office: OfficeWorld, head: str, **more: object) -> Pictures:
    """Put pictures as the program does, which alone may write such branches."""
    desk = replace(office.desk(BOT), **more)
    with around(desk.git):
        return put_pictures(desk, CASE, head)


def head_of(desk: Desk) -> str:
    """Return the draft as it was handed in."""
    moved = [one.deed for one in desk.forge.case(CASE).events if isinstance(one.deed, Moved)]
    return moved[-1].head


def altered(desk: Desk, put: dict[str, bytes], drop: tuple[str, ...] = ()) -> str:
    """Return a head that goes on from the draft."""
    head = head_of(desk)
    tree = desk.git.tree_with(head, put, drop=drop)
    return desk.git.commit(tree, [head], "lanjut\n", moment=1_800_000_000)


def tip(office: OfficeWorld) -> str | None:
    """Return the branch of pictures in the office's repository."""
    return office.door().git.ref(f"refs/heads/preview/{CASE}")


def test_pictures_are_made_once_for_a_head(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    head = head_of(desk)
    first = put(office, head)
    assert first.why is None
    assert list(first.paths) == NAMES
    assert list(first.paths.values()) == PATHS
    assert first.commit == tip(office)
    git = office.door().git
    assert [one.path for one in git.blobs(first.commit or "")] == sorted(PATHS)
    assert git.text("log", "-1", "--format=%P", first.commit or "") == ""
    office.later(5)
    assert put(office, head, browser=Path("/nonexistent")) == first
    assert tip(office) == first.commit


@long
def test_another_head_takes_the_place_of_the_one_before(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    first = put(office, head_of(desk))
    text = (desk.git.read(head_of(desk), PAGE) or b"") + b"\nTambahan.\n"
    second = put(office, altered(desk, {PAGE: text}))
    assert second.why is None
    assert second.commit == tip(office) != first.commit
    before, after = (
        office.door().git.read(one.commit or "", PATHS[1]) for one in (first, second)
    )  # fmt: skip
    assert before != after


def test_a_page_that_is_there_already_is_shown_before_and_after(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    index, record = "content/pengumuman/index.md", f"drafts/{CASE}/case.yml"
    texts = {one: (desk.git.read(head_of(desk), one) or b"").decode() for one in (index, record)}
    head = altered(desk, {
        index: f"{texts[index]}\n## Arsip\n\nPengumuman lama ada di loket.\n".encode(),
        record: texts[record].replace("pages: [", f"pages: [{index}, ").encode(),
    })  # fmt: skip
    told = put(office, head)
    assert told.why is None
    roles = ("before-", "", "difference-")
    both = [f"pengumuman/ {role}{kind}" for kind in ("phone", "desktop") for role in roles]
    assert list(told.paths) == [*both, *NAMES]
    git = office.door().git
    size = [len(git.read(told.commit or "", one) or b"") for one in told.paths.values()]
    assert min(size) > 1000
    # What was put there before any page was shown twice is read as it was.
    assert list(put(office, head, browser=Path("/nonexistent")).paths) == list(told.paths)


def test_a_page_that_moved_is_held_against_what_it_was(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    base = desk.forge.base()
    page = Page("berita/x.md", PageMeta("X", date(2026, 11, 16), "x", InformationClass.PERIODIC,
                                        former=("lama/", "pengumuman/")), "", 1)  # fmt: skip
    fresh = replace(page, path="berita/y.md", meta=replace(page.meta, former=()))
    home = replace(fresh, path="index.md")
    assert former(desk, base, [page, fresh, home]) == {"berita/x/": "pengumuman/", "": ""}


def test_what_cannot_be_built_is_told_and_tried_again_only_when_something_changed(
    office: OfficeWorld,
) -> None:
    desk = office.desk(BOT)
    text = (desk.git.read(head_of(desk), PAGE) or b"") + b"\n[x](tiada.md)\n"
    head = altered(desk, {PAGE: text})
    broken = put(office, head)
    assert broken.paths == {}
    assert "tiada.md" in str(broken.why)
    again = put(office, head, browser=Path("/nonexistent"))
    assert (str(again.why), again.commit) == (str(broken.why), broken.commit)
    office.settle("url", "https://lain.example/")
    assert "/nonexistent" in str(put(office, head, browser=Path("/nonexistent")).why)


def test_a_missing_browser_is_told_and_tried_again_after_an_hour(office: OfficeWorld) -> None:
    head, none = head_of(office.desk(BOT)), Path("/nonexistent")
    told = put(office, head, browser=none)
    assert str(told.why) == "There is no browser at /nonexistent."
    assert told.paths == {}
    office.later(59)
    assert put(office, head).commit == told.commit
    office.later(1)
    assert put(office, head).why is None


@pytest.mark.parametrize("path", ["mkdocs.yml", "tools/theme/main.html", "review/rules.yml"])
def test_only_the_folders_of_a_draft_are_taken_from_it(office: OfficeWorld, path: str) -> None:
    head = altered(office.desk(BOT), {path: b"site_name: Palsu\n"})
    assert put(office, head).paths == {}
    assert path in str(put(office, head).why)


def test_a_conflict_is_told(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    base = desk.forge.base()
    tree = desk.git.tree_with(base, {PAGE: b"lain\n"})
    commit = desk.git.commit(tree, [base], "lain\n", moment=1_800_000_000)
    with around(desk.git):
        desk.forge.push({"refs/heads/main": commit})
    told = put(office, head_of(desk))
    assert str(told.why) == "The draft conflicts with what was published meanwhile."


def test_a_draft_without_a_page_says_so(office: OfficeWorld) -> None:
    head = altered(office.desk(BOT), {}, drop=(PAGE,))
    assert str(put(office, head).why) == "The draft has no page to be shown."


def test_a_head_that_is_no_draft_of_the_case_says_so(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    assert "case.yml" in str(put(office, altered(desk, {}, (f"drafts/{CASE}",))).why)


def test_where_nothing_may_be_pushed_the_reason_is_told(office: OfficeWorld) -> None:
    desk = office.desk(BOT)
    told = put_pictures(desk, CASE, head_of(desk))
    assert told.paths == {}
    assert told.why is not None
    assert tip(office) is None


def test_pictures_go_when_the_case_is_archived(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    case = office.case_at(12)
    desk = office.desk(BOT)
    with around(desk.git):
        desk.forge.push({f"refs/heads/preview/{case}": desk.forge.base()})
        desk.forge.refresh()
        book = desk.rulebook()
        put_away(desk, book, judged(desk, case, book))
    left = office.door().git.text("for-each-ref", "--format=%(refname)")
    assert case in left
    assert "preview/" not in left
