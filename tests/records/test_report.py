"""`report.yml` is YAML that the strict reader takes, and says what the report says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from paraf.core.evidence import Checked, Evidence, FileSum, Finding, PageSeen, Release, Severity
from paraf.core.page import CaseFile, InformationClass, Page, PageMeta
from paraf.core.report import Filed, Handed, Record, Report, Row, Word
from paraf.core.words import T
from paraf.records.report import write_record, write_report
from paraf.records.sop import read_sop
from paraf.records.strict_yaml import parse
from records.papers import SOP

WIB = ZoneInfo("Asia/Jakarta")
MADE = datetime(2026, 11, 18, 9, 30, tzinfo=WIB)
PROCEDURE = read_sop(SOP, "sop.yml")


def row(step: int, who: str = "", minutes: float | None = None) -> Row:
    used = None if minutes is None else timedelta(minutes=minutes)
    at = MADE if who else None
    return Row(PROCEDURE.step(step), "Staf", who, "Plt. Staf (SK 1)", at, used, False, 2, "f" * 40)


META = PageMeta("no", date(2026, 11, 16), "x", InformationClass.PERIODIC)
RECORD = Record(
    case="jadwal",
    title="no",
    office="Kantor: Contoh",
    sop=PROCEDURE,
    zone=WIB,
    rows=(row(1, "07:30", 90.04), row(2, "Ani"), row(3)),
    made=MADE,
)
REPORT = Report(
    record=RECORD,
    case=CaseFile(
        "jadwal", "cuti", "no", ("content/a.md",), ("content/b.pdf",), InformationClass.PERIODIC,
        MADE,
    ),
    pages=(Page("a.md", META, "", 7),),
    release=Release("1" * 64, 12, "2" * 40),
    evidence=Evidence(
        "https://kantor.example/", "1" * 64, 3, 4096,
        (PageSeen("a/", "phone", 200, "no", ("no",), "a.png"),),
        (Finding("lambat", Severity.WARN, "a: b", 0, T("Slow."), T("Wait.")),),
    ),
    head="3" * 40,
    listing="4" * 64,
    commit="2" * 40,
)  # fmt: skip


def test_the_report_says_what_it_was_told() -> None:
    parsed = parse(write_report(REPORT), "report.yml")
    assert parsed.mistakes == []
    found = parsed.value
    assert (found["version"], found["case"], found["title"]) == (1, "jadwal", "no")
    assert found["office"] == "Kantor: Contoh"
    assert found["made"] == "2026-11-18T02:30:00Z"
    assert found["sop"] == {"id": "cuti", "number": "01", "title": "Cuti"}
    assert found["manuscript"]["pages"] == ["content/a.md"]
    assert found["release"]["digest"] == "1" * 64
    assert found["release"]["serial"] == 12
    assert found["inspection"]["passed"] is True
    assert found["inspection"]["findings"] == [
        {"kind": "lambat", "severity": "warn", "place": "a: b"}
    ]
    assert [one["step"] for one in found["steps"]] == [1, 2, 3]
    assert found["steps"][0]["by"] == "07:30"
    assert found["steps"][0]["minutes_used"] == 90.0
    assert found["steps"][0]["norm"] == "1 hari"
    assert found["steps"][1]["minutes_used"] is None
    assert found["steps"][2] == {"step": 3, "actor": "Staf", "norm": "2 Jam"}


def test_the_report_names_the_evidence_by_its_digests() -> None:
    proof = {"pages.wacz": FileSum(1, "6" * 64), "inspection.json": FileSum(2, "7" * 64)}
    checked = (Checked("links", T("{n} links", n=2), 2),)
    seen = replace(REPORT.evidence, at="2026-11-18T02:00:00Z", tools={"b": "1.0"}, checked=checked)
    text = write_report(replace(REPORT, evidence=seen), proof)
    found = parse(text, "report.yml").value["inspection"]
    assert found["evidence"] == {"inspection.json": "7" * 64, "pages.wacz": "6" * 64}
    assert (found["at"], found["tools"]) == ("2026-11-18T02:00:00Z", {"b": "1.0"})
    assert found["checked"] == [{"part": "links", "what": "2 links", "count": 2}]
    assert found["pages"][0] == {
        "path": "a/", "device": "phone", "theme": "light", "status": 200, "article": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "remarks",
    ["", "Semua baik.", "no", "# Catatan\n\n- satu\n- dua\n", "\n\n  tepi\n", "a: b\n\tc\r\nd \n",
     "---\n...\n", "x" * 3000, "\u2019 \u2028 😀", "'\n\"", "%\n@", "| >\n", "a \nb", " ", "\n"],
)  # fmt: skip
def test_remarks_of_any_form_come_back(remarks: str) -> None:
    parsed = parse(write_report(replace(REPORT, remarks=remarks)), "report.yml")
    if "\u2028" not in remarks:
        assert parsed.mistakes == []
    assert parsed.value["remarks"] == remarks


def test_a_digest_of_digits_stays_text() -> None:
    digits = replace(REPORT, head="1234567890" * 4, release=Release("12e3", 1, "0" * 40))
    parsed = parse(write_report(digits), "report.yml")
    assert parsed.mistakes == []
    assert parsed.value["manuscript"]["commit"] == "1234567890" * 4
    assert parsed.value["release"]["digest"] == "12e3"


def test_the_same_report_is_the_same_bytes_in_every_zone() -> None:
    assert write_report(
        replace(REPORT, record=replace(RECORD, made=MADE.astimezone(UTC)))
    ) == write_report(REPORT)


STORED = Filed(
    "Cadangan", PROCEDURE.step(1), "data/1/cadangan.stored.yml", "cadangan.zip",
    FileSum(7, "5" * 64), stored=True, media=("CD 1", "no"),
)  # fmt: skip
SAID = Word(PROCEDURE.step(2), "Ani", MADE, "Ya", "# bukan judul\n- no\n")


def test_the_record_says_what_it_was_told() -> None:
    whole = replace(
        RECORD,
        decisions=(SAID,),
        returns=(replace(SAID, says=""),),
        filed=(STORED,),
        texts=(Handed("data", "6" * 40, "7" * 64),),
        notes=(("1", "yes"),),
    )
    parsed = parse(write_record(whole), "record.yml")
    assert parsed.mistakes == []
    found = parsed.value
    assert found["sop"]["agency"] == PROCEDURE.identity.agency
    assert found["steps"][0]["step"] == "1"
    assert found["steps"][0]["taken"] is True
    assert found["decisions"][0]["answer"] == "Ya"
    assert found["returns"][0]["note"] == "# bukan judul\n- no\n"
    assert found["documents"][0] == {
        "document": "Cadangan",
        "step": "1",
        "path": "data/data/1/cadangan.stored.yml",
        "name": "cadangan.zip",
        "size": 7,
        "sha256": "5" * 64,
        "stored": True,
        "media": ["CD 1", "no"],
    }
    assert found["texts"] == [{"change": "data", "commit": "6" * 40, "listing_sha256": "7" * 64}]
    assert found["notes"] == [{"step": "1", "note": "yes"}]
