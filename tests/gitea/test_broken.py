"""The forge fails, or its administrator goes around the gate: nothing is lost, or published."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from everything import long
from gitea.office import KABID, KASUBID, PENGELOLA, REPOSITORY, HostedOffice, office

pytestmark = [pytest.mark.gitea, pytest.mark.server, pytest.mark.browser]


@pytest.fixture(scope="module")
def it(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedOffice]:
    with office(tmp_path_factory.mktemp("broken"), binary) as it:
        yield it


def marked(it: HostedOffice, name: str) -> None:
    """Bring a draft to where all is there but the disposition."""
    it.hands_in(name)
    for who in (KASUBID, KABID):
        it.turn()
        it.reviews(who, "APPROVED")
    it.turn()


def live(it: HostedOffice, name: str) -> bool:
    return (it.root / "public/current/pengumuman" / name / "index.html").exists()


@long
def test_whatever_answer_is_lost_each_effect_happens_once(it: HostedOffice) -> None:
    marked(it, "jawaban-hilang")
    it.assigns(KASUBID, PENGELOLA)
    runs = 0
    while True:
        # Each run gets one request further, and does not hear what became of it.
        it.way.lose(1)
        try:
            it.run("reconcile")
            written = it.way.writes
        finally:
            it.way.lose(None)
        runs += 1
        if not written:
            break
        assert runs < 40, written
    kinds = Counter(it.told())
    assert kinds["Merged"] == kinds["Performed"] == 1
    assert runs > 4
    number = it.number
    it.report()
    found = [one for one in it.pulls() if one["head"]["ref"] == f"report/{it.case}"]
    assert len(found) == 1
    assert len(it.comments()) == len(it.comments(number)) == 1
    assert live(it, "jawaban-hilang")


@long
def test_a_forge_that_is_down_is_told_and_the_next_turn_goes_on(it: HostedOffice) -> None:
    it.hands_in("forge-mati")
    it.server.stop()
    ran = it.run("reconcile")
    assert ran.code == 4, ran.out
    assert "Traceback" not in ran.out
    it.server.start()
    assert it.step() == "2"


@long
def test_a_token_that_was_revoked_is_told_and_nothing_is_done(it: HostedOffice) -> None:
    it.hands_in("token-dicabut")
    token = it.server.add_token(it.who("paraf"), "short")
    gone = it.server.request(it.who("paraf"), "DELETE", "/users/paraf/tokens/short")
    assert gone.status_code in (204, 401)
    if gone.status_code == 401:
        path = f"{it.server.url}/api/v1/users/paraf/tokens/short"
        httpx.delete(path, auth=("paraf", "paraf-password"), trust_env=False).raise_for_status()
    ran = it.run("reconcile", PARAF_TOKEN=token)
    assert ran.code == 4, ran.out
    assert token not in ran.out
    assert f"ledger/{it.case}" not in it.forge().tips()
    assert it.step() == "2"


@long
def test_a_draft_from_a_fork_is_a_draft_like_any_other(it: HostedOffice) -> None:
    name = "dari-fork"
    it.case = f"20261116-{name}"
    it.server.call(it.who(PENGELOLA), "POST", f"/repos/{REPOSITORY}/forks", {"name": "salinan"})
    folder = it.writes(PENGELOLA, name, "Dari salinan.")
    pushed = it.server.git(it.who(PENGELOLA), folder, "push", "--quiet",
                           f"{it.server.url}/{PENGELOLA}/salinan.git", "HEAD:naskah")  # fmt: skip
    assert pushed.returncode == 0, pushed.stderr
    opened = it.call(PENGELOLA, "POST", "/pulls",
                     {"base": "main", "head": f"{PENGELOLA}:naskah", "title": name})  # fmt: skip
    it.number = opened["number"]
    it.turn()
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"


@long
def test_what_happens_after_the_merge_comes_too_late_however_late_it_is_told(
    it: HostedOffice,
) -> None:
    name = "mati-sesudah-gabung"
    it.case = f"20261116-{name}"
    folder = it.writes(PENGELOLA, name, "Dari salinan.")
    fork = f"{it.server.url}/{PENGELOLA}/salinan.git"
    assert it.server.git(it.who(PENGELOLA), folder, "push", fork, "HEAD:teks").returncode == 0
    opened = it.call(PENGELOLA, "POST", "/pulls",
                     {"base": "main", "head": f"{PENGELOLA}:teks", "title": name})  # fmt: skip
    it.number = opened["number"]
    it.turn()
    it.reviews(KASUBID, "APPROVED")
    it.turn()
    mark = it.reviews(KABID, "APPROVED")
    it.turn()
    it.assigns(KASUBID, PENGELOLA)
    written: list[str] = []
    while not any("/merge" in one for one in written):
        it.way.lose(1)
        it.run("reconcile")
        written = it.way.writes
        it.way.lose(None)
    assert "Merged" not in it.told()

    it.call(KABID, "DELETE", f"/pulls/{it.number}/reviews/{mark}")
    folder = it.writes(PENGELOLA, name, "Teks berikutnya.")
    assert it.server.git(it.who(PENGELOLA), folder, "push", fork, "HEAD:teks").returncode == 0
    it.reconcile()
    assert it.told()[-3:] == ["Merged", "Performed", "Moved"]
    assert live(it, name)


def test_a_merge_around_the_gate_is_told_and_nothing_is_published_any_more(
    it: HostedOffice,
) -> None:
    it.hands_in("dipaksa")
    it.reviews(KASUBID, "APPROVED")
    assert it.step() == "3"
    # The owner takes the protection away and merges.
    it.call("admin", "DELETE", "/branch_protections/main")
    it.call("admin", "POST", f"/pulls/{it.number}/merge", {"Do": "merge", "force_merge": True})
    ran = it.run("reconcile")
    assert ran.code != 0
    assert it.case in ran.out
    assert "around the gate by" in it.step()
    assert not live(it, "dipaksa")
    assert it.status(it.pull()["head"]["sha"])[0] in ("error", "failure")

    # Nor does anything else go out, whoever marked it, while that commit stands.
    marked(it, "sesudahnya")
    it.assigns(KASUBID, PENGELOLA)
    assert it.run("reconcile").code != 0
    assert not live(it, "sesudahnya")
    assert "Merged" not in it.told()
