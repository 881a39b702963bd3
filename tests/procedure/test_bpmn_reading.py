"""BPMN of others: read as far as it says something, refused where an SOP has no place for it."""

import random
import re
import time
from pathlib import Path

import pytest

from paraf.ports import RecordFault
from paraf.procedure.bpmn import write_bpmn
from paraf.procedure.bpmn_reading import Read, read_bpmn
from paraf.records.sop import read_sop
from paraf.records.sop_writing import write_table

ROOT = Path(__file__).parents[2]
FIVE = sorted((ROOT / "review" / "sop").glob("*.yml"))
THEIRS = (ROOT / "tests" / "bpmn" / "another-tool.bpmn").read_text("utf-8")


def ours(name: str = "update-website") -> str:
    path = next(one for one in FIVE if one.stem == name)
    return write_bpmn(read_sop(path.read_text("utf-8"), path.name)).decode()


def read(text: str | bytes) -> Read:
    data = text if isinstance(text, bytes) else text.encode()
    return read_bpmn(data, "sop.bpmn", called="Cuti Tahunan")


def refused(text: str | bytes) -> list[tuple[int, str]]:
    """Return the mistakes that a file is refused for: line and sentence."""
    with pytest.raises(RecordFault) as fault:
        read(text)
    assert all(one.file == "sop.bpmn" for one in fault.value.mistakes)
    return [(one.line, str(one.what)) for one in fault.value.mistakes]


def swapped(text: str, old: str, new: str) -> tuple[str, int]:
    """Return a text with its first `old` replaced, and the line of it."""
    assert old in text
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def test_another_tools_drawing_is_an_sop_but_for_what_it_does_not_say() -> None:
    table = read(THEIRS).table
    assert (table["id"], table["identity"]["title"]) == ("cuti-tahunan", "Cuti Tahunan")
    assert [one["printed"] for one in table["actors"]] == ["Staf", "Kepala Bidang"]
    assert [one["act"] for one in table["steps"]] == [
        "perform", "review", "branch", "perform", "perform",
    ]  # fmt: skip
    first, second, third, *_ = table["steps"]
    assert (first["inputs"], first["norm"], first["output"]) == (
        "Formulir", "30 menit", "Permohonan",
    )  # fmt: skip
    assert (first["needs"], first["gives"]) == (["formulir"], ["permohonan"])
    assert (second["mark"], second["returns_to"]) == ("paraf", 1)
    assert [(one["says"], one["next"]) for one in third["answers"]] == [("ya", 4), ("tidak", 5)]
    assert table["documents"][0] == {"key": "formulir", "name": "Formulir", "external": True}


def test_what_another_tools_drawing_lacks_is_named_by_line_of_the_yaml() -> None:
    text = write_table(read(THEIRS).table)
    with pytest.raises(RecordFault) as fault:
        read_sop(text, "cuti.yml")
    lines = [i for i, one in enumerate(text.splitlines(), 1) if one == "    norm: ''"]
    assert [one.line for one in fault.value.mistakes] == lines
    assert len(lines) == 4


def test_once_it_says_its_norms_and_outputs_another_tools_drawing_is_sound() -> None:
    said = "<bpmn:documentation>Waktu: 1 hari\nOutput: {}</bpmn:documentation></bpmn:{}>"
    text = THEIRS
    for kind, key, output in (
        ("userTask", "B", "Permohonan dengan paraf"), ("exclusiveGateway", "H", "Catatan"),
        ("serviceTask", "D", "Berkas"), ("task", "F", "Arsip"),
    ):  # fmt: skip
        pattern = rf'(<bpmn:{kind} id="{key}"[^>]*?) ?/>'
        text, count = re.subn(pattern, rf"\1>{said.format(output, kind)}", text)
        assert count == 1
    sop = read_sop(write_table(read(text).table), "cuti.yml")
    assert [one.printed_norm for one in sop.steps] == ["30 menit", *["1 hari"] * 4]
    assert [one.gives for one in sop.steps] == [
        ("permohonan",), (), (), ("berkas",), ("arsip",),
    ]  # fmt: skip


