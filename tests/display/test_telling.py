"""What the scenes of the nouns tell in the less usual cases."""

from __future__ import annotations

import datetime as dt
import itertools

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.display.drawn import render
from reflective_groups.display.scene import Bar, Chart, Listing, Look, Row, Scene, Table
from tests.display.nouns import NAMES, SCHOOL, flawed


def test_a_phase_tells_order_questions_and_who_sits_back_without_a_source_for_how() -> None:
    phase = rg.Phase(
        name="reflect",
        kind="discuss",
        each=rg.MEMBER,
        optional=True,
        floor=rg.Floor(
            speaks=(rg.MEMBER,),
            silent=(rg.PRESENTER,),
            order=rg.Order.IN_TURN,
            questions=rg.Questions.OPEN,
        ),
    )
    told = format(phase, "text")
    for part in ("order: each in turn", "questions: open", "sit-back: presenter."):
        assert part in told
    assert "Sources" not in told
    assert "sit-back online" not in told
    row = format(phase, "md").splitlines()[4]
    assert "no time stated for each member; in turn; may be left out" in row


def test_a_phase_of_which_nothing_is_known_is_a_name_and_dots() -> None:
    told = format(rg.Phase(name="talk"), "text")
    assert "The floor" not in told
    assert "\u00b7\u00b7\u00b7\u00b7 no minutes stated" in told


def test_a_silent_role_that_brings_nothing_is_silent_and_does_not_sit_back() -> None:
    phase = rg.Phase(name="watch", floor=rg.Floor(speaks=(rg.COACH,), silent=(rg.OBSERVER,)))
    told = format(phase, "md")
    assert "is silent" in told
    assert "sits back" not in told


def test_a_share_of_a_session_of_unknown_length_is_open_and_of_a_known_one_is_drawn() -> None:
    phase = rg.Phase(name="introduce", time=rg.up_to_share(0.5))
    free = rg.Protocol(key="x", title="X", session=phase)
    chart, *_ = free.scene().blocks
    assert isinstance(chart, Chart)
    assert chart.unit == ""  # nothing to put on a scale
    bound = attrs.evolve(free, slot=rg.exactly(rg.minutes(90)))
    chart, *_ = bound.scene().blocks
    assert isinstance(chart, Chart)
    assert chart.rows[0].bars[0].most == 45


def test_rounds_span_as_much_as_all_of_them_take_and_one_round_lies_below() -> None:
    talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)))
    (chart,) = (talk * 3).scene().blocks
    assert isinstance(chart, Chart)
    heading, inside = chart.rows
    assert (heading.bars[0].start, heading.bars[0].end) == (0, 30)
    assert (inside.bars[0].start, inside.bars[0].end, inside.depth) == (0, 10, 1)
    assert "3 times" in heading.note


def test_a_phase_begins_where_the_one_before_usually_ends() -> None:
    one = rg.Phase(name="a", time=rg.between(rg.minutes(10), rg.minutes(20)))
    two = rg.Phase(name="b", time=rg.at_most(rg.minutes(5)))
    (chart,) = (one >> two >> rg.Phase(name="c")).scene().blocks
    assert isinstance(chart, Chart)
    assert [row.bars[0].start for row in chart.rows] == [0, 15, 20]


def test_a_diff_marks_what_moved_and_what_lies_in_a_part_that_came() -> None:
    moved = rg.diff(
        SCHOOL, SCHOOL.without("clarify").insert_after("discuss", SCHOOL.phase("clarify"))
    )
    signs = {row.label: row.sign for row in _chart(moved).rows}
    assert "\N{RIGHTWARDS ARROW}" in {signs["clarify"], signs["discuss"]}
    assert "place " in format(moved, "text")
    rounds = (rg.Phase(name="pair") >> rg.Phase(name="share")).rounds(2, name="pairs")
    signs = {
        row.label: row.sign
        for row in _chart(rg.diff(SCHOOL, SCHOOL.insert_after("return", rounds))).rows
    }
    assert [signs[name] for name in ("pairs", "pair", "share", "return")] == ["+", "+", "+", " "]


def _chart(diff: rg.Diff) -> Chart:
    chart = diff.scene().blocks[0]
    assert isinstance(chart, Chart)
    return chart


