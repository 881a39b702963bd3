"""What others wrote is shown as it stands and steers no terminal; programs get plain JSON."""

import json
import os
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from office_world import (
    BOT,
    CASE,
    KASUBID,
    MONDAY,
    PAGE,
    PENGELOLA,
    TITLE,
    OfficeWorld,
    office_world,
)  # fmt: skip
from paraf.cli.face import shown
from paraf.cli.world import PARAF
from paraf.core.case import Opened

ODD = {
    "markup": "Jadwal [red]x[/] [/] [link=http://x]y[/link] \\[b]",
    "escapes": "Jadwal \x1b[31mmerah\x1b[0m \x1b]8;;http://x\x07klik\x9b2J",
    "turned": "Jadwal \u202efdp.exe\u202c \u2066x\u2069",
    "emoji": "Jadwal 👩🏽‍💻 :warning: 🇮🇩",
    "long": "Jadwal " + "panjang " * 24 + "sekali",
}


@pytest.mark.parametrize("title", ODD.values(), ids=ODD)
def test_an_odd_title_is_shown_harmlessly_everywhere(tmp_path: Path, title: str) -> None:
    office = office_world(tmp_path)
    # Not every forge refuses such a title; here it comes around the gate.
    office.tell(PENGELOLA, Opened("update-website", title, MONDAY), case="20261116-aneh")
    board = office.run(BOT, "status")
    full = office.run(BOT, "status", "20261116-aneh")
    data = office.run(BOT, "status", "--json")
    assert (board.code, full.code, data.code) == (0, 0, 0), board.out + full.out
    assert json.loads(data.out)[0]["title"] == title
    for out in (board.out, full.out):
        assert not set(out) & set("\x1b\x07\x9b\u202e\u2066")
        assert all(word in out for word in shown(title).split())
    assert f"20261116-aneh: {shown(title)}\n" in full.out
    assert max(map(len, board.out.splitlines())) <= 100


def test_a_case_is_not_opened_with_a_title_that_cannot_be_seen(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    for title in ("", "  ", "a\x1b[31mb"):
        assert office.run(PENGELOLA, "new", title).code == 3
    spaced = office.run(PENGELOLA, "new", "  Jadwal \n SKD [b]  ", "--json")
    assert spaced.code == 0, spaced.out
    assert json.loads(office.run(BOT, "status", "--json").out)[0]["title"] == "Jadwal SKD [b]"


def test_the_board_says_where_cases_stand_and_how_late_they_are(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    assert office.run(BOT, "status").out == "✓ No case is open.\n"
    assert json.loads(office.run(BOT, "status", "--json").out) == []
    office.case_at(3)
    assert "overdue" not in office.run(BOT, "status").out
    office.later(24 * 60)
    late = office.run(BOT, "status")
    assert "Step 3 (paraf): waits for Dahlia Ibaratni." in late.out
    assert "overdue" in late.out
    row = json.loads(office.run(BOT, "status", "--json").out)[0]
    assert {key: row[key] for key in ("case", "title", "step", "stand", "who", "overdue")} == {
        "case": CASE, "title": TITLE, "step": 3, "stand": "Waiting",
        "who": ["Dahlia Ibaratni"], "overdue": True,
    }  # fmt: skip
    full = office.run(BOT, "status", CASE)
    assert "over the norm" in full.out
    assert "Step 3 (paraf): waits for Dahlia Ibaratni." in full.out


def test_a_procedure_that_is_not_valid_blocks_its_cases_on_the_board(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(3)
    desk, path = office.desk("admin"), "review/sop/update-website.yml"
    base = desk.forge.base()
    text = (desk.git.read(base, path) or b"").replace(b"act: prepare", b"act: menyusun", 1)
    commit = desk.git.commit(desk.git.tree_with(base, {path: text}), [base], "wrong\n",
                             moment=int(office.now.timestamp()))  # fmt: skip
    office.git("admin", "config", "remote.origin.receivepack",
               "git -c core.hooksPath=/dev/null receive-pack")  # fmt: skip
    desk.forge.push({"refs/heads/main": commit})
    for words in (["status"], ["status", CASE]):
        board = office.run(BOT, *words)
        assert board.code == 0, board.out
        assert "Blocked: review/sop/update-website.yml:" in board.out
    data = json.loads(office.run(BOT, "status", "--json").out)[0]
    assert (data["case"], data["stand"]) == (CASE, "Blocked")


def test_what_commands_did_is_json_for_programs(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(2)

    def said(who: str, *words: str) -> dict[str, object]:
        ran = office.run(who, *words, "--json")
        assert ran.code == 0, ran.out
        found: dict[str, object] = json.loads(ran.out)
        return found

    assert said(KASUBID, "review", CASE)["change"] == "manuscript"
    assert said(KASUBID, "review", CASE, "--approve") == {"case": CASE, "step": 2, "approved": True}
    assert said("dahlia", "review", CASE, "--return", "Salah")["approved"] is False
    page = office.folder(PENGELOLA) / PAGE
    page.write_text(page.read_text() + "\nLagi.\n")
    assert said(PENGELOLA, "submit")["change"] == "manuscript"
    for who in (KASUBID, "dahlia"):
        said(who, "review", CASE)
        said(who, "review", CASE, "--approve")
    assert said(KASUBID, "assign", CASE) == {"case": CASE, "step": 4}


@pytest.mark.parametrize("request_", [signal.SIGINT, signal.SIGTERM])
def test_a_preview_is_served_until_it_is_asked_to_end_where_there_is_no_screen(
    tmp_path: Path, request_: signal.Signals
) -> None:
    office: OfficeWorld = office_world(tmp_path)
    office.case_at(1)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "PARAF_LANG": "en",
        "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    with subprocess.Popen(
        [*PARAF, "preview"], cwd=office.folder(PENGELOLA), env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # As a shell starts what runs in the background: with Ctrl+C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        line = child.stdout.readline()
        url = line[line.index("http://") :].strip()
        with urllib.request.urlopen(url) as answer:
            assert b"Seleksi 1 Desember" in answer.read()
        child.send_signal(request_)
        _, wrong = child.communicate()
    assert child.returncode == 0, wrong
    assert "Traceback" not in wrong
    assert url.endswith("/pengumuman/jadwal-seleksi/")