def test_a_mark_is_taken_from_the_words_of_a_review_or_is_not_there() -> None:
    for words, mark in (
        ("Memeriksa dan menandatangani", "sign"), ("Memeriksa, mengetahui", "acknowledge"),
        ("Memeriksa", None),
    ):  # fmt: skip
        text, _ = swapped(THEIRS, "Memeriksa dan memberi paraf", words)
        assert read(text).table["steps"][1].get("mark") == mark


def test_a_send_task_assigns_to_who_does_the_next_step() -> None:
    text = THEIRS.replace("<bpmn:flowNodeRef>B</bpmn:flowNodeRef>", "").replace(
        "<bpmn:flowNodeRef>A<", "<bpmn:flowNodeRef>B</bpmn:flowNodeRef><bpmn:flowNodeRef>A<"
    )
    text = text.replace('bpmn:task id="A"', 'bpmn:sendTask id="A"').replace(
        "</bpmn:task>", "</bpmn:sendTask>", 1
    )
    first = read(text).table["steps"][0]
    assert (first["act"], first["to"], "change" in first) == ("disposition", "staf", False)


def test_what_is_left_out_is_told_by_line() -> None:
    left = [(one.line, str(one.what)) for one in read(THEIRS).left_out]
    assert [THEIRS.splitlines()[line - 1].split('id="')[1][:2] for line, _ in left] == ["T1", 'D"']
    assert "textAnnotation" in left[0][1]
    assert "by hand: Menyusun berkas" in left[1][1]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<bpmn:exclusiveGateway id="H"', '<bpmn:parallelGateway id="H"', "one after another"),
        ('<bpmn:exclusiveGateway id="H"', '<bpmn:inclusiveGateway id="H"', "one after another"),
        ('<bpmn:serviceTask id="D"', '<bpmn:subProcess id="D"', "in the lanes themselves"),
        ('<bpmn:serviceTask id="D"', '<bpmn:callActivity id="D"', "in the lanes themselves"),
        ('<bpmn:endEvent id="E"', '<bpmn:intermediateThrowEvent id="E"', "no other event"),
        ('<bpmn:dataObject id="DO1"', '<bpmn:choreographyTask id="DO1"', "an SOP does not"),
    ],
)
def test_what_an_sop_has_no_place_for_is_refused_with_its_reason(
    old: str, new: str, says: str
) -> None:
    text, line = swapped(THEIRS, old, new)
    assert any(at == line and says in what for at, what in refused(text))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("<bpmn:flowNodeRef>B</bpmn:flowNodeRef>", "", "stands in no lane"),
        ('sourceRef="A" targetRef="B"', 'sourceRef="A" targetRef="X"', "end that is not here: X"),
        ('sourceRef="F" targetRef="E"', 'sourceRef="F" targetRef="A"', "Only a review sends back"),
        ('sourceRef="A" targetRef="B"', 'sourceRef="A" targetRef="D"', "does not lead"),
        ('<bpmn:sourceRef>DR1<', '<bpmn:sourceRef>DR9<', "what is not here: DR9"),
        ('<bpmn:endEvent id="E" />', '<bpmn:endEvent id="E" /><bpmn:startEvent id="E2" />',
         "A second start"),
        ('<bpmn:endEvent id="E" />', '<bpmn:endEvent id="A" />', "A stands here twice"),
        ('<bpmn:property id="Pr" name="__targetRef_placeholder" />',
         "<bpmn:standardLoopCharacteristics />", "repeats nothing"),
        ('name="tidak" sourceRef="G" targetRef="A"', 'name="ditolak" sourceRef="G" targetRef="E"',
         "not to the end"),
        ("  </bpmn:process>", '  </bpmn:process><bpmn:process id="Q"><bpmn:task id="t"/>'
         "</bpmn:process>", "A second process"),
    ],
)  # fmt: skip
def test_what_was_drawn_wrongly_is_named(old: str, new: str, says: str) -> None:
    text, _ = swapped(THEIRS, old, new)
    assert any(says in what for _, what in refused(text)), refused(text)