def test_a_share_in_a_diff_is_drawn_where_the_slot_is_known_and_open_where_not() -> None:
    with_share = rg.Protocol(
        key="x",
        title="X",
        session=rg.Phase(name="a", time=rg.up_to_share(0.5)) >> rg.Phase(name="b"),
    )
    (line, *_) = rg.diff(with_share, with_share.without("b")).compared
    assert line.before is not None
    assert (line.before.box, line.before.told) == (rg.UNSTATED, "up to 50 % of the session")
    known = attrs.evolve(with_share, slot=rg.exactly(rg.minutes(60)))
    (line, *_) = rg.diff(known, known.without("b")).compared
    assert line.before is not None
    assert line.before.box.most == rg.minutes(30)


def test_a_report_tells_evidence_repairs_and_what_was_set_aside_and_why() -> None:
    short = attrs.evolve(
        flawed(),
        slot=rg.minutes(20),
        waivers=(rg.Waiver(code="RG501", reason="It is all Hal has."),),
    )
    told = " ".join(format(rg.check(short), "text").split())
    assert "Set aside" in told
    assert "set aside because: It is all Hal has." in told
    bare = rg.Finding(
        code="MY001",
        severity=rg.Severity.ADVICE,
        message="Plan a break.",
        evidence=("70 min", "no break"),
        repair=rg.Repair(says="Make it an hour.", edits=(rg.SetSlot(rg.minutes(60)),)),
        otherwise=(rg.Repair(says="Hold two.", edits=(rg.SetSlot(rg.minutes(120)),)),),
    )
    told = format(bare, "text")
    for part in ("evidence: 70 min; no break", "repair: Make it an hour.", "or: Hold two."):
        assert part in told
    only = rg.Report(subject="x", waived=(attrs.evolve(bare, waived="tea is at hand"),))
    assert "Nothing else found." in format(only, "text")
    assert "Nothing found." in format(rg.Report(subject="x"), "text")


def test_a_rule_without_sources_or_examples_says_what_it_has() -> None:
    mine = rg.Rule(
        code="MY001",
        name="my-tea",
        severity=rg.Severity.ADVICE,
        about="meeting",
        what="Long meetings want a break.",
        why="Our group gets tired.",
        judge=lambda _: (),
    )
    told = format(mine, "text")
    assert "Our group gets tired." in told
    assert "Sources" not in told
    assert "Examples" not in told


def test_a_fit_tells_what_is_spare_and_what_was_left_out() -> None:
    talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(10)))
    tea = rg.Phase(name="tea", time=rg.exactly(rg.minutes(10)), optional=True)
    protocol = rg.Protocol(key="x", title="X", session=talk >> tea)
    assert "spare" in format(planning.fit(protocol, rg.minutes(30)), "text")
    assert "Left out for want of time: tea." in format(
        planning.fit(protocol, rg.minutes(10)), "text"
    )


def test_an_agenda_names_whoever_has_no_role() -> None:
    seats = (rg.Seat(role=rg.COACH), rg.Seat(role=rg.COACHEE))
    talk = rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.COACH, rg.COACHEE)))
    meeting = rg.Meeting(
        protocol=rg.Protocol(key="x", title="X", session=talk, seats=seats),
        group=rg.Group(members=("Ann", "Ben", "Cem")),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=rg.minutes(30),
    )
    assert "Without a role: Cem." in format(planning.plan(meeting), "text")


def test_a_series_tells_what_is_not_held_or_moved_and_why() -> None:
    series = rg.Series(
        key="x",
        title="X",
        protocol=SCHOOL,
        group=flawed().group,
        start=dt.datetime(2027, 1, 4, 18, 30, tzinfo=dt.UTC),
        slot=rg.minutes(60),
        count=3,
        amendments=(
            rg.Cancelled(day=dt.date(2027, 1, 11), why="snow"),
            rg.Postponed(day=dt.date(2027, 1, 18), to=dt.date(2027, 1, 19)),
        ),
    )
    told = format(series, "text")
    assert "not held, snow" in told
    assert "moved" in told
    assert "Money" not in told


def test_a_group_of_which_little_is_known_has_no_empty_columns() -> None:
    (table,) = rg.Group(members=("Ann",)).scene().blocks
    assert isinstance(table, Table)
    assert table.head == ("name", "seat")


def test_a_rotation_in_which_some_sit_out_names_the_column_for_them() -> None:
    made = planning.rotate(NAMES, size=3, rounds=2, remainder=planning.Remainder.SIT_OUT)
    (table,) = made.scene().blocks
    assert isinstance(table, Table)
    assert table.head == ("round", "group 1", "group 2", "besides")
    assert table.rows[0][-1].endswith(" (sits out)")


def test_seats_without_watchers_have_no_column_for_them() -> None:
    told = format(planning.seats(("Ann", "Ben"), ("coach", "coachee"), 2), "md")
    assert "watching" not in told


