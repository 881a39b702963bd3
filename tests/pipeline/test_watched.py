"""Watching over the live site: an incident is told once, with its evidence, and so is its end."""

import atexit
import json
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_world import BOT, CASE, OfficeWorld, around, merge, office_world, place
from paraf.core.evidence import Evidence, Finding, Release, Severity
from paraf.core.words import T
from paraf.inspection.evidence.record import as_json, from_json
from paraf.pipeline.desk import judged
from paraf.pipeline.dossier import open_report
from paraf.pipeline.incidents import Incident, Incidents, marks, name_of
from paraf.pipeline.publish import Published, serial, target_of
from paraf.pipeline.tree import build_site, checked_out, moment
from paraf.pipeline.watch import is_due
from paraf.ports import StoreFault
from paraf.site.manifest import as_json as manifest_json
from paraf.site.serve import serving
from paraf.target import notice
from pipeline.live import NO_BROWSER, live
from service.command import serving as service

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
PAGE = "pengumuman/jadwal-seleksi/index.html"
DEFACED = b"<!doctype html><title>Diretas</title><h1>Diretas</h1>"


@contextmanager
def watched(folder: Path) -> Iterator[OfficeWorld]:
    """Give an office whose case was published, its site live."""
    office = OfficeWorld(folder / "office", CASE)
    place(_published(), office.root)
    with serving(office.world.live) as url:
        office.settle("url", url)
        yield office


