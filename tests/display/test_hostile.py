"""Names that look like markup stay names, whatever they are shown in."""

from __future__ import annotations

import html
import itertools
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.display import mermaid as mermaid_room
from reflective_groups.display.markup import clean, element, write
from reflective_groups.display.scene import (
    Bar,
    Chart,
    Item,
    Key,
    Listing,
    Look,
    Mark,
    Prose,
    Row,
    Scene,
    Table,
    Tone,
)
from reflective_groups.display.svg import picture, svg
from reflective_groups.display.wording import apart, columns, line, width, wrap
from tests.display.test_nouns import ENDINGS, Page

HOSTILE = (
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"\' onload="alert(1)',
    "]]> --> <!-- &amp; &#x3c;b&#x3e;",
    "[a](javascript:alert(1)) ![b](x) `c` *d* _e_ | f",
    'x"] --> y["z"; click n1 call alert()',
    "%%{init: {'securityLevel': 'loose'}}%% ```",
    "\u202egnp.evil\u202c \u05d0\u05d1\u05d2 \u0627\u0644",
    "A" * 190,
    "fa:fa-car fab:fa-twitter",
    "https://evil.example/x www.evil.example a@b.example",
    "\U0001f469\u200d\u2695\ufe0f \u5f20\u4f1f e\u0301",
)


def show(scene: Scene, how: str) -> str:
    from reflective_groups.display.drawn import render

    return render(scene, how)


def everywhere(told: str) -> Scene:
    """A scene that has a text in each place where there can be one."""
    mark = Mark("S", told)
    bar = Bar(start=0, least=1, usual=2, most=3)
    row = Row(label=told, note=told, sign="+", bars=(bar,), marks=(mark,))
    chart = Chart(
        rows=(Row(label=told, heading=True, marks=(None,)), row),
        lanes=(told,),
        legend=(Key(told=told, sign="S"), Key(told=told, bar=bar)),
    )
    return Scene(
        title=told,
        told=told,
        blocks=(
            chart,
            Table(caption=told, head=(told, told), rows=((told, told),)),
            Listing(
                heading=told,
                items=(Item(told=told, code=told, where=told, more=((told, told),)),),
                sign="+",
            ),
            Prose(told),
            Prose(told, care=True),
        ),
    )


PLAIN = everywhere("plain")
texts = st.text(
    st.characters() | st.sampled_from("<>&\"'`|*_[]{}()#;:\\\n\r\t\x00\x0b\u202e\u2067\u2028"),
    max_size=60,
) | st.sampled_from(HOSTILE)
named = texts.filter(line)
MANY = {"text", "br", "bdi", "line"}
"""As many as a text has lines, and as a scale has room for."""


def tree_of(root: ET.Element) -> list[str]:
    return [str(one.tag) for one in root.iter() if str(one.tag).partition("}")[2] not in MANY]


@given(texts)
def test_svg_is_sound_xml_with_no_element_more_than_with_a_plain_name(told: str) -> None:
    root = ET.fromstring(svg(everywhere(told)))  # noqa: S314 -- our own picture
    assert tree_of(root) == tree_of(ET.fromstring(svg(PLAIN)))  # noqa: S314
    assert {key for one in root.iter() for key in one.attrib} == {
        key
        for one in ET.fromstring(svg(PLAIN)).iter()  # noqa: S314
        for key in one.attrib
    }


@given(named)
def test_html_has_no_tag_and_no_attribute_more_than_with_a_plain_name(told: str) -> None:
    page, plain = Page(show(everywhere(told), "html")), Page(show(PLAIN, "html"))
    assert page.open == []
    shape = [(tag, sorted(has)) for tag, has in page.tags if tag not in MANY]
    assert shape == [(tag, sorted(has)) for tag, has in plain.tags if tag not in MANY]


@given(texts)
def test_a_markdown_table_keeps_its_rows_and_columns(told: str) -> None:
    rows = [row for row in show(everywhere(told), "md").splitlines() if row.startswith("| ")]
    plain = [row for row in show(PLAIN, "md").splitlines() if row.startswith("| ")]
    assert len(rows) == len(plain)
    for row, other in zip(rows, plain, strict=True):
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == other.count("|")


