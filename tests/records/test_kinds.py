"""Every kind of file: a right one reads, a spoiled one is refused on its line in plain words."""

import pytest

from paraf.ports import RecordFault
from paraf.records.drafts import read_case, read_rules
from paraf.records.office import read_office
from paraf.records.sop import read_sop
from records.papers import OFFICIALS, PIPELINE, READERS, ROOT, SOP, key, said, swapped


@pytest.mark.parametrize("kind", READERS)
def test_a_right_file_reads(kind: str) -> None:
    text, read = READERS[kind]
    assert read(text) is not None


def test_the_example_office_reads() -> None:
    review = ROOT / "review"
    names = ("officials.yml", "pipeline.yml")
    officials, pipeline = ((review / name).read_text("utf-8") for name in names)
    read_office(officials, pipeline, files=names)
    read_rules((review / "rules.yml").read_text("utf-8"), "rules.yml")
    for file in sorted((review / "sop").glob("*.yml")):
        assert read_sop(file.read_text("utf-8"), file.name).id == file.stem


SLUG = "must be of small letters, digits and single hyphens only."
ONE_LINE = "must be one line, without tabs."
EARLIER = "A review returns to an earlier step of the same change."
NO_KEY = "This is no SSH public key (the line of a .pub file)."
OVERLAP = "The hours of a day follow one another without overlap."
ADDRESS = "The address begins with http:// or https:// and ends with a slash."
MOMENT = "opened must be a moment such as 2026-11-16T08:00:00+07:00."
RATHER = "is text here, but a date to other programs; put it in quotes."
CLASSES = "information_class must be one of: berkala, serta-merta, setiap-saat, dikecualikan."
STEP_3 = "norm: 2 Jam\n    act: disposition\n"