def test_nothing_found_and_an_empty_table_can_be_shown_too() -> None:
    assert "No protocols that may suit." in format(rg.find(size=400, family="balint"), "text")
    empty = Scene(title="x", blocks=(Table(caption="None", head=("a",), rows=()),))
    assert 'n1["none"]' in render(empty, "mermaid")
    assert render(Scene(title="x", blocks=(Listing(heading="y", items=()),)), "mermaid")
    assert format(rg.Timeline(()), "text") == "Timeline"


def test_a_month_on_a_scale_has_a_step_that_leaves_room() -> None:
    rows = (Row(label="x", bars=(Bar(start=0, least=400_000),)),)
    assert render(Scene(title="x", blocks=(Chart(rows=rows),)), "svg").count("<text") < 12


# Where things lie


def laid(part: rg.Part, slot: float | None = None) -> dict[str, tuple[float, float] | None]:
    """Where each part of a chart begins and ends, in minutes."""
    from reflective_groups.model.scenes import chart_of

    chart = chart_of(part, slot=None if slot is None else rg.minutes(slot))
    return {
        row.label: (row.bars[0].start, row.bars[0].end) if row.bars else None for row in chart.rows
    }


A = rg.Phase(name="a", time=rg.between(rg.minutes(5), rg.minutes(10)))
B = rg.Phase(name="b", time=rg.exactly(rg.minutes(5)))
C = rg.Phase(name="c", time=rg.exactly(rg.minutes(3)))
FREE = rg.Phase(name="free")


def test_what_follows_rounds_begins_after_as_many_of_them_as_are_usual() -> None:
    usual = rg.Count(least=1, usual=2, most=3)
    assert laid((A >> B).rounds(usual) >> C) == {
        "rounds": (0, 25), "a": (0, 10), "b": (7.5, 12.5), "c": (25, 28),
    }  # fmt: skip


def test_rounds_have_a_bracket_only_where_all_of_them_are_known() -> None:
    assert laid((A >> B).rounds(rg.Count(least=1, most=3)) >> C)["rounds"] is None
    assert laid((A >> B).rounds(rg.Count(least=1, most=3)) >> C)["c"] == (12.5, 15.5)
    assert laid((A >> FREE).rounds(2))["rounds"] is None
    assert laid((A >> B).rounds(1))["rounds"] is None


def test_rounds_that_are_usually_not_held_take_no_time() -> None:
    seldom = rg.Count(least=0, usual=0, most=3)
    assert laid(A.rounds(seldom) >> C)["c"] == (0, 3)


def test_no_time_is_a_time_and_what_nobody_states_takes_none_of_the_scale() -> None:
    nothing = rg.Phase(name="nothing", time=rg.exactly(rg.minutes(0)))
    assert laid(nothing >> C)["c"] == (0, 3)
    assert laid(B >> FREE >> C)["c"] == (5, 8)


def test_where_no_minutes_are_stated_at_all_dots_show_the_order() -> None:
    assert laid(FREE >> rg.Phase(name="more")) == {"free": (0, 1), "more": (1, 2)}


@pytest.mark.parametrize("key", rg.CATALOGUE)
def test_no_bracket_of_the_catalogue_ends_before_what_lies_in_it(key: str) -> None:
    charts = [one for one in rg.CATALOGUE[key].scene().blocks if isinstance(one, Chart)]
    for chart in charts:
        for place, row in enumerate(chart.rows):
            inside = itertools.takewhile(
                lambda one, deep=row.depth: one.depth > deep, chart.rows[place + 1 :]
            )
            ends = [one.bars[0].start + (one.bars[0].usual or 0) for one in inside if one.bars]
            if row.heading and row.bars:
                assert row.bars[0].end >= max(ends) - 1e-9


def sides(one: rg.Part, other: rg.Part) -> dict[str, list[tuple[float, float]]]:
    made = [rg.Protocol(key="x", title="X", session=part) for part in (one, other)]
    return {
        row.label: [(bar.start, bar.end) for bar in row.bars] for row in _chart(rg.diff(*made)).rows
    }


def test_each_side_of_a_diff_keeps_its_own_order() -> None:
    assert sides(B >> C >> FREE, C >> B >> FREE) == {
        "c": [(5, 8), (0, 3)],
        "b": [(0, 5), (3, 8)],
        "free": [(8, 9), (8, 9)],
    }