@given(named)
def test_mermaid_keeps_its_lines_and_holds_no_quote_but_its_own(told: str) -> None:
    lines = show(everywhere(told), "mermaid").splitlines()
    plain = show(PLAIN, "mermaid").splitlines()
    assert len(lines) == len(plain)
    for one, other in zip(lines, plain, strict=True):
        assert one.count('"') == other.count('"')
        assert re.fullmatch(r'[^"]*("[^"<>\[\]{}|\\`]*(<br/>[^"<>\[\]{}|\\`]*)*")?[^"]*', one)


@given(texts)
def test_text_has_as_many_blocks_and_no_control_character(told: str) -> None:
    shown = show(everywhere(told), "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", shown)


@pytest.mark.parametrize("told", HOSTILE)
def test_a_name_is_shown_as_it_was_written(told: str) -> None:
    name = line(told)
    root = ET.fromstring(svg(everywhere(told)))  # noqa: S314 -- our own picture
    assert root[0].text == name
    assert name in html.unescape(show(everywhere(told), "html"))
    assert apart(told) in show(everywhere(told), "text").replace("\n", " ") or len(told) > 90
    if len(told) < 90:
        shown = show(everywhere(told), "mermaid")
        decoded = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), shown)
        assert name in decoded.replace("\u2060", "")


@pytest.mark.parametrize("told", HOSTILE)
@pytest.mark.parametrize("how", ENDINGS)
def test_a_group_of_people_with_such_names_can_be_planned_and_drawn(told: str, how: str) -> None:
    import pendulum

    meeting = rg.Meeting(
        protocol=rg.Protocol(
            key="x",
            title=told.replace("\n", " "),
            session=rg.Phase(name="talk", purpose=told, floor=rg.Floor(speaks=(rg.PRESENTER,))),
        ),
        group=rg.Group(members=(told, "Ben")),
        start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
        slot=rg.minutes(45),
    )
    for value in (meeting, meeting.group, meeting.protocol, rg.check(meeting)):
        assert format(value, how)
    assert format(planning.plan(meeting), how)


# The parts of it


@given(texts)
def test_no_document_holds_a_character_that_it_may_not_hold(told: str) -> None:
    ET.fromstring(f"<p>{html.escape(clean(told))}</p>")  # noqa: S314 -- our own text


@pytest.mark.parametrize("end", ["</style>", "</SCRIPT >", "<!-- x", "]]>"])
@pytest.mark.parametrize("tag", ["style", "script", "STYLE"])
def test_what_could_end_a_style_or_a_script_is_refused(tag: str, end: str) -> None:
    with pytest.raises(ValueError, match="could end it"):
        write(element("div", element(tag, f"a {end} b")))
    with pytest.raises(ValueError, match="could end it"):
        write(element(tag, element("b")))
    assert write(element(tag, "a > b")).endswith(f"a > b</{tag}>")


@given(texts)
def test_a_line_keeps_its_direction_to_itself(told: str) -> None:
    shown = apart(told)
    assert shown.count("\u2068") + shown.count("\u2066") + shown.count("\u2067") <= shown.count(
        "\u2069"
    )
    assert "\n" not in shown


@given(texts, st.floats(20, 300))
def test_wrapped_lines_fit_and_lose_nothing(told: str, room: float) -> None:
    lines = wrap(told, room, 12)
    assert all(width(one, 12) <= room or len(one) == 1 for one in lines)
    assert "".join("".join(lines).split()) == "".join(line(told).split())
    (cut,) = wrap(told, room, 12, most=1)
    assert width(cut, 12) <= room or len(cut) <= 2


def test_a_name_in_another_direction_is_set_apart_in_text_and_markup() -> None:
    name = "\u05d0\u05d1\u05d2"
    assert apart(name) == f"\u2068{name}\u2069"
    assert apart(f"\u202e{name}") == f"\u2068\u202e{name}\u202c\u2069"
    assert f"<bdi>{name}</bdi>" in show(everywhere(name), "html")
    assert "unicode-bidi:isolate" in show(everywhere(name), "svg")


