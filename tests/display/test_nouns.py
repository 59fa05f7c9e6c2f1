"""Every noun draws itself, in every way, the same each time, and says in words what it shows."""

from __future__ import annotations

import inspect
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.display.drawn import Drawn
from tests.display.nouns import NOUNS, SCHOOL, SIMULATED, VARIANT, flawed

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"text": "txt", "md": "md", "html": "html", "svg": "svg", "mermaid": "mmd"}
SVG = "{http://www.w3.org/2000/svg}"

if os.environ.get("DRAW_GOLDEN"):
    GOLDEN.mkdir(exist_ok=True)
    for _name, _make in NOUNS.items():
        for _how, _end in ENDINGS.items():
            _text = format(_make(), _how).rstrip("\n") + "\n"
            (GOLDEN / f"{_name}.{_end}").write_text(_text, encoding="utf-8")


@pytest.mark.parametrize("how", ENDINGS)
@pytest.mark.parametrize("name", NOUNS)
def test_a_picture_is_the_same_to_the_byte_each_time(name: str, how: str) -> None:
    """Where a picture is meant to change: DRAW_GOLDEN=1, and look at what became of it."""
    kept = (GOLDEN / f"{name}.{ENDINGS[how]}").read_text(encoding="utf-8")
    assert format(NOUNS[name](), how).rstrip("\n") + "\n" == kept


def test_no_golden_picture_is_left_behind() -> None:
    kept = {path.name for path in GOLDEN.iterdir()}
    assert kept == {f"{name}.{end}" for name in NOUNS for end in ENDINGS.values()}


@pytest.mark.parametrize("name", SIMULATED)
def test_what_was_simulated_draws_itself_too(name: str) -> None:
    pytest.importorskip("numpy", reason="needs the extra simulation")
    value = SIMULATED[name]()
    assert "None of the numbers behind this was measured" in format(value, "text")
    for how in ENDINGS:
        assert format(value, how)


def drawn_classes() -> set[type]:
    return {
        value
        for room in (rg, planning)
        for name in room.__all__
        if inspect.isclass(value := getattr(room, name)) and issubclass(value, Drawn)
    }


def test_every_kind_that_draws_itself_is_drawn_here() -> None:
    assert drawn_classes() <= {type(make()) for make in NOUNS.values()}
    wanted = {
        rg.Phase, rg.Sequence, rg.Rounds, rg.Breakout, rg.Protocol, rg.Diff, rg.Report, rg.Finding,
        rg.Rule, rg.Group, rg.Meeting, rg.Series, rg.Timeline, rg.Matches, planning.Agenda,
        planning.Fit, planning.Programme, planning.Rota, planning.Rotation, planning.Seats,
    }  # fmt: skip
    assert wanted <= drawn_classes()


@pytest.mark.parametrize("key", rg.CATALOGUE)
def test_every_protocol_of_the_catalogue_draws_itself_with_all_of_its_phases(key: str) -> None:
    protocol = rg.CATALOGUE[key]
    shown = {how: format(protocol, how) for how in ENDINGS}
    for path, phase in protocol.phases:
        name = phase.name.replace("_", " ")
        for how, told in shown.items():
            assert re.search(rf"\b{re.escape(name)}\b", told.replace("&emsp;", " ")), (how, path)


# What a notebook asks for


def test_a_notebook_gets_every_kind_of_picture_or_those_it_asks_for() -> None:
    report = rg.check(flawed())
    bundle = report._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/markdown", "image/svg+xml"}
    assert bundle["text/html"] == report._repr_html_() == format(report, "html")
    assert bundle["image/svg+xml"] == report._repr_svg_() == format(report, "svg")
    assert bundle["text/markdown"] == report._repr_markdown_() == format(report, "md")
    assert set(report._repr_mimebundle_(include={"text/html"})) == {"text/html"}
    assert set(report._repr_mimebundle_(exclude={"text/html"})) == set(bundle) - {"text/html"}


def test_ipython_takes_the_picture_for_what_stands_last_in_a_cell() -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="needs IPython")
    shown, _ = formatters.DisplayFormatter().format(SCHOOL)
    assert shown["text/html"] == SCHOOL._repr_html_()
    assert shown["text/plain"] == format(SCHOOL, "text")


