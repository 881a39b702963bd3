"""The description of the report's pull request: what was published, seen, and by whom."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from office_world import BOT, PAGE, office_world
from paraf.core.case import Performed
from paraf.core.evidence import Evidence, FileSum, Finding, PageSeen, Severity
from paraf.core.report import Report
from paraf.core.words import T
from paraf.pipeline.desk import Judged, judged
from paraf.pipeline.dossier import compose, material_of
from paraf.pipeline.notice_report import description, marker
from paraf.records.catalogue import voice
from pipeline.rendered import LIVE, NASTY, TAGS, Rendered, rendered, steering, words

say = voice("id")
URL = "pengumuman/jadwal-seleksi/"
RAW = "https://git.bkd.contoh.example/raw/"


def raw(path: str) -> str:
    """Return the address of a file of the report's branch."""
    return RAW + path


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Judged, Report]:
    """A real report, whose inspection is made up here."""
    office = office_world(tmp_path_factory.mktemp("report"))
    case = office.case_at(6)
    desk = office.desk(BOT)
    now = judged(desk, case, desk.rulebook())
    head = desk.forge.case(case).changes["report"].head or ""
    report = compose(desk, now, material_of(desk, now, head), desk.now())
    return now, replace(report, evidence=_seen())


def _seen(*findings: Finding) -> Evidence:
    shots = [("phone", "jadwal-phone.webp"), ("desktop", "jadwal-desktop.webp")]
    pages = tuple(
        PageSeen(URL, device, 200, "Jadwal seleksi", (), f"screenshots/{file}")
        for device, file in shots
    )
    dark = replace(pages[0], theme="dark", screenshot="screenshots/gelap.webp")
    kept = {
        "pages.wacz": FileSum(9, "c" * 64),
        "screenshots/gelap.webp": FileSum(9, "d" * 64),
        "summary.html": FileSum(9, "e" * 64),
    }
    site = "https://bkd.contoh.example/"
    return Evidence(site, "a" * 64, 214, 3_400_000, (*pages, dark), findings, artifacts=kept)


def shown(reported: tuple[Judged, Report], **more: object) -> tuple[str, Rendered]:
    now, report = reported
    text = description(now, replace(report, **more), raw, say=say)
    return text, rendered(text)


def test_the_report_is_told_with_its_pictures(reported: tuple[Judged, Report]) -> None:
    now, _ = reported
    text, seen = shown(reported)
    folder = f"{RAW}review/archive/2026/{now.case.id}/data/report"
    shots = [f"{folder}/evidence/screenshots/jadwal-{one}.webp" for one in ("phone", "desktop")]
    assert text.startswith(f"{marker(now.case.id)}\n")
    assert [one.get("src") for one in seen.root.iter("img")] == shots
    live = f"https://bkd.contoh.example/{URL}"
    proof = {
        f"{folder}/evidence/{one}" for one in ("inspection.json", "pages.wacz", "summary.html")
    }
    assert seen.targets == {*shots, *proof, live, f"{folder}/report.pdf"}
    facts = [one.text_content() for one in seen.root.iter("li")]
    assert facts[0] == "Disusun oleh: Melati Rekaanwati"
    assert facts[1].startswith("Diunggah pada: 16 November 2026, pukul")
    assert facts[2:4] == ["Halaman yang terbit: Jadwal seleksi", f"Rilis: {_release(reported)}"]
    assert facts[4] == "Yang diperiksa: 214 file, 3,4 MB; 3 tampilan halaman di peramban"
    assert facts[5] == "Hasil cek website: ✔ sesuai dengan yang diparaf"
    record = now.case.events[-2].deed
    assert isinstance(record, Performed)
    assert facts[7] == (
        "Bukti pemeriksaan, menurut SHA-256-nya: "
        f"inspection.json {record.outputs['inspection'][:12]}, pages.wacz {'c' * 12}, "
        f"summary.html {'e' * 12}"
    )


def test_what_differs_from_the_preview_is_shown(reported: tuple[Judged, Report]) -> None:
    seen = _seen()
    pages = (replace(seen.pages[0], difference="screenshots/beda.webp"), *seen.pages[1:])
    _, page = shown(reported, evidence=replace(seen, pages=pages))
    images = [one.get("src").rpartition("/")[2] for one in page.root.iter("img")]
    assert images == ["beda.webp", "jadwal-phone.webp", "jadwal-desktop.webp"]


def _release(reported: tuple[Judged, Report]) -> str:
    return reported[1].release.digest[:12]


def test_when_it_is_written_changes_nothing(reported: tuple[Judged, Report]) -> None:
    now, report = reported
    later = replace(report, record=replace(report.record, made=report.record.made.max))
    assert description(now, later, raw, say=say) == description(now, report, raw, say=say)


def test_what_the_inspection_found_is_told(reported: tuple[Judged, Report]) -> None:
    wrong = Finding("x", Severity.BLOCK, PAGE, 0, T("The page ended."), T("y"))
    _, seen = shown(reported, evidence=_seen(wrong))
    assert "✘ tidak sesuai dengan yang diparaf" in seen.text
    assert seen.tables[0][1] == [PAGE, "wajib diperbaiki", "The page ended."]


def test_the_preparers_remarks_are_quoted(reported: tuple[Judged, Report]) -> None:
    text, _ = shown(reported, remarks="Tautan *dibetulkan*.\n\nGambar diganti.")
    assert "> “Tautan &#42;dibetulkan&#42;.<br>Gambar diganti.”\n" in text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words)
@example("".join(NASTY))
def test_nobodys_words_change_its_form(reported: tuple[Judged, Report], said: str) -> None:
    now, report = reported
    meta = replace(report.pages[0].meta, title=said)
    wrong = Finding("x", Severity.WARN, said, 0, T("{x}", x=said), T("y"))
    text = description(
        now,
        replace(report, remarks=said, pages=(replace(report.pages[0], meta=meta),),
                evidence=_seen(wrong)),
        raw, say=say,
    )  # fmt: skip
    seen = rendered(text)
    assert seen.tags <= TAGS
    # The page, the report, and the evidence with its pictures: nothing that anybody wrote.
    assert len(seen.targets) == 7
    assert LIVE.search(seen.text) is None, ascii(seen.text)
    assert not steering(text)
    assert text.count("<!--") == 1
    assert {len(row) for row in seen.tables[0]} == {3}


def test_a_page_of_any_name_has_its_own_address(reported: tuple[Judged, Report]) -> None:
    page = replace(reported[1].pages[0], path="a b/x#y?z.md")
    _, seen = shown(reported, pages=(page,))
    assert "https://bkd.contoh.example/a%20b/x%23y%3Fz/" in seen.targets


def test_it_is_no_longer_than_a_forge_takes(reported: tuple[Judged, Report]) -> None:
    wrong = Finding("x", Severity.WARN, PAGE, 0, T("{x}", x="|é" * 900), T("y"))
    text, seen = shown(reported, evidence=_seen(*[wrong] * 300), remarks="#" * 90_000)
    assert len(text.encode()) <= 60_000
    left = 301 - len(seen.tables[0])
    assert f"\n{left} lainnya ada di laporan.\n" in text


def test_many_pages_are_shown_in_part(reported: tuple[Judged, Report], tmp_path: Path) -> None:
    one, page = reported[1].evidence.pages[0], reported[1].pages[0]
    own = tuple(replace(page, path=f"pengumuman/{no}.md") for no in range(60))
    many = tuple(replace(one, path=each.url) for each in own)
    _, seen = shown(reported, pages=own, evidence=replace(_seen(), pages=many))
    assert len(list(seen.root.iter("img"))) == 20
