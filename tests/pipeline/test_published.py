"""Publishing when something outside fails: the old site stays, and the next run completes."""

import http.server
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from everything import long
from office_world import (
    BOT,
    CASE,
    KASUBID,
    PAGE,
    PENGELOLA,
    OfficeWorld,
    approval,
    around,
    office_world,
)
from paraf.core.case import Archived, Assigned, Failed, Merged, Moved, Opened, Performed
from pipeline.live import (
    NO_BROWSER,
    events,
    idle,
    live,
    ran,
    references,
    release,
    told,
    unlucky,
)

CASE_KINDS = ["Opened", "Moved", "Reviewed", "Reviewed", "Assigned"]
DONE = ["Performed", "Moved"]


class Public(http.server.ThreadingHTTPServer):
    """A public web server that fails: it alters a page, or is gone after some answers.

    With `whom` it alters the page only for visitors whose programs call themselves so.
    """

    daemon_threads = True

    def __init__(
        self, root: Path, port: int, *, altered: str = "", whom: str = "", answers: int = 10**9
    ) -> None:
        self.root, self.altered, self.whom, self.answers = root, altered, whom, answers
        super().__init__(("127.0.0.1", port), Visit)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about visitors who hang up."""


class Visit(http.server.SimpleHTTPRequestHandler):
    server: Public

    def __init__(self, request: socket.socket, client: tuple[str, int], server: Public) -> None:
        super().__init__(request, client, server, directory=str(server.root.resolve()))

    def do_GET(self) -> None:
        self.server.answers -= 1
        if self.server.answers < 0:
            self.server.socket.close()  # nobody is let in any more
            self.close_connection = True
        elif self.path == self.server.altered and self.server.whom in self.headers["User-Agent"]:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Diretas</title>")
        else:
            super().do_GET()

    def list_directory(self, path: object) -> None:
        """Show nobody what is in a folder."""
        self.send_error(404)

    def log_message(self, format: str, *words: object) -> None:
        """Keep no log."""


@contextmanager
def served(
    office: OfficeWorld, port: int, *, altered: str = "", whom: str = "", answers: int = 10**9
) -> Iterator[None]:
    with Public(office.world.live, port, altered=altered, whom=whom, answers=answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def failed(office: OfficeWorld) -> str:
    """Return the reasons of the failure that the ledger told last."""
    deed = events(office)[-1].deed
    assert isinstance(deed, Failed)
    return "\n".join(deed.reasons)


@pytest.mark.browser
def test_a_site_that_is_down_dies_or_differs_goes_back_and_waits_for_the_pengelola(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        old, port = release(office), free_port()
        office.settle("url", f"http://127.0.0.1:{port}/")

        def tried() -> str:
            one = office.run(BOT, "reconcile")
            assert one.code == 4, one.out
            assert "the release before is live again" in one.out
            assert release(office) == old
            assert idle(office)
            reasons, where = failed(office), office.run(PENGELOLA, "status", office.case).out
            assert "Step 5 (upload): waits for Melati Rekaanwati" in where
            assert reasons.splitlines()[0] in where
            again = office.run(PENGELOLA, "perform", office.case)
            assert again.code == 0, again.out
            return reasons

        assert "does not answer" in tried()
        with served(office, port, answers=20):
            assert "does not answer" in tried()
        with served(office, port, altered="/pengumuman/jadwal-seleksi/"):
            assert "does not have the bytes that were published" in tried()
        with served(office, port):
            assert office.run(BOT, "reconcile").code == 0
        assert release(office) != old
        assert told(office)[-2:] == DONE
        assert told(office).count("Failed") == told(office).count("Requested") == 3


@pytest.mark.browser
def test_a_target_that_is_full_or_barred_keeps_its_site_and_is_published_to_later(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        old = release(office)
        full = unlucky(office, "full:20000", "reconcile")
        assert full.code == 4
        assert "There is no room for the release" in full.out
        assert "Free some space" in full.out
        office.world.public.chmod(0o555)
        barred = unlucky(office, "barred", "reconcile")
        office.world.public.chmod(0o755)
        assert barred.code == 4
        assert "must not be written or read" in barred.out
        assert "Traceback" not in full.out + barred.out
        assert release(office) == old
        assert "Failed" not in told(office)
        assert office.run(BOT, "reconcile").code == 0
        assert release(office) != old
        assert told(office)[-2:] == DONE


@long
@pytest.mark.browser
def test_where_the_evidence_cannot_be_kept_the_release_before_is_live_again(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        old = release(office)
        unkept = unlucky(office, "unkept", "reconcile", "--json")
        assert unkept.code == 4, unkept.out
        [problem] = json.loads(unkept.out)["problems"]
        assert problem["case"] == CASE
        assert "The computer refused" in problem["what"]
        assert "/evidence/" in problem["what"]
        assert release(office) == old
        assert "Failed" not in told(office)
        assert office.run(BOT, "reconcile").code == 0
        assert release(office) != old


def test_without_a_browser_nothing_is_switched_and_it_says_how_to_get_one(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        old = release(office)
        without = ran(office, BOT, "reconcile", **NO_BROWSER)
        assert without.code == 4
        assert "There is no browser at /nonexistent." in without.out
        assert "playwright install chromium" in without.out
        assert release(office) == old
        assert told(office)[-1] == "Merged"


def settle_page(office: OfficeWorld, text: bytes, path: str = PAGE) -> None:
    """Let another case put a page on the site meanwhile: that of the case, with another text."""
    desk, other = office.desk(BOT), "20261116-lain"
    base = desk.forge.base()
    commit = desk.git.commit(desk.git.tree_with(base, {path: text}), [base], "meanwhile\n",
                             moment=int(office.now.timestamp()))  # fmt: skip
    office.tell(PENGELOLA, Opened("update-website", "Lain", office.now), case=other)
    ended = (Merged("manuscript", base, commit), Archived(commit))
    # Its life is not told: only that a ledger knows of the commit matters here.
    office.tell(BOT, *ended, case=other, branches={"main": commit})


def marked_again(office: OfficeWorld) -> None:
    for who in ("cendana", "dahlia"):
        office.tell(who, approval(office, "manuscript"), minutes=10)
    office.tell("cendana", Assigned(office.account(PENGELOLA)))


def test_a_conflict_is_settled_by_the_author_and_marked_again(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        page = office.folder(PENGELOLA) / PAGE
        settle_page(office, page.read_bytes().replace(b"1 Desember", b"2 Desember"))
        before, old = references(office), release(office)
        conflict = office.run(BOT, "reconcile")
        assert conflict.code == 4
        assert f"{office.case}: The manuscript conflicts with what was published" in conflict.out
        assert "git merge origin/main" in conflict.out
        assert (references(office), release(office)) == (before, old)

        office.git(PENGELOLA, "fetch", "--quiet", "origin")
        office.git(PENGELOLA, "merge", "--quiet", "origin/main")
        both = office.run(PENGELOLA, "submit")
        assert both.code == 3
        assert f"{PAGE}\n" in both.out
        assert "Two versions of this passage" in both.out
        text = page.read_text()
        ours = text.split("<<<<<<<")[0] + "Seleksi 1 Desember.\n"
        page.write_text(ours)
        handed_in = office.run(PENGELOLA, "submit", "-m", "Digabung")
        assert handed_in.code == 0, handed_in.out
        assert told(office)[-1] == "Moved"
        clean = office.git(PENGELOLA, "status", "--porcelain")
        assert clean.out == ""
        marked_again(office)
        ran(office, BOT, "reconcile", **NO_BROWSER)
        assert told(office)[-1] == "Merged"
        assert office.door().git.read("refs/heads/main", PAGE) == ours.encode()


def test_a_draft_is_checked_as_it_would_be_published_with_what_came_before_it(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        page = (office.folder(PENGELOLA) / PAGE).read_bytes()
        # Nothing conflicts, yet of two pages at one address the site can show one only.
        settle_page(office, page, path=PAGE.replace(".md", "/index.md"))
        before, old = references(office), release(office)
        refused = office.run(BOT, "reconcile", **NO_BROWSER)
        assert refused.code == 4, refused.out
        assert f"{office.case}: {PAGE}: " in refused.out
        assert "'git merge origin/main' and 'paraf check'" in refused.out
        assert (references(office), release(office)) == (before, old)
        assert told(office)[-1] == "Assigned"

        office.git(PENGELOLA, "fetch", "--quiet", "origin")
        office.git(PENGELOLA, "merge", "--quiet", "--no-edit", "origin/main")
        checked = office.run(PENGELOLA, "check")
        assert (checked.code, PAGE in checked.out) == (3, True), checked.out


@pytest.mark.parametrize(
    ("file", "right", "wrong", "place"),
    [
        ("officials.yml", b"version: 1", b"version: 1\nversion: 2", "officials.yml:4:"),
        ("pipeline.yml", b"keep: 5", b"keep: many", "pipeline.yml:"),
        ("rules.yml", b"file_megabytes: 20", b"file_megabytes: -1", "rules.yml:3:"),
        ("sop/update-website.yml", b"act: prepare", b"act: menyusun", "sop/update-website.yml:"),
    ],
)
def test_rules_that_are_not_valid_stop_everything(
    tmp_path: Path, file: str, right: bytes, wrong: bytes, place: str
) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    desk, path = office.desk("admin"), f"review/{file}"
    base = desk.forge.base()
    text = desk.git.read(base, path) or b""
    assert right in text
    tree = desk.git.tree_with(base, {path: text.replace(right, wrong, 1)})
    commit = desk.git.commit(tree, [base], "wrong\n", moment=int(office.now.timestamp()))
    with around(desk.git):
        desk.forge.push({"refs/heads/main": commit})
    before = references(office)
    stopped = office.run(BOT, "reconcile")
    assert stopped.code == 5, stopped.out
    assert f"review/{place}" in stopped.out
    assert references(office) == before
    assert not office.world.public.exists()


def second_case(office: OfficeWorld) -> str:
    """Bring another case of the same day to the same step; return its id."""
    desk, first_case = office.folder(PENGELOLA), office.case
    office.run(PENGELOLA, "new", "Hasil seleksi", "--summary", "Hasil seleksi administrasi.")
    office.case = "20261116-hasil-seleksi"
    page = desk / "content/pengumuman/hasil-seleksi.md"
    front = page.read_text().rpartition("---\n")[0]
    page.write_text(f"{front}---\n\n# Hasil seleksi\n\nSemua lulus.\n")
    handed_in = office.run(PENGELOLA, "submit")
    assert handed_in.code == 0, handed_in.out
    marked_again(office)
    office.case = first_case
    return "20261116-hasil-seleksi"


@long
@pytest.mark.browser
def test_two_cases_of_one_day_are_both_published_each_with_its_own_serial(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        office.git(PENGELOLA, "reset", "--quiet", "--hard", f"origin/draft/{CASE}")
        other = second_case(office)
        both = office.run(BOT, "reconcile")
        assert both.code == 0, both.out
        assert told(office)[-2:] == told(office, other)[-2:] == DONE
        outputs = [
            event.deed.outputs
            for case in (other, CASE)
            for event in events(office, case)
            if isinstance(event.deed, Performed)
        ]
        assert [int(one["serial"]) for one in outputs] in ([3, 4], [4, 3])
        assert release(office) in [one["release"] for one in outputs if one["serial"] == "4"]
        assert (office.world.live / "pengumuman/hasil-seleksi/index.html").is_file()
        assert (office.world.live / "pengumuman/jadwal-seleksi/index.html").is_file()
        assert idle(office)


@long
@pytest.mark.browser
def test_a_page_that_failed_goes_live_with_no_other_case_before_it_was_found_right(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        office.git(PENGELOLA, "reset", "--quiet", "--hard", f"origin/draft/{CASE}")
        other = second_case(office)
        old, port, page = release(office), free_port(), "/pengumuman/jadwal-seleksi/"
        office.settle("url", f"http://127.0.0.1:{port}/")
        # Only browsers are shown another page, so that the bytes alone are found right.
        with served(office, port, altered=page, whom="Mozilla"):
            for case in (CASE, other):
                assert office.run(BOT, "reconcile", case).code == 4
                deed = events(office, case)[-1].deed
                assert isinstance(deed, Failed)
                assert page in deed.reasons[0]
                assert release(office) == old
        assert office.run(PENGELOLA, "perform", other).code == 0
        with served(office, port):
            assert office.run(BOT, "reconcile", other).code == 0
        assert _seen(office, other) == {"pengumuman/hasil-seleksi/", page.strip("/") + "/"}
        assert office.run(PENGELOLA, "perform", CASE).code == 0
        with served(office, port):
            assert office.run(BOT, "reconcile", CASE).code == 0
        # The other case's page was found right meanwhile.
        assert _seen(office, CASE) == {page.strip("/") + "/"}


def _seen(office: OfficeWorld, case: str) -> set[str]:
    """Return the pages that the inspection of a case opened."""
    head = [one.deed.head for one in events(office, case) if isinstance(one.deed, Moved)][-1]
    path = f"review/archive/2026/{case}/data/report/evidence/inspection.json"
    found = json.loads(office.door().git.read(head, path) or b"")
    return {one["path"] for one in found["pages"]}


def test_a_fault_in_one_case_leaves_the_others_alone(tmp_path: Path) -> None:
    with live(tmp_path, 5) as office:
        office.git(PENGELOLA, "reset", "--quiet", "--hard", f"origin/draft/{CASE}")
        page = (office.folder(PENGELOLA) / PAGE).read_bytes()
        settle_page(office, page.replace(b"1 Desember", b"2 Desember"))
        other = second_case(office)
        run = ran(office, BOT, "reconcile", "--json", **NO_BROWSER)
        assert run.code == 4
        found = json.loads(run.out)
        assert [one["case"] for one in found["problems"]] == [other, CASE]
        assert [one["case"] for one in found["did"]] == [other]
        assert told(office, other)[-1] == "Merged"
        assert told(office) == CASE_KINDS
        board = json.loads(office.run(BOT, "status", "--json").out)
        assert {one["case"]: one["stand"] for one in board} == {CASE: "ToMerge", other: "ToPerform"}


@long
@pytest.mark.browser
def test_an_upload_asked_for_again_after_a_returned_report_ends_in_a_new_report(
    tmp_path: Path,
) -> None:
    with live(tmp_path, 5) as office:
        assert office.run(BOT, "reconcile").code == 0
        for who, *words in (
            (KASUBID, "review", office.case, "--return", "Unggah lagi"),
            (PENGELOLA, "perform", office.case),
        ):
            office.later(5)
            ran = office.run(who, *words)
            assert ran.code == 0, ran.out
        early = office.run(KASUBID, "review", office.case, "--approve")
        assert early.code == 3, early.out
        again = office.run(BOT, "reconcile")
        assert again.code == 0, again.out
        assert told(office).count("Performed") == 2
        for who in (KASUBID, "dahlia", "gaharu"):
            office.later(5)
            office.reads(who)
            ran = office.run(who, "review", office.case, "--approve")
            assert ran.code == 0, ran.out


def test_a_commit_that_went_around_the_gate_is_never_published(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(5)
    page = office.folder(PENGELOLA) / "content" / "index.md"
    page.write_text(page.read_text() + "\nPalsu.\n")
    for words in (("switch", "-q", "--detach", "origin/main"), ("add", "."),
                  ("commit", "-q", "--no-gpg-sign", "-m", "palsu")):  # fmt: skip
        assert office.git(PENGELOLA, *words).code == 0
    around = "git -c core.hooksPath=/dev/null receive-pack"
    pushed = office.git(PENGELOLA, "push", f"--receive-pack={around}", "origin", "HEAD:main")
    assert pushed.code == 0, pushed.out
    ran = office.run(BOT, "reconcile", office.case)
    assert ran.code == 4
    assert "around the gate" in ran.out
    assert "Merged" not in told(office)
