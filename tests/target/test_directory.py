"""Publishing to a folder: the public sees one whole release, whatever happens."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from paraf.core.evidence import Manifest, Release
from paraf.ports import TargetFault
from target.sites import NOON, NOTICE, build, in_child, manifest_of, seen, target, text, whole


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "www"


def site(tmp_path: Path, word: str, serial: int) -> tuple[Path, Release, Manifest]:
    return build(tmp_path / f"{word}{serial}", text(word), serial)


def test_nothing_is_live_before_the_first_release(root: Path) -> None:
    assert target(root).current() is None
    assert target(root).releases() == ()


def test_a_published_site_is_what_the_public_sees(root: Path, tmp_path: Path) -> None:
    one = site(tmp_path, "satu", 1)
    target(root).publish(*one)
    assert target(root).current() == one[1]
    assert seen(root / "current") == text("satu")


def test_the_release_says_what_it_is(root: Path, tmp_path: Path) -> None:
    _, release, manifest = one = site(tmp_path, "satu", 1)
    target(root).publish(*one)
    assert json.loads((root / "current" / NOTICE).read_bytes()) == {
        "v": 1,
        "serial": 1,
        "release": release.digest,
        "commit": release.commit,
        "manifest": {
            path: {"size": one.size, "sha256": one.sha256} for path, one in manifest.files.items()
        },
    }


def test_the_web_server_may_read_it_whatever_the_umask_is(root: Path, tmp_path: Path) -> None:
    one = site(tmp_path, "satu", 1)

    def publish() -> None:
        os.umask(0o077)
        target(root).publish(*one)

    assert in_child(publish) == 0
    for path in (root / "current" / "").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644)


def test_publishing_what_is_live_does_nothing(root: Path, tmp_path: Path) -> None:
    one = site(tmp_path, "satu", 1)
    target(root).publish(*one)
    before = (root / "log.jsonl").read_bytes()
    shutil.rmtree(one[0])
    target(root).publish(*one)
    assert (root / "log.jsonl").read_bytes() == before


def test_a_kept_release_is_switched_to_without_the_site(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    target(root).publish(*two)
    again = Release(one[1].digest, 3, "c3")
    target(root).publish(Path("/nonexistent"), again, one[2])
    assert target(root).current() == again
    assert target(root).releases() == (two[1], again)


def test_a_kept_release_that_was_spoiled_is_copied_anew(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    target(root).publish(*two)
    (root / "releases" / one[1].digest / "index.html").write_text("diretas")
    target(root).publish(one[0], Release(one[1].digest, 3, "c3"), one[2])
    assert seen(root / "current") == text("satu")


def test_editing_the_live_site_does_not_spoil_the_one_before(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    target(root).publish(*two)
    with (root / "current" / "assets/a.css").open("a") as css:
        css.write("/* diubah di tempat */")
    target(root).roll_back(one[1])
    assert seen(root / "current") == text("satu")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"index.html": "lain"}, "index.html does not have the bytes that its manifest lists."),
        ({"baru.html": "x"}, "The site has baru.html, which its manifest does not list."),
        ({"index.html": None}, "The site lacks index.html, which its manifest lists."),
        ({NOTICE: "{}"}, None),
    ],
    ids=["changed", "extra", "missing", "an own notice is replaced"],
)
def test_a_site_that_is_not_its_manifest_is_refused(
    root: Path, tmp_path: Path, change: dict[str, str | None], sentence: str | None
) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    for path, body in change.items():
        file = two[0] / path
        file.parent.mkdir(exist_ok=True)
        file.unlink() if body is None else file.write_text(body)
    if sentence is None:
        target(root).publish(*two)
    else:
        with pytest.raises(TargetFault) as caught:
            target(root).publish(*two)
        assert str(caught.value) == sentence
        assert caught.value.remedy is not None
        assert target(root).current() == one[1]
    assert whole(root)
    assert not list((root / "releases").glob(".*"))


def test_a_manifest_of_another_release_is_refused(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    with pytest.raises(TargetFault, match="same digest"):
        target(root).publish(one[0], one[1], two[2])


def test_a_manifest_that_lists_the_notice_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(TargetFault, match="a file of its own"):
        target(root).publish(*build(tmp_path / "situs", {NOTICE: "{}"}, 1))


def test_rolling_back_brings_the_older_release(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    target(root).publish(*two)
    target(root).roll_back(one[1])
    assert target(root).current() == one[1]
    assert seen(root / "current") == text("satu")
    assert target(root).releases() == (one[1], two[1])


def test_a_release_that_is_not_kept_cannot_be_rolled_back_to(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    with pytest.raises(TargetFault, match="is not kept any more"):
        target(root).roll_back(two[1])


def test_a_spoiled_release_is_not_rolled_back_to(root: Path, tmp_path: Path) -> None:
    one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
    target(root).publish(*one)
    target(root).publish(*two)
    (root / "releases" / one[1].digest / "index.html").unlink()
    with pytest.raises(TargetFault, match=r"lacks index\.html"):
        target(root).roll_back(one[1])
    assert target(root).current() == two[1]


def test_the_kept_releases_are_the_newest_the_live_one_and_the_one_before(
    root: Path, tmp_path: Path
) -> None:
    sites = [site(tmp_path, f"nomor {n}", n) for n in range(1, 8)]
    for one in sites[:6]:
        target(root, keep=3).publish(*one)
    assert [one.serial for one in target(root).releases()] == [4, 5, 6]
    target(root, keep=3).roll_back(sites[3][1])
    target(root, keep=3).publish(*sites[6])
    assert [one.serial for one in target(root).releases()] == [4, 5, 6, 7]


class TestFence:
    def test_an_older_serial_does_not_win(self, root: Path, tmp_path: Path) -> None:
        one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
        target(root).publish(*two)
        with pytest.raises(TargetFault, match="its serial is 2, that of this one is 1"):
            target(root).publish(*one)
        assert target(root).current() == two[1]

    def test_the_same_serial_may_try_again(self, root: Path, tmp_path: Path) -> None:
        two, retry = site(tmp_path, "dua", 2), site(tmp_path, "dua lagi", 2)
        target(root).publish(*two)
        target(root).publish(*retry)
        assert target(root).current() == retry[1]

    def test_after_a_roll_back_the_same_or_a_newer_one_may_follow(
        self, root: Path, tmp_path: Path
    ) -> None:
        one, two, three = (site(tmp_path, f"n{n}", n) for n in (1, 2, 3))
        for bad in (two, three):
            target(root).publish(*one)
            target(root).publish(*bad)
            target(root).roll_back(one[1])
            target(root).publish(*bad)
            assert target(root).current() == bad[1]
            target(root).roll_back(one[1])

    def test_after_a_roll_back_a_slow_job_in_between_does_not_win(
        self, root: Path, tmp_path: Path
    ) -> None:
        one, two, three = (site(tmp_path, f"n{n}", n) for n in (1, 2, 3))
        target(root).publish(*one)
        target(root).publish(*three)
        target(root).roll_back(one[1])
        with pytest.raises(TargetFault, match="its serial is 3"):
            target(root).publish(*two)
        target(root).publish(*one)
        assert target(root).current() == one[1]

    def test_a_newer_commit_with_the_live_bytes_raises_the_fence(
        self, root: Path, tmp_path: Path
    ) -> None:
        one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua", 2)
        three = Release(one[1].digest, 3, "c3")
        target(root).publish(*one)
        target(root).publish(one[0], three, one[2])
        assert target(root).current() == three
        with pytest.raises(TargetFault, match="its serial is 3"):
            target(root).publish(*two)

    def test_a_torn_line_of_the_log_is_no_obstacle(self, root: Path, tmp_path: Path) -> None:
        one, two, three = (site(tmp_path, f"n{n}", n) for n in (1, 2, 3))
        target(root).publish(*two)
        with (root / "log.jsonl").open("a") as log:
            log.write('{"v": 1, "rele')
        target(root).publish(*three)
        with pytest.raises(TargetFault, match="its serial is 3"):
            target(root).publish(*one)


class TestTimes:
    def test_two_texts_of_one_address_never_share_a_time(self, root: Path, tmp_path: Path) -> None:
        seen_times = set()
        for serial, word in enumerate(("satu", "dua!", "tiga", "dua!", "satu"), start=1):
            target(root).publish(*site(tmp_path, word, serial))
            seen_times.add((root / "current/index.html").stat().st_mtime)
        assert len(seen_times) == 5

    def test_a_page_rolled_back_is_dated_after_the_one_it_replaces(
        self, root: Path, tmp_path: Path
    ) -> None:
        one, two = site(tmp_path, "satu", 1), site(tmp_path, "dua!", 2)
        target(root).publish(*one)
        target(root).publish(*two)
        newer = (root / "current/index.html").stat().st_mtime
        target(root).roll_back(one[1])
        assert (root / "current/index.html").stat().st_mtime > newer

    def test_a_file_that_does_not_change_keeps_its_time(self, root: Path, tmp_path: Path) -> None:
        target(root).publish(*site(tmp_path, "satu", 1))
        before = (root / "current/assets/a.css").stat().st_mtime
        target(root).publish(*site(tmp_path, "dua", 2))
        assert (root / "current/assets/a.css").stat().st_mtime == before == NOON.timestamp()


def test_a_folder_in_the_place_of_the_link_is_left_alone(root: Path, tmp_path: Path) -> None:
    (root / "current").mkdir(parents=True)
    with pytest.raises(TargetFault, match="not a link made by Paraf"):
        target(root).publish(*site(tmp_path, "satu", 1))


def test_a_link_to_nowhere_is_healed_by_the_next_publish(root: Path, tmp_path: Path) -> None:
    one = site(tmp_path, "satu", 1)
    target(root).publish(*one)
    shutil.rmtree(root / "releases")
    assert target(root).current() is None
    target(root).publish(*one)
    assert whole(root)


def test_releases_differ_by_their_bytes(tmp_path: Path) -> None:
    assert manifest_of(text("a")).digest != manifest_of(text("b")).digest