SPOILED = [
    # What holds for every kind.
    ("rules", "version: 1\n", "", "1: version is missing."),
    ("rules", "version: 1\n", "version: 2\n", "1: version must be one of: 1."),
    ("rules", "version: 1\n", "version: '1'\n", "1: version must be one of: 1."),
    ("rules", "version: 1\n", "version: 1\ncolour: red\n", "2: colour is not known here."),
    ("rules", "file_megabytes: 20", "file_megabytes: 2.5",
     "2: file_megabytes must be a whole number."),
    ("rules", "file_megabytes: 20", 'file_megabytes: "20"',
     "2: file_megabytes must be a whole number."),
    ("rules", "file_megabytes: 20", "file_megabytes: true",
     "2: file_megabytes must be a whole number."),
    ("rules", "file_megabytes: 20", "file_megabytes: 0", "2: file_megabytes must be at least 1."),
    ("rules", "file_megabytes: 20", "file_megabytes: 9999",
     "2: file_megabytes must be at most 2000."),
    ("rules", "file_megabytes: 20", "file_megabytes: 1_000",
     '2: Some programs read 1_000 as something else; put it in quotes: "1_000".'),
    ("rules", "types:\n  .md: text/markdown\n  .pdf: application/pdf\n", "types: {}\n",
     "5: types must hold at least one item."),
    ("rules", "types:\n  .md: text/markdown\n  .pdf: application/pdf\n", "types: [.md]\n",
     "5: types must be a group of keys."),
    ("rules", ".pdf: app", "pdf: app", "7: pdf is no file ending such as .pdf."),
    ("rules", ".pdf: app", ".PDF: app", "7: .PDF is no file ending such as .pdf."),
    ("rules", ".pdf: app", ".tar.gz: app", "7: .tar.gz is no file ending such as .pdf."),
    ("rules", "application/pdf", "", "7: types..pdf must be text; put it in quotes."),
    ("rules", "version: 1\n", "version: 1\ninspection: {connections: 0}\n",
     "2: inspection.connections must be at least 1."),
    ("rules", "version: 1\n", "version: 1\ninspection: {per_second: fast}\n",
     "2: inspection.per_second must be a number."),
    ("rules", "version: 1\n", "version: 1\ninspection: {devices: [tablet]}\n",
     "2: inspection.devices[1] must be one of: phone, desktop."),
    ("rules", "version: 1\n", "version: 1\ninspection: {themes: [dark, dark]}\n",
     "2: dark stands here twice."),
    ("rules", "version: 1\n", "version: 1\ninspection:\n  budgets: {cls: much}\n",
     "3: inspection.budgets.cls must be a number."),
    ("rules", "version: 1\n", "version: 1\ninspection: {names: [http://www.a.example]}\n",
     "2: http://www.a.example is no host name such as www.office.example, in small letters."),
    ("rules", "version: 1\n", "version: 1\ninspection: {others: [/app/]}\n",
     "2: /app/ is no path below the site's address, such as lama/halaman/."),
    ("rules", "version: 1\n", "version: 1\ninspection: {redirects: {a/../b: c/}}\n",
     "2: a/../b is no path below the site's address, such as lama/halaman/."),
    ("rules", "version: 1\n", "version: 1\ninspection: {redirects: {a/: 'javascript:x'}}\n",
     "2: javascript:x is neither a path below the site's address nor an address."),
    ("rules", "version: 1\n", "version: 1\ninspection: {accepted: {csp-missing: ''}}\n",
     "2: inspection.accepted.csp-missing must not be empty."),
    # SOP
    ("sop", "id: cuti", "id: Cuti Tahunan", f"2: id {SLUG}"),
    ("sop", "id: cuti", "id: cuti--tahunan", f"2: id {SLUG}"),
    ("sop", "id: cuti", "id: " + "a" * 81, "2: id is too long: at most 80 characters."),
    ("sop", '"01"', "1", "5: identity.number must be text; put it in quotes."),
    ("sop", '"01"', "01",
     '5: Some programs read 01 as something else; put it in quotes: "01".'),
    ("sop", "title: Cuti", "title: '  '", "6: identity.title must not be empty."),
    ("sop", "  title: Cuti\n", "", "3: identity.title is missing."),
    ("sop", "{key: kepala,", "{key: staf,", "9: staf stands here twice."),
    ("sop", "printed: Kepala, ", "", "9: actors[2].printed is missing."),
    ("sop", "[manuscript, laporan]", "[manuscript, laporan, manuscript]",
     "10: manuscript stands here twice."),
    ("sop", "[manuscript, laporan]", "[manuscript, laporan, arsip]",
     "10: No step belongs to arsip."),
    ("sop", "[manuscript, laporan]", "manuscript",
     "10: changes must be a list, each item after a dash."),
    ("sop", "[manuscript, laporan]", "[manuscript, Laporan]", f"10: changes[2] {SLUG}"),
    ("sop", "step: 2", "step: 7", "18: Steps are numbered in a row; this should be 2."),
    ("sop", "step: 2", "step: dua", "18: steps[2].step must be a whole number."),
    ("sop", "actor: kepala\n    activity: memeriksa", "actor: kabid\n    activity: memeriksa",
     "19: kabid is no actor of this SOP."),
    ("sop", "    activity: memeriksa\n", "", "18: steps[2].activity is missing."),
    ("sop", "norm: 60 menit", "norm: satu jam",
     "21: satu jam is no time such as 60 menit, 2 jam or 1 hari."),
    ("sop", "norm: 60 menit", "norm: 60", "21: steps[2].norm must be text; put it in quotes."),
    ("sop", "act: review", "act: approve",
     "22: steps[2].act must be one of: prepare, review, disposition, perform, branch, archive."),
    ("sop", "    mark: paraf\n", "", "22: A review needs its mark: paraf, sign or acknowledge."),
    ("sop", "mark: paraf", "mark: cap",
     "23: steps[2].mark must be one of: paraf, sign, acknowledge."),
    ("sop", "returns_to: 1", "returns_to: 2", f"25: {EARLIER}"),
    ("sop", "returns_to: 1", "returns_to: 0",
     "25: steps[2].returns_to must be a step of this table, such as 4 or 3a."),
    ("sop", "    returns_to: 1\n", "", f"18: {EARLIER}"),
    ("sop", STEP_3, STEP_3 + "    mark: sign\n", "31: Only a review has a mark."),
    ("sop", STEP_3, STEP_3 + "    returns_to: 1\n", "31: Only a review returns the case."),
    ("sop", STEP_3, STEP_3 + "    action: publish\n", "31: Only a step to perform has an action."),
    ("sop", "    to: staf\n", "", "26: A disposition names the actor that it assigns."),
    ("sop", "    to: staf\n", "    to: kabid\n",
     "31: A disposition names the actor that it assigns."),
    ("sop", "    action: publish\n", "    to: staf\n",
     "38: Only a disposition assigns to somebody."),
    ("sop", "act: prepare", "act: archive",
     "16: A change begins with a step that makes its text (prepare or perform)."),
    ("sop", "publish\n    change: laporan", "publish\n    change: manuscript",
     "44: A change begins with a step that makes its text (prepare or perform)."),
    ("sop", "publish\n    change: laporan", "publish\n    change: arsip",
     "39: arsip is no change of this SOP."),
    # Roster
    ("officials", "office: Kantor Contoh", "office: '   '", "2: office must not be empty."),
    ("officials", "office: Kantor Contoh", 'office: ""', "2: office must not be empty."),
    ("officials", "office: Kantor Contoh", 'office: "a\\tb"', f"2: office {ONE_LINE}"),
    ("officials", "office: Kantor Contoh", "office: |\n  a\n  b", f"2: office {ONE_LINE}"),
    ("officials", "office: Kantor Contoh", "office: 2026-11-16", f"2: office {RATHER}"),
    ("officials", "  kabid: Kep", "  Kabid 1: Kep", f"5: posts.Kabid 1 {SLUG}"),
    ("officials", "  - id: ani\n", "  - id: Ani\n", f"7: persons[1].id {SLUG}"),
    ("officials", "  - id: budi\n", "  - id: ani\n", "12: ani belongs to ani already."),
    ("officials", "[Ani@kantor.example]", "[]",
     "9: persons[1].emails must hold at least one item."),
    ("officials", "[Ani@kantor.example]", "ani@kantor.example",
     "9: persons[1].emails must be a list, each item after a dash."),
    ("officials", "[Ani@kantor.example]", "[Ani di kantor]",
     "9: Ani di kantor is no e-mail address."),
    ("officials", "[budi@kantor.example]", "[budi@kantor.example, ANI@Kantor.example]",
     "14: ani@kantor.example belongs to ani already."),
    ("officials", "[budi@kantor.example]", "[budi@kantor.example, Budi@kantor.example]",
     "14: budi@kantor.example belongs to budi already."),
    ("officials", "[paraf@kantor.example]", "[ani@kantor.example]",
     "24: ani@kantor.example belongs to ani already."),
    ("officials", "github: 12", "gitea: 11", "17: gitea 11 belongs to ani already."),
    ("officials", "github: 12", "github: 0", "17: persons[2].github must be at least 1."),
    ("officials", "github: 12", 'github: "12"', "17: persons[2].github must be a whole number."),
    ("officials", key(2), "ssh-ed25519", f"16: {NO_KEY}"),
    ("officials", key(2), key(2)[:-20], f"16: {NO_KEY}"),
    ("officials", key(2), key(2).replace("ssh-ed25519 ", "ssh-rsa "), f"16: {NO_KEY}"),
    ("officials", key(2), "ssh-ed25519 bukan-base64", f"16: {NO_KEY}"),
    ("officials", key(2), key(2, "ssh-dss"), f"16: {NO_KEY}"),
    ("officials", key(2), "no",
     '16: Some programs read no as something else; put it in quotes: "no".'),
    ("officials", "person: budi", "person: siapa", "20: siapa is not among the persons."),
    ("officials", "person: budi", "person: paraf", "20: paraf is not among the persons."),
    ("officials", "post: kabid", "post: kepala", "20: kepala is not among the posts."),
    ("officials", "holding: plt", "holding: pjs",
     "20: tenures[2].holding must be one of: definitif, plt, plh."),
    ("officials", "from: 2026-03-01", "from: 2026-02-30",
     "20: tenures[2].from must be a date such as 2026-11-16."),
    ("officials", "from: 2026-03-01", "from: 20260301",
     "20: tenures[2].from must be a date such as 2026-11-16."),
    ("officials", "from: 2026-03-01", 'from: "1700000000"',
     "20: tenures[2].from must be a date such as 2026-11-16."),
    ("officials", "from: 2026-03-01", "from: 2026-03-01T00:00:00",
     "20: tenures[2].from must be a date such as 2026-11-16."),
    ("officials", "from: 2026-03-01", "since: 2026-03-01", "20: tenures[2].from is missing."),
    ("officials", "until: 2026-09-01", "until: 2026-03-01", "20: It ends before it begins."),
    ("officials", "basis: SP 2", "basis: 2",
     "20: tenures[2].basis must be text; put it in quotes."),
    # Settings
    ("pipeline", "language: id", "language: jv", "2: language must be one of: id, en."),
    ("pipeline", "zone: WITA", "zone: Asia/Makassar",
     "4: hours.zone must be one of: WIB, WITA, WIT."),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[07:30 - 12:00]",
     "6: 07:30 - 12:00 is no time such as 07:30-12:00."),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[12:00-07:30]",
     "6: 12:00-07:30 is no time such as 07:30-12:00."),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[08:00-24:00]",
     "6: 08:00-24:00 is no time such as 07:30-12:00."),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[13:00-16:00, 07:30-12:00]", f"6: {OVERLAP}"),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[07:30-12:00, 11:59-16:00]", f"6: {OVERLAP}"),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "07:30-16:00",
     "6: hours.week.monday must be a list, each item after a dash."),
    ("pipeline", "[07:30-12:00, 13:00-16:00]", "[07:30]",
     '6: Some programs read 07:30 as something else; put it in quotes: "07:30".'),
    ("pipeline", "    friday: [", "    jumat: [", "7: hours.week.jumat is not known here."),
    ("pipeline", "national_holidays: true", "national_holidays: yes",
     '8: Some programs read yes as something else; put it in quotes: "yes".'),
    ("pipeline", "national_holidays: true", 'national_holidays: "yes"',
     "8: hours.national_holidays must be true or false."),
    ("pipeline", "{2026-11-17:", "{2026-W47-2:",
     "9: hours.closed.2026-W47-2 must be a date such as 2026-11-16."),
    ("pipeline", "{2026-11-17:", "{2026-02-30:",
     "9: hours.closed.2026-02-30 must be a date such as 2026-11-16."),
    ("pipeline", "to: 2026-03-19", "to: 2026-02-01", "12: It ends before it begins."),
    ("pipeline", "[08:00-12:00]", "[8-12]", "14: 8-12 is no time such as 07:30-12:00."),
    ("pipeline", "kind: directory", "kind: ftp", "16: target.kind must be one of: directory."),
    ("pipeline", "url: https://kantor.example/", "url: https://kantor.example", f"18: {ADDRESS}"),
    ("pipeline", "url: https://kantor.example/", "url: kantor.example/", f"18: {ADDRESS}"),
    ("pipeline", "url: https://kantor.example/", "url: https:///", f"18: {ADDRESS}"),
    ("pipeline", "url: https://kantor.example/", "url: https://[/", f"18: {ADDRESS}"),
    ("pipeline", "url: https://kantor.example/", "url: https://kantor.example/?a=/",
     f"18: {ADDRESS}"),
    ("pipeline", "keep: 5", "keep: 1", "19: target.keep must be at least 2."),
    ("pipeline", "keep: 5", "keep: 101", "19: target.keep must be at most 100."),
    # Case
    ("case", "id: 20261116-jadwal", "id: 20261116_jadwal", f"2: id {SLUG}"),
    ("case", "id: 20261116-jadwal", "id: 20261116_1",
     '2: Some programs read 20261116_1 as something else; put it in quotes: "20261116_1".'),
    ("case", "sop: update-website", "sop: ../x", f"3: sop {SLUG}"),
    ("case", "title: Jadwal", "title: 2026-11-16", f"4: title {RATHER}"),
    ("case", "title: Jadwal", "title: " + "a" * 301,
     "4: title is too long: at most 300 characters."),
    ("case", "berkala", "rahasia", f"5: {CLASSES}"),
    ("case", "[content/berita/jadwal.md]", "[]", "6: pages must hold at least one item."),
    ("case", "[content/berita/jadwal.md]", "[berita/jadwal.md]",
     "6: berita/jadwal.md is not below content/."),
    ("case", "- content/unduhan/jadwal.pdf", "- drafts/jadwal.pdf",
     "8: drafts/jadwal.pdf is not below content/."),
    ("case", "T08:00:00+07:00", "T08:00:00", "9: The time needs its zone, such as +07:00."),
    ("case", "2026-11-16T08:00:00+07:00", "2026-11-16", f"9: {MOMENT}"),
    ("case", "2026-11-16T08:00:00+07:00", '"1700000000"', f"9: {MOMENT}"),
    ("case", "2026-11-16T08:00:00+07:00", "1700000000", f"9: {MOMENT}"),
    ("case", "publish_on: 2026-11-18", "publish_on: besok",
     "10: publish_on must be a date such as 2026-11-16."),
    # Page
    ("page", "title: Jadwal", "title: Jadwal: April",
     "2: A colon with a space stands in the text; put the text in quotes."),
    ("page", "title: Jadwal", "title: 07:30",
     '2: Some programs read 07:30 as something else; put it in quotes: "07:30".'),
    ("page", "title: Jadwal", "title: 2026-11-16", f"2: title {RATHER}"),
    ("page", "title: Jadwal", "title:", "2: title must be text; put it in quotes."),
    ("page", "title: Jadwal\n", "", "2: title is missing."),
    ("page", "title: Jadwal\n", "titel: Jadwal\n", "2: titel is not known here."),
    ("page", "date: 2026-11-16", "date: 16 November 2026",
     "3: date must be a date such as 2026-11-16."),
    ("page", "serta-merta", "segera", f"5: {CLASSES}"),
    ("page", "hide: [toc]", "hide: [semua]",
     "6: hide[1] must be one of: navigation, toc, path, footer."),
    ("page", "search: false", "search: no",
     '7: Some programs read no as something else; put it in quotes: "no".'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new", "expected"), SPOILED)
def test_a_spoiled_file_is_refused_on_its_line(
    kind: str, old: str, new: str, expected: str
) -> None:
    assert expected in said(kind, swapped(kind, old, new))


def test_half_a_character_is_named_once_wherever_it_stands() -> None:
    half = ["6: U+D800 in quotes stands for nothing that can be read."]
    assert said("sop", swapped("sop", "title: Cuti", r'title: "\ud800"')) == half
    assert said("sop", swapped("sop", "  title: Cuti", '  "\\ud800": x\n  title: Cuti')) == half


def test_a_refused_value_is_named_once() -> None:
    found = said(
        "pipeline", swapped("pipeline", "national_holidays: true", "national_holidays: on")
    )
    assert found == ['8: Some programs read on as something else; put it in quotes: "on".']


def test_a_file_that_is_no_group_of_keys_says_so() -> None:
    for kind in ("sop", "rules", "case", "officials", "pipeline"):
        assert said(kind, "- a\n") == ["1: The file must be a group of keys."]
        assert said(kind, "a\n") == ["1: The file must be a group of keys."]


def test_all_mistakes_of_a_file_come_at_once_in_the_order_of_its_lines() -> None:
    text = SOP.replace("norm: 60 menit", "norm: lama").replace("step: 5", "step: 9")
    text = text.replace("returns_to: 1", "returns_to: 4").replace("to: staf", "to: entah")
    assert [one.split(":")[0] for one in said("sop", text)] == ["21", "25", "31", "40"]


def test_the_mistakes_of_roster_and_settings_come_together() -> None:
    with pytest.raises(RecordFault) as caught:
        read_office(
            OFFICIALS.replace("post: kabid", "post: kepala"),
            PIPELINE.replace("keep: 5", "keep: 1"),
            files=("o.yml", "p.yml"),
        )
    assert str(caught.value) == (
        "o.yml:20: kepala is not among the posts.\np.yml:19: target.keep must be at least 2."
    )


@pytest.mark.parametrize("group", ["bots", "administrators"])
@pytest.mark.parametrize("whose", [1, 2])
def test_a_machine_or_an_administrator_never_has_an_officials_key(group: str, whose: int) -> None:
    lines = OFFICIALS.split("\n")
    at = next(i for i, line in enumerate(lines) if line == f"{group}:") + 4
    lines[at] = f"    ssh_keys: [{key(9)}, {key(whose)} dipinjam]"
    found = said("officials", "\n".join(lines))
    assert len(found) == 1
    assert found[0].startswith(f"{at + 1}: SHA256:")
    assert found[0].endswith(f" belongs to {['ani', 'budi'][whose - 1]} already.")


def test_whoever_has_a_key_first_has_it_however_many_ask() -> None:
    text = OFFICIALS.replace("ssh_keys: []", f"ssh_keys: [{key(1)}]").replace(key(3), key(1))
    assert [one.rsplit(" belongs ", 1)[1] for one in said("officials", text)] == [
        "to ani already."
    ] * 2


def test_a_front_matter_ends_where_mkdocs_ends_it() -> None:
    right = READERS["page"][0]
    outer = "The page does not begin with its front matter, between two lines of ---."
    for text in (
        "# Jadwal\n",
        "",
        "\n" + right,
        " " + right,
        "----\n",
        right.replace("---", "..."),
    ):
        assert said("page", text) == [f"1: {outer}"]
    inside = right.replace("---\n\n#", "  ---\n\n#")
    assert said("page", inside) == ["1: The front matter has no second line of ---."]
    dots = right.replace("---\n\n#", "...\n\n#")
    assert said("page", dots) == ["8: The front matter ends with a line of ---, not of dots."]
    bare = right[: right.index("\n\n#")]
    assert said("page", bare) == [
        "8: The page ends with its front matter; its text begins on the next line."
    ]
    assert said("page", "---\n---\n") == ["2: Nothing is written here."]
    assert READERS["page"][1](right.replace("\n", "\r\n")) is not None
    assert READERS["page"][1](right.replace("---\n", "--- \t\n")) is not None


def test_a_case_keeps_the_moment_it_was_opened_at() -> None:
    case = read_case(READERS["case"][0], "f")
    assert case.opened.isoformat() == "2026-11-16T08:00:00+07:00"
