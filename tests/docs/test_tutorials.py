"""The three tutorials run from top to bottom, and what their prose says is so."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from nbformat import NotebookNode

pytest.importorskip("myst_nb", reason="needs myst-nb, which reads the pages")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient, which runs them")
pytest.importorskip("ipykernel", reason="needs a kernel to run them in")

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
NEEDS = {"first_protocol": (), "variant": ("anywidget", "numba"), "series": ("icalendar",)}
"""Each tutorial, with what the extras bring that it names."""

SHOWN = ("display_data", "execute_result")
WIDGET = "application/vnd.jupyter.widget-view+json"

# A sentence of a page, and what has to be so for it to be true; it is asked after the last cell.
CLAIMS = {
    "first_protocol": {
        "Once through takes between 23 and 30 minutes.": (
            "str(rg.duration(story)).startswith('23 to 30 min')"
        ),
        "In an hour there is room for two of you": ("rg.duration(evening).most == rg.minutes(60)"),
        "Nothing, for the protocol by itself.": "not rg.check(ours).findings",
        "Each finding has a code": "report.codes == ('RG201',) and not report.ok",
        "the mend did the least that works, 46 minutes": (
            "mended.slot == rg.minutes(46) == ours.duration.least"
        ),
        "No error is left.": "rg.check(mended).ok and len(rg.check(mended).warnings) > 2",
        "every phase at its shortest, twice": (
            "all(one.length == ours.phase('stories/' + one.path.partition('/')[2]).time.least"
            " for one in planning.plan(mended))"
        ),
        "Nothing is what the rules find now.": "not rg.check(hour).findings",
        "while Dot tells, Ben keeps the time": (
            "agenda.timeline.stretches[0].holders(rg.PRESENTER) == ('Dot',)"
            " and agenda.timeline.stretches[0].holders(rg.MODERATOR) == ('Ben',)"
        ),
        "It comes back as an equal value.": (
            "rg.loads(Path('tuesday.json').read_text(encoding='utf-8'), as_=rg.Meeting) == hour"
        ),
        "This is the same group as it may stand in a file": (
            "serial.loads_toml(text, as_=rg.Group) == group"
        ),
        "with a clock that runs in the page": (
            "'<script' in sheet.read_text(encoding='utf-8')"
            " and '<script' not in for_all.read_text(encoding='utf-8')"
        ),
        "Both are single files that need no network": (
            "all('default-src &#39;none&#39;' in page or \"default-src 'none'\" in page"
            " for page in (one.read_text(encoding='utf-8') for one in (sheet, for_all)))"
        ),
    },
    "variant": {
        "one case, five phases": "len(school.phases) == 5",
        "How long it takes to choose a case, the source does not say.": (
            "school.phase('choose').time == rg.UNSTATED"
        ),
        "40 minutes at the least and 55 at the most": (
            "[sum(getattr(one.time, end) / rg.minutes(1) for path, one in school.phases"
            " if path != 'choose') for end in ('least', 'most')] == [40, 55]"
        ),
        "Of the original they have nothing to say.": "not rg.check(school).findings",
        "the least that any of them gives for the sit-back is 20 minutes": (
            "rg.check(ours).codes == ('RG206',) and '20 min' in rg.check(ours).findings[0].message"
        ),
        "No rule minds that the questions are gone.": (
            "not rg.check(school.without('clarify')).findings"
        ),
        "that is an error": "rg.check(school.without('return')).errors[0].code == 'RG207'",
        "The questions gave five minutes back, and the echo takes eight": (
            "school.phase('clarify').time == rg.exactly(rg.minutes(5))"
            " and planning.fit(ours, slot, members=8, leaders=1)['echo'] == rg.minutes(8)"
        ),
        "A number that you changed has lost its source": (
            "ours.phase('discuss').standing_of('time.least') is rg.Standing.DEFAULT"
            " and ours.phase('present').standing_of('time.least') is rg.Standing.STATED"
        ),
        "The floor of the discussion, which you left alone, still rests on its sources": (
            "ours.phase('discuss').citations_of('floor.sit_back')"
            " == school.phase('discuss').citations_of('floor.sit_back') != ()"
        ),
        "In the original it has 23 minutes, and in yours 19": (
            "[planning.fit(one, slot, members=8, leaders=1)['discuss'] / rg.minutes(1)"
            " for one in (school, ours)] == [23, 19]"
        ),
        "An hour leaves it more": (
            "planning.fit(ours, rg.minutes(60), members=8, leaders=1)['discuss'] >= rg.minutes(20)"
        ),
        "That of `gini`, how unevenly the talk is shared, leaves out 0 too": (
            "both.difference('gini').high < 0 or both.difference('gini').low > 0"
        ),
        "and is half a hundredth": "0.004 < abs(both.difference('gini').mean) < 0.006",
        "Dot has the floor for more than two minutes less": (
            "120 < both.difference('airtime_s/Dot').low"
        ),
        "after 400 sessions": "both.sessions == 400",
        "with nine in this room": "len(group.everyone) == 9",
    },
    "series": {
        "ten people, two leaders, every second Thursday at six, from October to February": (
            "len(group.members) == 10 and len(group.leaders) == 2"
            " and thursdays.cadence == rg.Weekly(2)"
            " and {one.start.hour for one in thursdays.held} == {18}"
            " and {one.start.weekday() for one in thursdays.held} == {3}"
            " and thursdays.held[0].start.month == 10 and thursdays.held[-1].start.month == 2"
        ),
        "There is time for one case on the first evening and for two on each of the others": (
            "[len(one.meeting.presenters) for one in made] == [1, 2, 2, 2, 2, 2, 2, 2]"
        ),
        "so there are 15 turns for ten people": "sum(made.counts(rg.PRESENTER).values()) == 15",
        "Nobody has a second turn before everybody has had a first.": (
            "len({*[name for agenda in made for name in agenda.meeting.presenters][:10]}) == 10"
        ),
        "we give it half an hour": (
            "made.agendas[0].timeline.stretches[1].path == 'introduce'"
            " and made.agendas[0].timeline.stretches[1].length == rg.minutes(30)"
        ),
        "with Dot's case after the introductions": (
            "made.agendas[0].timeline.stretches[2].holders(rg.PRESENTER) == ('Dot',)"
        ),
        "on 22 October, with Eva and Jon both away": (
            "any('2026-10-22' in one.message and 'Eva and Jon' in one.message for one in report)"
        ),
        "It does not come out even": (
            "priced.budget.balance < 0 and 'RG702' in rg.check(priced).codes"
        ),
        "A higher fee from those who come would be above what is usual": (
            "priced.budget.break_even_fee > balint.UK.fees.member_session.most"
        ),
        "£21 a meeting is within what is usual.": (
            "settled.budget.balance > 0 and 'RG702' not in rg.check(settled).codes"
            " and balint.UK.fees.member_session.least <= 21 <= balint.UK.fees.member_session.most"
        ),
        "£60 to £75 an hour": (
            "(balint.UK.fees.leader_hour.least, balint.UK.fees.leader_hour.most) == (60, 75)"
        ),
        "Three evenings in groups of three, one of them with four": (
            "[sorted(map(len, one)) for one in triads] == [[3, 3, 4]] * 3"
        ),
        "No names are in it": (
            "not any(f' {name}' in text or f'{name},' in text for name in names)"
        ),
    },
}


def read(name: str) -> NotebookNode:
    from myst_nb.core.read import read_myst_markdown_notebook

    return read_myst_markdown_notebook((TUTORIALS / f"{name}.md").read_text(encoding="utf-8"))


def question(name: str) -> str:
    asked = ", ".join(f"{said!r}: {so}" for said, so in CLAIMS[name].items())
    return f"import json; print(json.dumps({{said: bool(so) for said, so in {{{asked}}}.items()}}))"


@pytest.fixture(scope="module", params=sorted(NEEDS))
def executed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, NotebookNode]:
    """A tutorial after its last cell; an error in one of its cells is an error here."""
    from nbformat.v4 import new_code_cell

    name = request.param
    for module in NEEDS[name]:
        pytest.importorskip(module, reason=f"{name} needs {module}")
    notebook = read(name)
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)  # here even that runs which the page only shows
    notebook.cells.append(new_code_cell(question(name)))
    folder = tmp_path_factory.mktemp(name)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return name, notebook


def noun(source: str) -> bool:
    """Whether a cell ends in a value to look at: not in a statement, a comparison or plain text."""
    last = ast.parse(source).body[-1]
    if not isinstance(last, ast.Expr) or isinstance(last.value, (ast.Compare, ast.Tuple)):
        return False
    return not ast.unparse(last).startswith(("print(", "HTML("))


def test_each_cell_that_ends_in_a_noun_shows_a_picture(executed: tuple[str, NotebookNode]) -> None:
    _, notebook = executed
    shown = 0
    for cell in notebook.cells[:-1]:
        if cell.cell_type != "code" or not noun(cell.source):
            continue
        [result] = [one for one in cell.outputs if one.output_type in SHOWN]
        if WIDGET in result.data:
            continue
        assert result.data.get("text/html", "").startswith('<div class="rg-scene">'), cell.source
        drawn = ET.fromstring(result.data["image/svg+xml"])  # noqa: S314 -- our own picture
        assert drawn.tag == "{http://www.w3.org/2000/svg}svg", cell.source
        assert drawn.get("role") == "img", cell.source
        shown += 1
    assert shown >= 8


def test_no_cell_is_silent_but_for_one_that_only_prepares(
    executed: tuple[str, NotebookNode],
) -> None:
    name, notebook = executed
    for cell in notebook.cells[:-1]:
        if cell.cell_type == "code":
            assert cell.outputs, f"{name}: nothing to look at after\n{cell.source}"
            assert not [one for one in cell.outputs if one.get("name") == "stderr"], cell.source


def test_what_the_prose_says_is_so(executed: tuple[str, NotebookNode]) -> None:
    name, notebook = executed
    prose = " ".join((TUTORIALS / f"{name}.md").read_text(encoding="utf-8").split())
    told = "".join(one.text for one in notebook.cells[-1].outputs)  # it may come in pieces
    answers = json.loads(told)
    assert [said for said in CLAIMS[name] if said not in prose] == []
    assert [said for said, so in answers.items() if not so] == []


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_the_page_says_how_to_run_it_and_what_a_plan_does_not_do(name: str) -> None:
    first, *_, last = (one.source for one in read(name).cells if one.cell_type == "markdown")
    assert f"{name}.ipynb" in first
    assert "jupytext" in first
    assert "](../" in last, "the way on"


def test_every_tutorial_has_its_tests() -> None:
    pages = {path.stem for path in TUTORIALS.glob("*.md")} - {"index"}
    assert pages == set(NEEDS) == set(CLAIMS)
