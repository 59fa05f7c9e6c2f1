"""Every statement of the founding documents is carried by something, and rightly so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.sources.bibliography import S0
from tests.published.ledger import (
    DOCUMENTS,
    HERE,
    Entry,
    LedgerError,
    Statement,
    catalogue,
    entries,
    figure,
    figures_in,
    find,
    is_set,
    named_in,
    problems,
    rule_problems,
    same,
    section,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ALL = [pytest.param(one, id=key) for key, one in statements().items()]


def _cited(value: object) -> Iterable[rg.Citation]:
    """Every citation in a value, however deep."""
    if isinstance(value, rg.Citation):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _cited(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _cited(getattr(value, field.name))


def _naming_rules() -> Iterable[Statement]:
    for document in DOCUMENTS:
        try:
            told = entries(document)
        except LedgerError:
            continue  # each of its statements fails below and says why
        yield from (statements()[key] for key, one in told.items() if one.rules)


# The five documents


@pytest.mark.parametrize("statement", ALL)
def test_each_statement_is_carried(statement: Statement) -> None:
    told = entries(statement.document)
    assert statement.id in told, f"no entry for {statement.id}: {statement.text}"
    assert problems(statement, told[statement.id], catalogue()) == []


@pytest.mark.parametrize("statement", [pytest.param(one, id=one.id) for one in _naming_rules()])
def test_each_rule_named_cites_the_statement(statement: Statement) -> None:
    try:
        rules = rg.RULES
    except (AttributeError, ImportError) as error:
        pytest.skip(f"the room of the rules cannot be imported: {error}")
    assert rule_problems(statement, entries(statement.document)[statement.id], rules) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_ledger_speaks_only_of_its_own_document(document: str) -> None:
    own = {key for key, one in statements().items() if one.document == document}
    assert set(entries(document)) <= own


@pytest.mark.parametrize("key", list(catalogue()))
def test_no_protocol_cites_a_statement_that_there_is_not(key: str) -> None:
    for citation in _cited(catalogue()[key]):
        if citation.source.key.startswith("S"):
            document = f"00{citation.source.key[1:]}"
            named = named_in(citation.where)
            assert named or not citation.where, citation
            assert named <= {one for one in statements() if one.startswith(document)}, citation


def test_there_is_one_ledger_for_each_document() -> None:
    assert sorted(path.stem for path in (HERE / "ledger").iterdir()) == list(DOCUMENTS)


def test_the_documents_make_252_statements() -> None:
    counts = Counter(one.document for one in statements().values())
    assert dict(counts) == {"000": 46, "001": 36, "002": 24, "003": 85, "004": 61}


# The ledger itself can be trusted


SIZE = Statement("000-24", "N", "Group size 6–12")
LEAST, MOST = "x size.least", "x size.most"


def _protocols(least: int = 6, basis: rg.Basis | None = None) -> dict[str, rg.Protocol]:
    basis = basis or rg.stated(S0.at("000-24"), of=("least", "most"))
    size = rg.GroupSize(least=least, most=12, basis=(basis,))
    return {"x": rg.Protocol(key="x", title="X", session=rg.Phase(name="talk"), size=size)}


def test_a_right_number_passes() -> None:
    entry = Entry(numbers={LEAST: "6", MOST: "12"})
    assert problems(SIZE, entry, _protocols()) == []


def test_a_wrong_number_in_the_catalogue_is_noticed() -> None:
    entry = Entry(numbers={LEAST: "6", MOST: "12"})
    assert problems(SIZE, entry, _protocols(least=5)) == ["x size.least: 5 is not 6"]


def test_a_wrong_number_in_the_ledger_is_noticed() -> None:
    entry = Entry(numbers={LEAST: "5", MOST: "12"})
    found = problems(SIZE, entry, _protocols(least=5))
    assert "nothing carries its figure 6" in found
    assert "x size.least: the text does not give 5, and its basis says stated" in found


def test_a_figure_left_out_is_noticed() -> None:
    assert problems(SIZE, Entry(numbers={LEAST: "6"}), _protocols()) == [
        "nothing carries its figure 12"
    ]


def test_a_number_without_its_citation_is_noticed() -> None:
    entry = Entry(numbers={LEAST: "6", MOST: "12"})
    elsewhere = _protocols(basis=rg.stated(S0.at("000-23"), of=("least", "most")))
    assert problems(SIZE, entry, elsewhere) == [
        "x size.least: no basis cites 000-24",
        "x size.most: no basis cites 000-24",
    ]


def test_a_stated_number_that_is_held_as_derived_is_noticed() -> None:
    entry = Entry(numbers={LEAST: "6", MOST: "12"})
    derived = rg.derived(S0.at("000-24"), of=("least", "most"), note="a guess")
    assert problems(SIZE, entry, _protocols(basis=derived)) == [
        "x size.least: the text gives 6, and its basis says derived",
        "x size.most: the text gives 12, and its basis says derived",
    ]


def test_a_field_has_to_be_set() -> None:
    entry = Entry(numbers={LEAST: "6", MOST: "12"}, fields=("x size.ideal_least",))
    found = problems(SIZE, entry, _protocols())
    assert found == [
        "x size.ideal_least: it is not set",
        "x size.ideal_least: no basis cites 000-24",
    ]


def test_a_silence_has_to_be_deliberate() -> None:
    statement = Statement("000-45", "C", "Nothing is said about ideal sizes")
    entry = Entry(silent=("x size.ideal_least",))
    silent = rg.silent(S0.at("000-45"), of="ideal_least", note="not said")
    assert problems(statement, entry, _protocols(basis=silent)) == []
    assert problems(statement, entry, _protocols()) == ["x size.ideal_least: no basis cites 000-45"]


@pytest.mark.parametrize(
    "reference",
    ["size.least", "x", "y size.least", "x @nowhere time", "x size.leest", "x seats[leader].duty"],
)
def test_a_reference_that_leads_nowhere_is_refused(reference: str) -> None:
    with pytest.raises(LedgerError):
        find(reference, _protocols())


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("balint.school size.least", "6"),
        ("balint.school ground_rules#", "5"),
        ("balint.school ground_rules[attendance].text", "regularly"),
        ("balint.school @discuss floor.silent[presenter].name", "presenter"),
        ("balint.school seats[leader].duty", "facilitator"),
        ("balint.school @discuss time.most", "0.5 h"),
        ("balint.school frame.ground_rules", "required"),
        ("balint.series @cases/present time.most", "6 min"),
        ("balint.series @cases count.usual", "2"),
        ("balint.bsanz leadership.training[Reading]", "Reading"),
    ],
)
def test_a_reference_leads_to_its_value(reference: str, told: str) -> None:
    assert same(find(reference, catalogue()), told)


@pytest.mark.parametrize("told", ["7", "6 min", "6 GBP", "six", "0.6"])
def test_a_bare_six_is_nothing_else(told: str) -> None:
    assert not same(find("balint.school size.least", catalogue()), told)


def test_money_has_its_currency() -> None:
    fees = rg.Fees(member_session=rg.Price(least=15, most=25, currency="GBP"))
    protocols = {"x": attrs.evolve(_protocols()["x"], fees=fees)}
    found = find("x fees.member_session.least", protocols)
    assert same(found, "15 GBP")
    assert not same(found, "15")
    assert not same(found, "15 EUR")


def test_an_empty_field_holds_nothing() -> None:
    nothing = (None, "", (), False, rg.UNSTATED, rg.Demand.SILENT, rg.Confidentiality.UNSTATED)
    assert not any(map(is_set, nothing))
    assert all(map(is_set, (0, "x", True, rg.Demand.IDEAL, rg.exactly(rg.minutes(0)))))


def test_nothing_at_all_carries_nothing() -> None:
    assert problems(SIZE, Entry(), _protocols()) == ["nothing carries it"]


def test_setting_every_figure_aside_is_no_way_out() -> None:
    entry = Entry(fields=(LEAST,), aside={"6": "not ours", "12": "not ours"})
    assert problems(SIZE, entry, _protocols()) == ["a number that no number carries"]


def test_a_phase_is_no_context() -> None:
    statement = Statement("000-31", "P", "Presenter is then asked to sit and listen")
    entry = Entry(context="It is only told along the way.")
    assert problems(statement, entry, _protocols()) == ["a phase or a role is no context"]


def test_a_context_needs_a_reason() -> None:
    statement = Statement("000-46", "C", "Contact for joining")
    assert problems(statement, Entry(context="Contact."), {}) == [
        "context: 'Contact.' is no reason"
    ]


def test_a_section_has_to_exist_and_to_name_the_statement(tmp_path: Path) -> None:
    text = "# Care\n\n## Who leads\n\nNot the untrained (001-28).\n\n## What else\n\nMore.\n"
    (tmp_path / "care.md").write_text(text, encoding="utf-8")
    statement = Statement("001-28", "X", "Untrained leading can cause great harm")

    def found(slug: str) -> list[str]:
        return problems(statement, Entry(docs=(f"care.md#{slug}",)), {}, tmp_path)

    assert found("who-leads") == []
    assert found("care") == []
    assert found("what-else") == ["care.md#what-else: it does not name 001-28"]
    assert found("nowhere") == ["care.md#nowhere: there is no such section"]


def test_a_comment_in_a_code_block_is_no_heading(tmp_path: Path) -> None:
    text = "# Care\n\n```python\n# Who leads\n```\n\nNot the untrained (001-28).\n"
    (tmp_path / "care.md").write_text(text, encoding="utf-8")
    assert section("care.md#who-leads", tmp_path) is None
    assert "001-28" in (section("care.md#care", tmp_path) or "")


def test_a_rule_has_to_exist_and_to_cite_the_statement() -> None:
    @attrs.frozen
    class Rule:
        code: str
        citations: tuple[rg.Citation, ...]

    rules = (Rule("RG101", (S0.at("000-24"),)), Rule("RG102", ()))
    entry = Entry(rules=("RG101", "RG102", "RG103"))
    assert rule_problems(SIZE, entry, rules) == [
        "RG102: it does not cite 000-24",
        "RG103: there is no such rule",
    ]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Members reflect on what they heard: 20–30 minutes", ["20 min", "30 min"]),
        ("Presentation takes 5 or 6 minutes", ["5 min", "6 min"]),
        ("Initial session: three-hour workshop", ["3 h"]),
        ("about £60–£75 per hour is reasonable", ["60 GBP", "75 GBP"]),
        ("introductions, up to half the session", ["0.5"]),
        ("One leader, or preferably two", ["1", "2"]),
        ("before breaking into smaller groups/triads", ["3"]),
        ("more than a dozen leaders in five years", ["12", "5"]),
        ("a few minutes for a few questions (002-14, 001-22–25)", []),
    ],
)
def test_figures_are_read_from_words_and_digits(text: str, given: list[str]) -> None:
    assert [str(one) for one in figures_in(text)] == given


def test_hours_answer_to_minutes() -> None:
    hours, in_minutes = figure("1.5 h"), figure("90 min")
    assert hours is not None
    assert in_minutes is not None
    assert hours.answers(in_minutes)


def test_a_range_of_statements_names_each() -> None:
    assert named_in("(001-30–32)") == {"001-30", "001-31", "001-32"}