def test_several_ways_out_of_a_task_need_a_gateway() -> None:
    text, line = swapped(
        THEIRS, '<bpmn:sequenceFlow id="f2"',
        '<bpmn:sequenceFlow id="f0" sourceRef="A" targetRef="F" /><bpmn:sequenceFlow id="f2"',
    )  # fmt: skip
    at = THEIRS[: THEIRS.index('<bpmn:task id="A"')].count("\n") + 1
    assert refused(text) == [
        (at, "Several ways lead out of this step; draw a gateway where they part.")
    ]
    assert line > at


def test_a_circle_without_a_review_is_named_once() -> None:
    text, _ = swapped(THEIRS, 'name="tidak" sourceRef="G" targetRef="A"',
                      'name="tidak" sourceRef="G" targetRef="F"')  # fmt: skip
    text, _ = swapped(text, '<bpmn:sequenceFlow id="f1" sourceRef="S"',
                      '<bpmn:sequenceFlow id="f1" sourceRef="F"')  # fmt: skip
    text, _ = swapped(text, 'sourceRef="F" targetRef="E"', 'sourceRef="J" targetRef="F"')
    assert [what.split(" here; ")[0] for _, what in refused(text)] == [
        "The way goes round in a circle"
    ]


def test_a_flow_to_what_was_refused_is_no_second_mistake() -> None:
    text, line = swapped(THEIRS, '<bpmn:serviceTask id="D"', '<bpmn:callActivity id="D"')
    assert [at for at, _ in refused(text)] == [line]


def test_all_mistakes_are_told_at_once() -> None:
    text, first = swapped(THEIRS, '<bpmn:serviceTask id="D"', '<bpmn:callActivity id="D"')
    text, second = swapped(text, '<bpmn:exclusiveGateway id="J"', '<bpmn:complexGateway id="J"')
    assert {first, second} == {line for line, _ in refused(text)}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('label="4"', 'label="3"', "3 stands here twice"),
        ('label="4"', 'label="empat"', "label must be a step of this table"),
        ('label="4"', 'lable="4"', "lable is not known here"),
        ("<paraf:inputs>", "<paraf:masukan/><paraf:inputs>", "masukan is not known here"),
        ('external="true"', 'external="ya"', "external must be true or false"),
    ],
)
def test_our_own_elements_are_read_as_strictly_as_the_yaml(old: str, new: str, says: str) -> None:
    text, line = swapped(ours(), old, new)
    found = refused(text)
    assert any(abs(at - line) <= 1 and says in what for at, what in found), found


def test_acts_of_one_row_that_disagree_about_its_cells_are_refused() -> None:
    text = ours("simpeg-maintenance")
    at = text.index('label="3b"')
    at = text.rindex("<bpmn:documentation>", 0, at)
    text = text[:at] + text[at:].replace("Waktu: 1 Hari", "Waktu: 2 Hari", 1)
    assert ["row 3 share its cells" in what for _, what in refused(text)] == [True]


def test_a_file_that_is_no_bpmn_is_refused() -> None:
    assert refused("<svg/>") == [(1, "This is no BPMN 2.0 file: it begins with svg.")]
    assert refused("id: cuti\n")[0][1].startswith("This is not XML: ")
    assert refused(b"\xff\xfe<\x00")[0][1] == "The file is not UTF-8 text."
    assert refused("") != []
    empty = re.sub(r"(?s)<bpmn:process.*</bpmn:process>", "", THEIRS)
    assert "no task in this file" in refused(empty)[0][1]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "&a;" * 10}">' for i in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB,
        '<!DOCTYPE x [<!ENTITY a8 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
        "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
    ],
    ids=["bomb", "file", "network", "parameter"],
)
def test_no_entity_is_ever_expanded(doctype: str) -> None:
    text = THEIRS.replace("?>\n", f"?>\n{doctype}\n", 1).replace("Menyimpan", "&a8;")
    began = time.perf_counter()
    assert refused(text) == [(2, "A BPMN file with a DOCTYPE is not read; take it out.")]
    assert time.perf_counter() - began < 1