@cache
def _published() -> Path:
    """Return an office that published its case as the program does, but for the inspection."""
    root = Path(tempfile.mkdtemp(prefix="paraf-watched-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    office = office_world(root)
    office.case_at(5)
    merge(office, "manuscript")
    office.later(5)
    desk = office.desk(BOT)
    book, commit = desk.rulebook(), desk.forge.base()
    with checked_out(desk, commit) as tree:
        manifest = build_site(desk, tree, root / "site", moment(desk, commit), papers=False)
    release = Release(manifest.digest, serial(desk, commit), commit)
    target_of(desk, book.settings).publish(root / "site", release, manifest)
    seen = Evidence("https://bkd.contoh.example/", release.digest, 0, 0, (), ())
    done = Published(release, manifest_json(manifest), seen, {"inspection.json": as_json(seen)})
    with around(desk.git):
        open_report(desk, book, judged(desk, CASE, book), done, 5)
    return office.root


def look(office: OfficeWorld, *words: str, **settings: str) -> tuple[int, str]:
    ran = office.run(BOT, "inspect", "--live", *words, **(settings or NO_BROWSER))
    return ran.code, ran.out


def evidence(office: OfficeWorld) -> list[Path]:
    """Return the folders of the incidents, oldest first."""
    kept = office.folder(BOT) / ".git" / "paraf" / "incidents"
    return sorted((one for one in kept.iterdir() if one.is_dir()), key=lambda one: one.name)


def live_file(office: OfficeWorld, path: str) -> Path:
    return office.world.live.resolve() / path


@pytest.mark.server
def test_a_defaced_page_is_an_incident_with_its_evidence(tmp_path: Path) -> None:
    with watched(tmp_path) as office:
        live_file(office, PAGE).write_bytes(DEFACED)
        code, out = look(office)
    assert code == 3, out
    assert "INCIDENT: the live site is not what was marked." in out
    assert "/pengumuman/jadwal-seleksi/: The file does not have the bytes that were" in out
    (folder,) = evidence(office)
    assert folder.name.startswith("20261116-")
    seen = from_json((folder / "inspection.json").read_bytes())
    blocking = [one.kind for one in seen.findings if one.severity is Severity.BLOCK]
    assert blocking == ["file-changed"]
    story = json.loads((folder / "incident.json").read_text())
    assert (folder / story["changed"][0]["body"]).read_bytes() == DEFACED
    assert (folder / "summary.html").is_file()
    assert "INCIDENT since" in office.run(BOT, "status").out


@pytest.mark.server
def test_an_incident_is_told_once_and_so_is_what_joins_it_and_its_end(tmp_path: Path) -> None:
    with watched(tmp_path) as office:
        page, home = live_file(office, PAGE), live_file(office, "index.html")
        right = page.read_bytes(), home.read_bytes()
        said = []

        def then(*bodies: bytes) -> None:
            office.later(60)
            page.write_bytes(bodies[0])
            home.write_bytes(bodies[1])
            said.append(look(office))

        then(*right)
        then(DEFACED, right[1])
        then(DEFACED, right[1])
        then(DEFACED, DEFACED)
        then(right[0], DEFACED)
        then(*right)
        then(*right)
        status = office.run(BOT, "status").out
    assert [code for code, _ in said] == [0, 3, 7, 3, 7, 0, 0]
    assert "goes on; nothing new" in said[2][1]
    assert "The file does not have" not in said[2][1]
    assert "jadwal-seleksi" not in said[3][1].partition("Evidence")[0]
    assert ["is over" in out for _, out in said[5:]] == [True, False]
    assert len(evidence(office)) == 2
    assert "INCIDENT" not in status


@pytest.mark.server
def test_whoever_changes_a_file_and_the_listing_beside_it_is_found_all_the_same(
    tmp_path: Path,
) -> None:
    with watched(tmp_path) as office:
        live_file(office, PAGE).write_bytes(DEFACED)
        folder = office.world.live.resolve()
        told = notice.read(folder)
        assert told is not None
        file = folder / notice.PATH
        said = json.loads(file.read_text())
        said["manifest"][PAGE] = {"size": len(DEFACED), "sha256": "0" * 64}
        file.write_text(json.dumps(said))
        code, out = look(office, "--json")
        assert code == 3, out
        found = json.loads(out)
        assert found["outcome"] == "incident"
        assert [one["kind"] for one in found["news"]] == ["file-changed"]


@pytest.mark.server
def test_a_site_that_is_down_is_an_incident_whose_end_is_told(tmp_path: Path) -> None:
    office = OfficeWorld(tmp_path / "office", CASE)
    place(_published(), office.root)
    with serving(office.world.live) as url:
        office.settle("url", url)
        port = int(url.rstrip("/").rpartition(":")[2])
    code, out = look(office)
    assert code == 3, out
    assert "The server does not answer" in out
    assert look(office)[0] == 7
    with serving(office.world.live, port=port):
        code, out = look(office)
    assert (code, "is over" in out) == (0, True)


@pytest.mark.browser
def test_the_home_page_is_looked_at_in_a_browser(tmp_path: Path) -> None:
    with watched(tmp_path) as office:
        into = tmp_path / "bukti"
        live_file(office, PAGE).write_bytes(DEFACED)
        code, out = look(office, "--into", str(into), "--json", PARAF_LANG="en")
        assert code == 3, out
        assert [(one["path"], one["device"]) for one in json.loads(out)["pages"]] == [
            ("", "desktop")
        ]
        assert list(into.glob("*/screenshots/index-desktop.webp"))
        assert not (office.folder(BOT) / ".git" / "paraf" / "incidents" / "open.json").exists()


@pytest.mark.server
def test_what_only_a_browser_saw_is_not_over_while_none_looks(tmp_path: Path) -> None:
    with watched(tmp_path) as office:
        incidents = Incidents(office.folder(BOT) / ".git" / "paraf" / "incidents")
        seen = incident("console-error https://kantor.example/")
        incidents.keep(seen, kept(tmp_path / "bukti"), [])
        code, out = look(office, "--json")
        told = json.loads(out)
        assert (code, told["outcome"]) == (7, "known"), out
        assert told["unseen"] == "There is no browser at /nonexistent."
        assert incidents.open() == seen
        assert "There is no browser at /nonexistent." in look(office)[1]
        incidents.keep(incident("file-changed https://kantor.example/"), tmp_path / "bukti", [])
        code, out = look(office, "--json")
        assert (code, json.loads(out)["outcome"]) == (0, "ended"), out
        told = json.loads(look(office, "--json")[1])
        assert (told["outcome"], told["unseen"] is None) == ("well", False)


@pytest.mark.server
def test_the_service_tells_a_look_without_a_browser_and_one_that_failed(tmp_path: Path) -> None:
    with watched(tmp_path) as office:
        config = tmp_path / "serve.toml"
        config.write_text(
            'listen = "127.0.0.1:0"\n[[repositories]]\nwatch = "1h"\n'
            f'folder = "{office.folder(BOT)}"\n'
        )
        with service(office.world, config, **NO_BROWSER) as running:
            first, second = running.line(), running.line()
            running.end(signal.SIGTERM)
        last = office.folder(BOT) / ".git" / "paraf" / "incidents" / "last.json"
        last.unlink()
        last.mkdir()  # nothing can be written in its place
        with service(office.world, config, **NO_BROWSER) as running:
            third, fourth = running.line(), running.line()
            running.end(signal.SIGTERM)
    assert "the live site was looked at without a browser: There is no browser at" in second, first
    for line in (first, third):
        assert "the run itself failed" not in line
    assert "the live site could not be looked at: IsADirectoryError" in fourth, third


@pytest.mark.server
def test_where_no_case_published_there_is_nothing_to_hold_the_site_against(
    tmp_path: Path,
) -> None:
    with live(tmp_path) as office:
        code, out = look(office)
        assert code == 4
        assert "nothing was published by a case" in out


def test_a_look_is_due_by_the_last_one_of_this_clone(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    desk = office.desk(BOT)
    assert is_due(desk, 60)
    Incidents(desk.git.private / "paraf" / "incidents").looked(desk.now())
    assert not is_due(desk, 60)
    office.later(1)
    assert is_due(desk, 60)
    office.later(-90)  # a clock that was put back must not stop the watch
    assert is_due(desk, 60)


def incident(*found: str) -> Incident:
    return Incident(name_of(found, AT), AT, "d" * 64, frozenset(found))


def kept(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_what_was_kept_is_what_is_open_until_it_is_closed(tmp_path: Path) -> None:
    incidents = Incidents(tmp_path / "incidents")
    assert incidents.open() is None
    one = incident("file-changed https://kantor.example/")
    place = incidents.keep(one, kept(tmp_path / "bukti", inspeksi="x"), [])
    assert incidents.open() == one
    assert (place / "inspeksi").read_text() == "x"
    incidents.close(one, AT + timedelta(hours=1))
    assert incidents.open() is None
    assert json.loads((place / "ended.json").read_text())["at"] == "2026-11-16T02:00:00+00:00"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"folder": 1, "since": "x", "marks": []}'])
def test_a_broken_memory_is_a_fault_and_no_silence(tmp_path: Path, text: str) -> None:
    (tmp_path / "open.json").write_text(text)
    with pytest.raises(StoreFault, match="cannot be read"):
        Incidents(tmp_path).open()


@given(st.sets(st.text(max_size=9), max_size=9))
def test_an_incident_is_named_by_what_was_found_and_not_by_its_order(found: set[str]) -> None:
    assert name_of(sorted(found), AT) == name_of(sorted(found, reverse=True), AT)


def test_only_what_blocks_makes_an_incident() -> None:
    def one(severity: Severity) -> Finding:
        return Finding("file-changed", severity, severity.value, 0, T("x"), T("y"))

    assert marks([one(Severity.BLOCK), one(Severity.WARN)]) == {"file-changed block"}
