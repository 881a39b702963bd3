"""Every export opens in bpmn-js, the modeller's own reader, whole and without a warning.

Chromium loads bpmn-js from build/bpmn, where `make test` puts it; nothing comes over the network.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from playwright.sync_api import Page, sync_playwright

from everything import several
from paraf.core.sop import Sop
from paraf.inspection.browser.chromium import FLAGS, find
from paraf.procedure.bpmn import write_bpmn
from paraf.procedure.bpmn_reading import read_bpmn
from paraf.procedure.bpmn_words import BPMN, DI
from paraf.records.sop import read_sop
from paraf.records.sop_writing import write_table
from sops import sops

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "bpmn"
DIST = PICTURES / "node_modules" / "bpmn-js" / "dist"
SCHEMA = DIST.parents[1] / "bpmn-moddle" / "resources" / "bpmn" / "xsd" / "BPMN20.xsd"
FIVE = sorted((ROOT / "review" / "sop").glob("*.yml"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DIST.is_dir(), reason="bpmn-js is not installed: make build/bpmn/ready"),
]

OPEN = """async xml => {
  const modeler = new BpmnJS({ container: '#canvas' });
  window.modeler = modeler;
  const { warnings } = await modeler.importXML(xml);
  modeler.get('canvas').zoom('fit-viewport');
  return warnings.map(one => one.message);
}"""
SEEN = """() => {
  const registry = modeler.get('elementRegistry');
  const seen = {};
  for (const one of registry.getAll()) {
    const box = registry.getGraphics(one).getBoundingClientRect();
    seen[one.id] = [box.left, box.top, box.right, box.bottom];
  }
  return seen;
}"""
SAVE = "async () => (await modeler.saveXML({ format: true })).xml"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    chromium = find(None)  # starts a Playwright of its own
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        context = browser.new_context(offline=True, viewport={"width": 2400, "height": 1400})
        yield context.new_page()
        browser.close()


def opened(page: Page, sop: Sop) -> list[str]:
    """Open the export of a procedure in a fresh modeller; return the warnings."""
    page.goto("about:blank")
    page.set_content((ROOT / "tests" / "bpmn" / "page.html").read_text("utf-8"))
    for css in ("diagram-js.css", "bpmn-js.css"):
        page.add_style_tag(path=DIST / "assets" / css)
    page.add_script_tag(path=DIST / "bpmn-modeler.production.min.js")
    warnings: list[str] = page.evaluate(OPEN, write_bpmn(sop).decode())
    return warnings


def saved(page: Page) -> Sop:
    """Return the procedure that the modeller saves."""
    read = read_bpmn(page.evaluate(SAVE).encode(), "saved.bpmn", called="saved")
    assert read.left_out == ()
    return read_sop(write_table(read.table), "saved.yml")


def sop_of(name: str) -> Sop:
    path = next(one for one in FIVE if one.stem == name)
    return read_sop(path.read_text("utf-8"), path.name)


@pytest.mark.parametrize("name", [one.stem for one in FIVE])
def test_the_modeller_opens_an_export_whole_and_saves_it_unharmed(page: Page, name: str) -> None:
    sop = sop_of(name)
    assert opened(page, sop) == []
    root = etree.fromstring(write_bpmn(sop))
    shown = [one.get("bpmnElement") for kind in ("BPMNShape", "BPMNEdge")
             for one in root.iter(f"{{{DI}}}{kind}")]  # fmt: skip
    seen: dict[str, Any] = page.evaluate(SEEN)
    for key in shown:
        left, top, right, bottom = seen[key or ""]
        assert right > left or bottom > top, key
        assert -1 <= left <= right <= 2401, key
        assert -1 <= top <= bottom <= 1401, key
    page.screenshot(path=PICTURES / f"{name}.png")
    assert saved(page) == sop


@pytest.fixture(scope="module")
def standard() -> etree.XMLSchema:
    """Give the OMG's schema of BPMN 2.0, which bpmn-js brings along."""
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.mark.parametrize("name", [one.stem for one in FIVE])
def test_an_export_is_valid_by_the_schema_of_the_standard(
    standard: etree.XMLSchema, name: str
) -> None:
    root = etree.fromstring(write_bpmn(sop_of(name)))
    assert standard.validate(root), standard.error_log
    next(root.iter(f"{{{BPMN}}}lane")).set("colour", "red")
    assert not standard.validate(root)


@settings(
    max_examples=several(25), deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
@given(sops())
def test_any_export_is_valid_by_the_schema_of_the_standard(sop: Sop) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.fromstring(write_bpmn(sop))), schema.error_log


def test_what_is_renamed_in_the_modeller_is_renamed_in_the_procedure(page: Page) -> None:
    sop = sop_of("update-website")
    opened(page, sop)
    page.evaluate("""() => {
      const get = id => modeler.get('elementRegistry').get(id), by = modeler.get('modeling');
      by.updateLabel(get('Step_4'), '4. Kasubid menugaskan pengelola.');
      by.updateLabel(get('Lane_kabid'), 'Kepala Bidang');
    }""")
    read = saved(page)
    assert read.steps[3].activity == "Kasubid menugaskan pengelola."
    assert [one.printed for one in read.actors][2] == "Kepala Bidang"
    assert read.steps[:3] == sop.steps[:3]


def test_a_step_deleted_in_the_modeller_moves_the_others_up(page: Page) -> None:
    sop = sop_of("update-website")
    opened(page, sop)
    page.evaluate("""() => {
      const get = id => modeler.get('elementRegistry').get(id), by = modeler.get('modeling');
      by.removeElements([get('Step_4')]);
      by.connect(get('Verdict_3'), get('Step_5'));
    }""")
    rows = read_bpmn(page.evaluate(SAVE).encode(), "saved.bpmn", called="saved").table["steps"]
    assert [one["step"] for one in rows] == list(range(1, 11))
    assert [one["activity"] for one in rows] == [
        one.activity for one in sop.steps if one.label != "4"
    ]
    assert [one.get("returns_to") for one in rows] == [
        None, 1, 1, None, 4, 4, 4, None, None, None,
    ]  # fmt: skip


def test_a_step_drawn_in_the_modeller_is_a_step_of_the_procedure(page: Page) -> None:
    sop = sop_of("update-website")
    opened(page, sop)
    page.evaluate("""() => {
      const get = id => modeler.get('elementRegistry').get(id), by = modeler.get('modeling');
      const factory = modeler.get('bpmnFactory');
      const flow = get('Flow_10'), task = modeler.get('elementFactory').createShape(
        { type: 'bpmn:ManualTask' });
      const at = { x: get('Step_10').x + 110, y: get('Step_9').y + 10 };
      by.removeElements([flow]);
      by.createShape(task, at, get('Lane_kabid'));
      by.connect(get('Step_10'), task);
      by.connect(task, get('Step_11'));
      by.updateProperties(task, {
        name: 'Kabid mencatat laporan.',
        documentation: [factory.create('bpmn:Documentation',
          { text: 'Kelengkapan: Buku\\nWaktu: 10 menit\\nOutput: Catatan' })],
      });
    }""")
    read = saved(page)
    new = read.steps[10]
    assert (new.activity, new.actor, new.printed_norm) == (
        "Kabid mencatat laporan.", "kabid", "10 menit",
    )  # fmt: skip
    assert (new.inputs, new.output, new.label) == ("Buku", "Catatan", "11")
    assert [one.activity for one in read.steps if one is not new] == [
        one.activity for one in sop.steps
    ]
    assert re.match("Pengelola", read.steps[11].activity)