def test_a_diff_shows_rounds_and_marks_how_often_they_are_held() -> None:
    two, three = (rg.Protocol(key="x", title="X", session=(B * count) >> C) for count in (2, 3))
    chart = _chart(rg.diff(two, three))
    rounds, _, close = chart.rows
    assert (rounds.label, rounds.sign, rounds.heading) == ("rounds", "~", True)
    assert [bar.end for bar in rounds.bars] == [10, 15]
    assert "2 times" in rounds.note
    assert "3 times" in rounds.note
    assert [bar.start for bar in close.bars] == [10, 15]


def test_a_diff_shows_what_changed_outside_the_session_without_a_place_on_its_scale() -> None:
    one = rg.Protocol(key="x", title="X", session=B, before=C, after=A)
    other = one.with_phase("before/c", time=rg.exactly(rg.minutes(9)))
    rows = {row.label: row for row in _chart(rg.diff(one, other)).rows}
    assert set(rows) == {"b", "before: c"}
    assert rows["before: c"].bars == ()
    assert (rows["before: c"].sign, rows["before: c"].note) == (
        "~",
        "3 min \N{RIGHTWARDS ARROW} 9 min",
    )


def test_a_stated_share_is_told_as_it_is_stated() -> None:
    half, third = (rg.Phase(name="i", time=rg.up_to_share(share)) for share in (0.5, 0.3))
    made = [rg.Protocol(key="x", title="X", session=part >> B) for part in (half, third)]
    told = format(rg.diff(*made), "text")
    assert "no time stated" not in told
    assert "up to 50 % of the" in told


def test_an_agenda_over_midnight_and_a_clock_change_tells_the_day_and_the_zone() -> None:
    import pendulum

    meeting = rg.Meeting(
        protocol=rg.Protocol(key="x", title="X", session=B >> FREE >> C),
        group=rg.Group(members=("Ann",)),
        start=pendulum.datetime(2026, 10, 25, 0, 30, tz="Europe/London"),
        slot=rg.minutes(120),
    )
    told = format(planning.plan(meeting), "text")
    assert "00:30 BST b" in told
    assert "GMT c" in told
    late = attrs.evolve(meeting, start=pendulum.datetime(2026, 11, 30, 23, 50, tz="Europe/London"))
    assert "Tue 01:47 c" in format(planning.plan(late), "text")


def test_spare_time_is_drawn_as_spare_in_fit_and_agenda_and_a_phase_of_that_name_is_not() -> None:
    spare = rg.Phase(
        name="spare", time=rg.exactly(rg.minutes(5)), floor=rg.Floor(speaks=(rg.MEMBER,))
    )
    protocol = rg.Protocol(key="x", title="X", session=spare >> C)
    fit = planning.fit(protocol, rg.minutes(20)).scene().blocks[0]
    assert isinstance(fit, Chart)
    assert [row.bars[0].look for row in fit.rows] == [Look.FIXED, Look.FIXED, Look.SPARE]
    assert [key.told for key in fit.legend] == ["spare"]
    meeting = rg.Meeting(
        protocol=protocol,
        group=rg.Group(members=("Ann",)),
        start=dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC),
        slot=rg.minutes(20),
    )
    agenda = planning.plan(meeting).scene().blocks[0]
    assert isinstance(agenda, Chart)
    assert [row.bars[0].look for row in agenda.rows] == [Look.FIXED, Look.FIXED, Look.SPARE]
    assert [bool(row.marks[0]) for row in agenda.rows] == [True, False, False]


def test_everyone_who_is_silent_is_silent_in_every_lane() -> None:
    hush = rg.Phase(name="hush", floor=rg.Floor(silent=(rg.EVERYONE,)))
    talk = rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.MEMBER,)))
    (chart,) = (hush >> talk).scene().blocks
    assert isinstance(chart, Chart)
    assert [mark.told if mark else None for mark in chart.rows[0].marks] == ["is silent"]


def test_names_of_two_words_stand_each_on_a_line_of_their_own() -> None:
    names = tuple(f"{one} Lee" for one in NAMES)
    (table,) = planning.rotate(names, size=3, rounds=1).scene().blocks
    assert isinstance(table, Table)
    assert sorted("\n".join(table.rows[0][1:]).replace(" (observes)", "").split("\n")) == sorted(
        names
    )


def test_mermaid_tells_sources_and_repairs_of_findings_and_the_care_in_full() -> None:
    told = format(rg.check(attrs.evolve(flawed(), slot=rg.minutes(60))), "mermaid")
    assert "source" in told
    told = format(rg.CATALOGUE["balint.uk_online"], "mermaid")
    assert "whoever leads them." in told
    assert "At least 6 members" in told
