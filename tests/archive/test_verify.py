"""Whatever is changed in a bag is found, and named."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import world
from archive.conftest import Made
from everything import long
from paraf.archive import chain
from paraf.archive.files import digest
from paraf.archive.verify import Verification, verify
from paraf.core.words import Text


def quiet(what: Text, done: int = 0, total: int = 0) -> None:
    """Show nothing."""


def checked(folder: Path) -> Verification:
    return verify(folder, progress=quiet)


def places(folder: Path) -> set[str]:
    return {one.place for one in checked(folder).findings}


def kinds(folder: Path) -> set[str]:
    return {one.kind for one in checked(folder).findings}


def all_files(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def flip(path: Path, offset: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[offset % len(data)] ^= 1 << bit
    path.write_bytes(data)


def test_a_bag_as_it_was_archived_is_intact(pristine: Made) -> None:
    result = checked(pristine.folder)
    assert result.findings == ()
    assert result.intact
    assert result.case == world.CASE
    assert len(result.checked) == 9


def test_one_changed_byte_in_any_file_is_found_and_the_file_is_named(pristine: Made) -> None:
    missed = []
    for name in all_files(pristine.folder):
        path = pristine.folder / name
        whole = path.read_bytes()
        flip(path, len(whole) // 2)
        try:
            if name not in places(pristine.folder):
                missed.append(name)
        finally:
            path.write_bytes(whole)
    assert missed == []


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(which=st.integers(0, 1000), offset=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_any_one_bit_is_found(pristine: Made, which: int, offset: int, bit: int) -> None:
    names = all_files(pristine.folder)
    # The manifests are the smallest part of the bag, and the one that guards the rest.
    tags = [one for one in names if not one.startswith("data/")] * 5
    name = (names + tags)[which % len(names + tags)]
    path = pristine.folder / name
    whole = path.read_bytes()
    flip(path, offset, bit)
    try:
        result = checked(pristine.folder)
    finally:
        path.write_bytes(whole)
    assert not result.intact
    assert name in {one.place for one in result.findings}


@long
def test_every_file_that_is_taken_away_is_named(pristine: Made, tmp_path: Path) -> None:
    missed = []
    for name in all_files(pristine.folder):
        away = tmp_path / "away"
        shutil.move(pristine.folder / name, away)
        try:
            if name not in places(pristine.folder):
                missed.append(name)
        finally:
            shutil.move(away, pristine.folder / name)
    assert missed == []


@pytest.mark.parametrize(
    "name", ["data/report/new.txt", "data/.hidden", "fetch.txt", "manifest-md5.txt", "x/y"]
)
def test_every_file_that_is_added_is_named(made: Made, name: str) -> None:
    path = made.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert {name} <= places(made.folder) <= {name, "data/report"}


def test_a_case_with_a_report_may_have_a_whole_record_besides(made: Made) -> None:
    for name in ("record.yml", "record.html", "record.pdf"):
        (made.data / "record").mkdir(exist_ok=True)
        pdf = (made.data / "signoff.pdf").read_bytes()
        (made.data / "record" / name).write_bytes(pdf if name.endswith(".pdf") else b"-\n")
    world.seal(made.folder, made.case.keys)
    assert checked(made.folder).findings == ()
    (made.data / "record/record.html").unlink()
    world.seal(made.folder, made.case.keys)
    assert places(made.folder) == {"data/record/record.html"}


def test_a_renamed_file_is_named_by_both_names(made: Made) -> None:
    (made.data / "report/report.yml").rename(made.data / "report/laporan.yml")
    assert {"data/report/report.yml", "data/report/laporan.yml"} <= places(made.folder)


@pytest.mark.parametrize("target", ["/etc/hostname", "report.html", "nowhere", "."])
def test_a_link_is_refused_wherever_it_leads(made: Made, target: str) -> None:
    path = made.data / "report/report.yml"
    path.unlink()
    path.symlink_to(target)
    assert "bag-link" in kinds(made.folder)
    assert "data/report/report.yml" in places(made.folder)


def test_a_linked_folder_is_refused(made: Made, tmp_path: Path) -> None:
    shutil.move(made.data / "report/evidence", tmp_path / "evidence")
    (made.data / "report/evidence").symlink_to(tmp_path / "evidence")
    assert "data/report/evidence" in places(made.folder)


def test_a_pipe_does_not_keep_the_verifier_waiting(made: Made) -> None:
    os.mkfifo(made.data / "pipe")
    assert "data/pipe" in places(made.folder)


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "%0A"])
def test_an_odd_name_is_a_finding_that_does_no_harm(made: Made, name: str) -> None:
    (made.data / name).write_text("")
    result = checked(made.folder)
    assert "bag-name" in {one.kind for one in result.findings}
    assert all(one.place.isprintable() for one in result.findings)


def test_a_name_in_no_encoding_is_a_finding(made: Made) -> None:
    Path(os.fsdecode(os.fsencode(made.data) + b"/\xff\xfe")).write_text("")
    assert "bag-name" in kinds(made.folder)


@pytest.mark.parametrize(
    "trick", ["../../etc/passwd", "/etc/passwd", "data/../bagit.txt", "data//x"]
)
def test_a_path_that_leads_out_of_the_bag_is_never_opened(made: Made, trick: str) -> None:
    manifest = made.folder / "manifest-sha256.txt"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join(sorted([*lines, f"{'0' * 64}  {trick}\n"], key=lambda x: x[66:])))
    assert trick in places(made.folder)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.upper(),
        lambda text: text.replace("  ", " *"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
        lambda text: text.removesuffix("\n"),
        lambda text: "".join(reversed(text.splitlines(keepends=True))),
        lambda text: text + text.splitlines(keepends=True)[-1],
        lambda text: text[:0],
    ],
)
@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_a_manifest_has_only_one_form(made: Made, name: str, rewrite: Callable[[str], str]) -> None:
    path = made.folder / name
    path.write_bytes(rewrite(path.read_text()).encode())
    assert name in places(made.folder)


def test_an_edited_event_breaks_the_chain_though_all_manifests_are_made_anew(made: Made) -> None:
    lines = made.case.lines()
    lines[2] = lines[2].replace(b"lanjut", b"tolak!")
    (made.data / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    world.seal(made.folder, made.case.keys)
    found = {(one.kind, one.line) for one in checked(made.folder).findings}
    assert {("ledger-line", 3), ("ledger-chain", 4)} <= found


def test_a_whole_new_ledger_is_found_without_the_keys(made: Made) -> None:
    lines = made.case.lines()
    world.write(made.data, made.case.keys, lines, [""] * len(lines))
    world.seal(made.folder, made.case.keys)
    found = [one for one in checked(made.folder).findings if one.kind == "ledger-signature"]
    assert [one.line for one in found] == list(range(1, len(lines) + 1))


def test_an_event_signed_by_a_colleague_is_found(made: Made) -> None:
    signers = [person for person, _ in made.case.deeds]
    signers[3] = "bagus"
    made.case.tell(made.data, signers=signers)
    world.seal(made.folder, made.case.keys)
    (found,) = (one for one in checked(made.folder).findings if one.kind == "ledger-signature")
    assert found.line == 4
    assert made.case.keys.fingerprint("bagus") in str(found.what)


def test_a_key_that_is_no_longer_in_allowed_signers_signs_nothing(made: Made) -> None:
    key = made.case.keys.public("ahmad")
    signers = [line for line in made.case.keys.signers().splitlines() if key not in line]
    (made.data / "allowed_signers").write_text("\n".join(signers) + "\n")
    world.seal(made.folder, made.case.keys)
    (found,) = (one for one in checked(made.folder).findings if one.kind == "ledger-signature")
    assert found.line == 11


def test_a_key_that_was_not_valid_yet_signs_nothing(made: Made) -> None:
    signers = made.case.keys.signers().replace('"git"', '"git",valid-after="20261201"')
    (made.data / "allowed_signers").write_text(signers)
    world.seal(made.folder, made.case.keys)
    assert "ledger-signature" in kinds(made.folder)


def test_a_key_that_ran_out_since_still_proves_what_it_signed(made: Made) -> None:
    signers = made.case.keys.signers().replace('"git"', '"git",valid-before="20261130"')
    (made.data / "allowed_signers").write_text(signers)
    world.seal(made.folder, made.case.keys)
    assert checked(made.folder).intact


def test_a_truncated_ledger_is_found(made: Made) -> None:
    path = made.data / "ledger.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    world.seal(made.folder, made.case.keys)
    assert "ledger-length" in kinds(made.folder)


def test_a_ledger_cut_before_the_marks_on_the_report_is_found(made: Made) -> None:
    del made.case.deeds[8:]
    made.case.tell(made.data)
    world.seal(made.folder, made.case.keys)
    assert "marks-none" in kinds(made.folder)


def test_a_withdrawn_mark_is_no_mark(made: Made) -> None:
    for review in (9, 10, 11):
        made.case.deeds.append(
            ("bagus", {"kind": "withdrawn", "change": "report", "review": review, "deleted": False})
        )
    made.case.tell(made.data)
    world.seal(made.folder, made.case.keys)
    assert "marks-none" in kinds(made.folder)


def test_a_merge_of_another_head_is_found(made: Made) -> None:
    made.case.deeds[11][1]["head"] = "ee" * 20
    made.case.tell(made.data)
    world.seal(made.folder, made.case.keys)
    assert "marks-merge" in kinds(made.folder)


def test_a_swapped_screenshot_is_not_what_was_marked(made: Made) -> None:
    shots = made.data / "report/evidence/screenshots"
    (shots / "01-phone.webp").write_bytes((shots / "02-phone.webp").read_bytes())
    world.seal(made.folder, made.case.keys)
    assert {(one.kind, one.place) for one in checked(made.folder).findings} == {
        ("marks-listing", "data/report"),
        ("evidence-changed", "data/report/evidence/screenshots/01-phone.webp"),
    }


def test_an_archive_from_before_the_schema_was_kept_is_intact(made: Made) -> None:
    (made.data / "rules/inspection.schema.json").unlink()
    world.seal(made.folder, made.case.keys)
    assert checked(made.folder).findings == ()


def test_evidence_that_the_inspection_s_record_names_has_to_be_there(made: Made) -> None:
    (made.data / "report/evidence/screenshots/01-phone.webp").rename(
        made.data / "report/evidence/screenshots/ponsel.webp"
    )
    world.seal(made.folder, made.case.keys)
    assert {(one.kind, one.place) for one in checked(made.folder).findings} == {
        ("marks-listing", "data/report"),
        ("evidence-missing", "data/report/evidence/screenshots/01-phone.webp"),
        ("evidence-foreign", "data/report/evidence/screenshots/ponsel.webp"),
    }


def test_a_changed_manuscript_is_not_what_was_marked(made: Made) -> None:
    (made.data / "manuscript/content/pengumuman/jadwal.md").write_text("# Lain\n")
    world.seal(made.folder, made.case.keys)
    assert places(made.folder) == {"data/report", "data/manuscript"}


def test_a_download_other_than_the_published_one_is_named(made: Made) -> None:
    path = made.data / "manuscript/content/unduhan/jadwal.pdf"
    path.write_bytes(b"%PDF-1.7 lain\n")
    world.seal(made.folder, made.case.keys)
    assert "data/manuscript/content/unduhan/jadwal.pdf" in places(made.folder)


@pytest.mark.parametrize("path", ["report/manifest.json", "report/evidence/inspection.json"])
def test_evidence_that_the_ledger_did_not_record_is_named(made: Made, path: str) -> None:
    (made.data / path).write_text('{"files":{}}\n')
    world.seal(made.folder, made.case.keys)
    result = checked(made.folder)
    assert ("evidence-changed", f"data/{path}") in {(o.kind, o.place) for o in result.findings}


def test_an_embedded_file_other_than_the_one_beside_it_is_found(made: Made) -> None:
    (made.data / "report/report.yml").write_text("v: 2\n")
    world.seal(made.folder, made.case.keys)
    assert "data/report/report.pdf" in places(made.folder)


@pytest.mark.parametrize(
    "garbage", [b"", b"PACK", b"# v2 git bundle\n", b"# v3 git bundle\n@filter=blob:none\n\n"]
)
def test_a_bundle_of_garbage_is_found(made: Made, garbage: bytes) -> None:
    (made.data / "ledger.bundle").write_bytes(garbage)
    world.seal(made.folder, made.case.keys)
    assert places(made.folder) == {"data/ledger.bundle"}


def test_a_bundle_of_another_branch_is_found(made: Made) -> None:
    repository = made.case.keys.folder / "ledger"
    made.case.tell(made.data)
    world.git(repository, "update-ref", "refs/heads/main", f"ledger/{world.CASE}")
    bundle = str(made.data / "ledger.bundle")
    world.git(repository, "bundle", "create", "--quiet", bundle, "--all")
    world.seal(made.folder, made.case.keys)
    assert places(made.folder) == {"data/ledger.bundle"}


@pytest.mark.parametrize("name", ["ledger.jsonl", "ledger.bundle", "allowed_signers"])
def test_an_empty_file_is_found(made: Made, name: str) -> None:
    (made.data / name).write_bytes(b"")
    world.seal(made.folder, made.case.keys)
    assert not checked(made.folder).intact


DEEP = b"[" * 100_000
EVIL = [
    DEEP,
    b'{"a":' * 50_000,
    b"null",
    b"[]",
    b'"\\ud800"',
    b'{"v":1}',
    b'{"v":NaN}',
    b"9" * 10_000,
    b"\xff\xfe",
    b'{"files":[]}',
    b'{"files":{"\\ud800":{"sha256":"x"}}}',
    b'{"files":{"a":{"sha256":"\\ud800"}}}',
    b'{"files":{"a":null}}',
]


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
@pytest.mark.parametrize("name", ["ledger.jsonl", "report/manifest.json"])
def test_no_json_can_crash_the_verifier(made: Made, name: str, evil: bytes) -> None:
    (made.data / name).write_bytes(evil + b"\n")
    world.seal(made.folder, made.case.keys)
    assert f"data/{name}" in places(made.folder)


@pytest.mark.parametrize(
    "evil", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"%PDF-1.7\ntrailer<</Root 1 0 R>>"]
)
def test_no_pdf_can_crash_the_verifier(made: Made, evil: bytes) -> None:
    (made.data / "signoff.pdf").write_bytes(evil)
    world.seal(made.folder, made.case.keys)
    assert places(made.folder) == {"data/signoff.pdf"}


def test_a_case_s_name_is_no_way_into_git(made: Made) -> None:
    lines = [
        chain.canonical(json.loads(line) | {"case": "x:refs/heads/main"})
        for line in made.case.lines()
    ]
    (made.data / "ledger.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    world.seal(made.folder, made.case.keys)
    result = checked(made.folder)
    assert result.case == ""
    assert "data/ledger.bundle" in {one.place for one in result.findings}


def test_a_folder_that_is_no_bag_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("isi")
    assert "bag-none" in kinds(tmp_path)


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert kinds(tmp_path / "nowhere") == {"bag-unreadable"}


def test_folders_in_folders_without_end_are_a_finding(made: Made) -> None:
    deep = str(made.data)
    for _ in range(1200):
        deep += "/a"
        Path(deep).mkdir()
    (Path(deep) / "x").write_text("")
    try:
        assert "bag-name" in kinds(made.folder)
    finally:
        subprocess.run(["rm", "-rf", made.data / "a"], check=True)


def test_the_commands_in_the_bag_check_it_without_paraf(made: Made, tmp_path: Path) -> None:
    assert _by_hand(made, tmp_path).returncode == 0


@pytest.mark.parametrize(
    "name", ["data/ledger.jsonl", "data/report/report.yml", "data/rules/sop.yml", "bag-info.txt"]
)
def test_the_commands_in_the_bag_find_a_change(made: Made, tmp_path: Path, name: str) -> None:
    flip(made.folder / name, 0)
    assert _by_hand(made, tmp_path).returncode != 0


def test_the_commands_in_the_bag_find_another_signer(made: Made, tmp_path: Path) -> None:
    signers = [person for person, _ in made.case.deeds]
    signers[3] = "bagus"
    made.case.tell(made.data, signers=signers)
    world.seal(made.folder, made.case.keys)
    assert _by_hand(made, tmp_path).returncode != 0


def test_the_commands_in_the_bag_find_what_was_not_marked(made: Made, tmp_path: Path) -> None:
    (made.data / "report/report.yml").write_text("v: 2\n")
    world.seal(made.folder, made.case.keys)
    assert _by_hand(made, tmp_path).returncode != 0


def test_the_commands_in_the_bag_find_evidence_that_was_swapped(made: Made, tmp_path: Path) -> None:
    evidence = made.data / "report/evidence"
    shots = evidence / "screenshots"
    assert _by_hand(made, tmp_path, first=7).returncode == 0
    (evidence / "asing.html").write_text("")
    assert "< asing.html" in _by_hand(made, tmp_path, first=7).stdout
    (evidence / "asing.html").unlink()
    (shots / "01-phone.webp").write_bytes((shots / "02-phone.webp").read_bytes())
    swapped = _by_hand(made, tmp_path, first=7)
    assert swapped.returncode != 0
    assert "screenshots/01-phone.webp: FAILED" in swapped.stdout
    (evidence / "inspection.json").write_text("{}")
    assert _by_hand(made, tmp_path, first=7).returncode != 0


def _by_hand(made: Made, tmp_path: Path, first: int = 0) -> subprocess.CompletedProcess[str]:
    text = (made.data / "VERIFIKASI.md").read_text()
    blocks = [part.split("```")[0] for part in text.split("```bash\n")[1:]]
    assert len(blocks) == 8
    script = "set -euo pipefail\n" + "\n".join(blocks[first:])
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(scratch), "TMPDIR": str(scratch)}
    return subprocess.run(
        ["bash", "-c", script], cwd=made.folder, env=environment, capture_output=True, text=True
    )


def test_equal_digests_are_of_equal_bytes(made: Made) -> None:
    path = made.data / "report/report.yml"
    assert digest(path) == hashlib.sha256(path.read_bytes()).hexdigest()