def test_a_doctype_in_another_encoding_is_no_way_around() -> None:
    text = THEIRS.replace("?>\n", f"?>\n{BOMB}\n", 1)
    for encoding in ("utf-16", "utf-32"):
        assert refused(text.replace("UTF-8", encoding, 1).encode(encoding)) != []
    seven = text.replace("UTF-8", "UTF-7", 1).replace("<!DOCTYPE", "+ADwAIQ-DOCTYPE")
    assert refused(seven) == [(1, "The file says that it is in UTF-7; save it as UTF-8.")]


def test_what_is_too_deep_or_too_much_is_refused_quickly() -> None:
    began = time.perf_counter()
    assert refused("<a>" * 100_000) != []
    assert refused("x" * 5_000_001) != []
    many = "".join(f'<bpmn:task id="n{i}" name="x"/>' for i in range(1001))
    assert any("at most 1000" in what for _, what in refused(
        THEIRS.replace("<bpmn:dataObject ", many + "<bpmn:dataObject ", 1)
    ))  # fmt: skip
    assert time.perf_counter() - began < 5


PIECES = [
    "", "<", ">", "&", '"', "\0", "\x85", "é", "😀", "<paraf:step/>", '<bpmn:task id="q"/>', "</",
    '<paraf:returns/>', "<!-- ", "]]>", "&#0;", "&lt;", 'id="Start"', "Step_1", "Verdict_2", "End",
    "99999999999", "\n\n", "<paraf:verdict/>", '<bpmn:sequenceFlow sourceRef="Step_3" '
    'targetRef="Step_2"/>', "exclusiveGateway", "paraf:document", "xmlns:paraf='x'",
]  # fmt: skip
NAMES = re.compile(r'(?<=")(?:Step|Verdict|Start|End|Lane|Input|Output|Document)[\w-]*(?=")|'
                   r"(?<=>)(?:Step|Verdict)_\w+(?=<)")  # fmt: skip


def spoiled(text: str, luck: random.Random) -> str:
    """Return the text with pieces put in, taken out or doubled, or with names exchanged."""
    for _ in range(luck.randint(1, 4)):
        if luck.random() < 0.6:
            one, other = luck.choices(list(NAMES.finditer(text)), k=2)
            text = text[: one.start()] + other[0] + text[one.end() :]
            continue
        at = luck.randrange(len(text))
        to = min(len(text), at + luck.choice([0, 1, 3, 40, 200]))
        text = text[:at] + luck.choice([*PIECES, text[at:to] * 2]) + text[to:]
    return text


def judged(data: bytes) -> tuple[bool, list[int], int]:
    """Return whether a file is read, the lines that are wrong, and how many lines there are."""
    made = ""
    try:
        made = write_table(read(data).table)
        read_sop(made, "sop.yml")
    except RecordFault as fault:
        return (
            bool(made),
            [one.line for one in fault.mistakes],
            (made.encode() or data).count(b"\n"),
        )
    return True, [], 0


@pytest.mark.parametrize("path", [pytest.param(one, id=one.stem) for one in FIVE])
def test_spoiled_at_random_a_file_is_read_or_refused_by_line(path: Path) -> None:
    luck = random.Random(path.stem)
    text = ours(path.stem)
    accepted = 0
    for _ in range(120):
        is_read, wrong, lines = judged(spoiled(text, luck).encode("utf-8", "surrogatepass"))
        accepted += is_read
        assert is_read or wrong
        assert all(1 <= one <= lines + 1 for one in wrong)
    assert 0 < accepted < 120