def test_formatting_without_a_way_is_as_before_and_an_unknown_way_names_those_there_are() -> None:
    assert f"{SCHOOL}" == str(SCHOOL)
    with pytest.raises(ValueError, match=r"text, md, html, svg or mermaid, not as '>10'"):
        f"{SCHOOL:>10}"


def test_a_scene_can_be_had_and_shown_in_a_way_of_ones_own() -> None:
    scene = SCHOOL.scene()
    assert scene.title == SCHOOL.title
    assert attrs.evolve(scene, title="Ours").title == "Ours"


# What a picture says to whoever cannot see it


class Page(HTMLParser):
    """Counts tags, and sees to it that each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "hr", "img", "input", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", NOUNS)
def test_a_picture_has_a_role_a_title_and_words_for_what_it_shows(name: str) -> None:
    value = NOUNS[name]()
    root = ET.fromstring(value._repr_svg_())  # noqa: S314 -- our own picture
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == value.scene().title
    assert told is not None
    assert len(told.text or "") > 20


@pytest.mark.parametrize("name", NOUNS)
def test_html_is_whole_has_real_tables_and_asks_for_nothing(name: str) -> None:
    text = NOUNS[name]()._repr_html_()
    page = Page(text)
    assert page.open == []
    tags = [tag for tag, _ in page.tags]
    assert not set(tags) & {"script", "link", "iframe", "img", "object", "embed"}
    assert tags.count("table") == tags.count("caption") == tags.count("thead")
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    asked = [
        value
        for _, attributes in page.tags
        for value in attributes.values()
        if value and re.search(r"https?://|url\(", value)
    ]
    assert asked == []
    assert all(not key.startswith("on") for _, attributes in page.tags for key in attributes)


def words_of(name: str) -> str:
    root = ET.fromstring(format(NOUNS[name](), "svg"))  # noqa: S314 -- our own picture
    return root.findtext(f"{SVG}desc") or ""


def test_the_words_of_a_protocol_tell_who_may_speak_and_who_sits_back() -> None:
    told = words_of("protocol")
    assert "present, 10 min: leader leads; presenter speaks." in told
    assert "presenter sits back" in told


def test_the_words_of_a_diff_tell_what_was_added_left_out_and_changed() -> None:
    told = words_of("diff")
    for part in ("clarify, 5 min", "not there", "close", "20 to 30 min, usually 25"):
        assert part in told


def test_a_report_gives_code_place_source_and_repair_of_each_finding() -> None:
    report = rg.check(attrs.evolve(flawed(), slot=rg.minutes(60)))
    for how in ("text", "md", "html"):
        told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\\", "", format(report, how)))
        for finding in report:
            assert finding.code in told
            assert finding.path.split("[")[0] in told
            assert all(source.source.title.split("(")[0] in told for source in finding.citations)
            if finding.repair is not None:
                assert f"repair: {finding.repair.says}" in told


def test_a_report_never_says_that_a_group_is_safe() -> None:
    for how in ENDINGS:
        told = re.sub(r"\s+|! ", " ", format(rg.check(SCHOOL), how))
        assert "sound plan does not make a safe" in told.replace("  ", " ")


def test_a_protocol_that_takes_training_says_so_and_names_what_else_there_is() -> None:
    told = format(SCHOOL, "text")
    assert "Leading this takes training in the Balint method (" in told
    assert "peer-support" in told


def test_a_diff_draws_both_variants_on_one_scale() -> None:
    (chart, *_) = rg.diff(SCHOOL, VARIANT).scene().blocks
    rows = {row.label: row for row in chart.rows}  # type: ignore[union-attr]
    assert [len(rows[name].bars) for name in ("present", "clarify", "discuss", "close")] == [
        2, 1, 2, 1,
    ]  # fmt: skip
    assert {name: row.sign for name, row in rows.items()} == {
        "choose": " ", "present": " ", "clarify": "\u2212", "discuss": "~", "return": " ",
        "close": "+",
    }  # fmt: skip
    discuss = rows["discuss"].bars
    assert discuss[0].start == discuss[1].start + 5  # the variant has no clarifying before it
    assert format(rg.diff(SCHOOL, SCHOOL), "text").endswith("No difference.")