def test_wide_and_combining_characters_are_counted_as_they_are_shown() -> None:
    assert columns("\u5f20\u4f1f") == 4
    assert columns("e\u0301") == 1
    assert width("\u5f20") > width("e\u0301") == width("e")


def test_a_very_long_text_in_a_mermaid_box_is_cut() -> None:
    assert len(mermaid_room.escape("A" * 2_000)) == 1_000


# Charts


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("how", ENDINGS)
def test_every_look_of_a_bar_can_be_drawn(look: Look, how: str) -> None:
    bars = (Bar(start=0, least=0, look=look), Bar(start=3, least=5, usual=8, most=9, look=look))
    chart = Chart(rows=(Row(label="one", bars=bars),), legend=(Key(told="it", bar=bars[1]),))
    assert "one" in show(Scene(title="x", blocks=(chart,)), how)


def boxes_of(bar: Bar) -> list[dict[str, str]]:
    chart = Chart(rows=(Row(label="one", bars=(bar, Bar(start=0, least=100))),))
    drawn = picture(chart, "x", "y")
    return [one.attrib for one in drawn.iter("rect") if one.get("height") == "13"][:-1]


def test_a_bar_is_filled_to_the_least_tinted_to_the_usual_and_outlined_to_the_most() -> None:
    outline, tint, full = boxes_of(Bar(start=0, least=10, usual=20, most=40))
    assert outline["fill"] == "none"
    assert "stroke-dasharray" in outline
    assert tint["fill-opacity"] == "0.45"
    assert "fill-opacity" not in full
    wide = [float(one["width"]) for one in (full, tint, outline)]
    assert wide[1] == pytest.approx(2 * wide[0], abs=0.02)
    assert wide[2] == pytest.approx(4 * wide[0], abs=0.02)


def test_a_bar_without_an_upper_bound_ends_in_a_point_and_one_that_is_fixed_does_not() -> None:
    def points(look: Look) -> int:
        chart = Chart(rows=(Row(label="one", bars=(Bar(start=0, least=10, look=look),)),))
        return sum(1 for _ in picture(chart, "x", "y").iter("path"))

    assert (points(Look.RANGE), points(Look.FIXED)) == (1, 0)


def test_whoever_sits_back_is_drawn_beside_the_lane_and_with_dashes() -> None:
    def pill(tone: Tone) -> dict[str, str]:
        row = Row(label="one", marks=(Mark("x", "does", tone),))
        drawn = picture(Chart(rows=(row,), lanes=("who",)), "x", "y")
        return [one.attrib for one in drawn.iter("rect") if one.get("fill") == "none"][-1]

    silent, aside = pill(Tone.QUIET), pill(Tone.ASIDE)
    assert float(aside["x"]) > float(silent["x"]) + 5
    assert "stroke-dasharray" in aside
    assert "stroke-dasharray" not in pill(Tone.LIGHT)


def test_tones_differ_in_grey_as_well() -> None:
    def drawn(tone: Tone) -> str:
        row = Row(label="one", marks=(Mark("x", "does", tone),))
        return write(picture(Chart(rows=(row,), lanes=("who",)), "x", "y"))

    grey = {re.sub(r"#[0-9a-f]{6}", "grey", drawn(tone)) for tone in Tone}
    assert len(grey) == len(Tone)


def test_a_scale_has_numbers_that_do_not_run_into_each_other() -> None:
    for extent, lanes in itertools.product((0.4, 3, 17, 59, 61, 90, 119, 121, 600, 44_640), (0, 7)):
        row = Row(label="x", bars=(Bar(start=0, least=extent),))
        chart = Chart(rows=(row,), lanes=("who",) * lanes)
        drawn = picture(chart, "x", "y")
        ticks = sorted(
            (float(one.get("x", "0")), width(one.text or "", 12))
            for one in drawn.iter("text")
            if one.get("text-anchor") == "middle"
        )
        assert len(ticks) >= 1
        for (x, wide), (after, next_wide) in itertools.pairwise(ticks):
            assert x + wide / 2 < after - next_wide / 2
        lines = [float(one.get("x1", "0")) for one in drawn.iter("line")]
        for x, _ in ticks[1:-1]:
            assert min(abs(x - at) for at in lines) < 0.01
