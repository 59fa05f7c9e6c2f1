"""Write the pages and files of the repository that are made from the library itself.

The pages of the site that are not kept in the repository are made by `docs/machinery`.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from pathlib import Path
from typing import TYPE_CHECKING

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.sources.bibliography import M1, M2, M3, M4, M6, M7

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reflective_groups.simulation import Behaviour, Estimate
    from reflective_groups.simulation.published import Recorded
    from reflective_groups.sources import Basis

HERE = Path(__file__).parent
SET_UPS = ("school", "bsanz", "two_cases", "uk", "uk_online", "veritas", "grow")
"""The series in docs/series that can be held, in the order of their sources."""
STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""When the calendars say that they were made: once for all, so that they stay the same."""


@functools.cache
def _programme(name: str) -> planning.Programme:
    return planning.programme(rg.load_series(HERE / "series" / f"{name}.toml"))


def set_ups() -> str:
    """The page of the set-ups, each with its agendas, turns, small groups and calendar."""
    head = (
        "# The set-ups, laid out\n\n"
        "Made by `docs/build.py` from the files in `docs/series`; [a whole series]"
        "(../how_to/series.md) tells what they are. A turn is an invitation: presenting is "
        "voluntary. A sound plan does not make a safe group.\n"
    )
    return "\n".join((head, *map(_set_up, SET_UPS)))


def _set_up(name: str) -> str:
    made = _programme(name)
    series = made.series
    calendar = f"[calendar](../series/{name}.ics) with {len(series.occasions)} events"
    parts = [
        f"## {series.title}\n",
        f"{series.protocol.title}; [file](../series/{name}.toml), {calendar}.\n",
        f"```text\n{made}\n```\n",
        f"The first meeting:\n\n```text\n{made.agendas[0]}\n```\n",
    ]
    if made.agendas[1].meeting.held != made.agendas[0].meeting.held:
        parts.append(f"The second:\n\n```text\n{made.agendas[1]}\n```\n")
    if made.rota is not None:
        parts.append(f"Turns:\n\n```text\n{made.rota}\n```\n")
    if made.rotation is not None:
        parts.append(f"Small groups:\n\n```text\n{made.rotation}\n```\n")
    if series.budget is not None:
        parts.append(f"Money: {series.budget}.\n")
    found = "\n".join(f"- {finding}" for finding in rg.check(series)) or "- nothing"
    parts.append(f"What the rules find:\n\n{found}\n")
    return "\n".join(parts)


def calendar_of(name: str) -> str:
    """The calendar of a set-up."""
    return planning.calendar(_programme(name), stamp=STAMP)


BEHAVIOUR = {
    "kernel": ("who comes next in an open discussion", "a name"),
    "sigma": (
        "how far people differ in liking to talk: standard deviation of the logarithm",
        "ln units",
    ),
    "gamma": ("how fast the chance to speak again falls with the turns since: an exponent", ""),
    "stays": ("the one before the last speaks again, where the last turn came about so", "chance"),
    "returns": ("the one before the last speaks again, where it did not", "chance"),
    "boost": ("exponential memory: how much likelier right after speaking", "factor, less 1"),
    "fade": ("exponential memory: what is left of that from turn to turn", "share"),
    "recovery": ("recovery: what comes back with each turn", "share"),
    "words_mean": ("length of a turn: mean of the logarithm", "ln words"),
    "words_by_share": ("how much longer, by how much one likes to talk", "ln words a ln unit"),
    "words_between": ("standard deviation between people", "ln words"),
    "words_within": ("standard deviation of one person's turns", "ln words"),
    "words_a_minute": ("how fast a speaker speaks", "words a minute"),
    "overlapped": ("turns that begin before the last has ended", "share"),
    "gap_mean": ("silence before the others: mean of the logarithm", "ln seconds"),
    "gap_spread": ("its standard deviation", "ln seconds"),
    "overlap_mean": ("overlap: mean of the logarithm", "ln seconds"),
    "overlap_spread": ("its standard deviation", "ln seconds"),
    "round_spread": ("a go-round's turns: standard deviation of the logarithm", "ln seconds"),
    "leader": ("how much oftener whoever leads speaks", "factor"),
    "observer": ("how much oftener whoever observes speaks", "factor"),
}
"""What each number of a behaviour means, and its unit."""
READ_BY = {
    "gamma": "power",
    "stays": "floor",
    "returns": "floor",
    "boost": "exponential",
    "fade": "exponential",
    "recovery": "recovery",
}
"""Numbers that only one kernel reads."""
CIRCUMSTANCES = {
    "attendance": ("how likely each member comes", "share of meetings", "yours to say"),
    "shock": ("how far members stay away together", "correlation of two", "unknown; vary it"),
    "no_shows": ("whoever was to bring a matter stays away besides", "chance", "unknown; vary it"),
    "leaders_come": ("each leader comes", "chance", "yours to say"),
    "late": ("how late meetings begin", "minutes, with a share", "M6, as `ALLEN_2018`"),
    "drop_out": ("each member leaves for good after each meeting", "chance", "unknown; see M7"),
    "meeting": ("the how-manieth meeting this is", "a number", "yours to say"),
    "volunteers": ("each member offers a matter", "chance", "unknown; vary it"),
    "quorum": ("how many members make a session", "members", "else the protocol's least"),
    "pace": ("what phases hold to", "`lengths` or `clock`", "yours to say"),
    "drift": (
        "how much longer than planned: mean of the logarithm",
        "ln units",
        "not in print: 0 to 0.2",
    ),
    "spread": ("its standard deviation", "ln units", "not in print: 0.1 to 0.4"),
}
"""What each circumstance means, its unit, and what is known of it."""
HELD_TO = 1_000
"""Conversations behind each simulated figure."""


def simulation_numbers() -> str:
    """The page of all presets, what they rest on, and how near they come to recorded meetings."""
    head = (
        "# The numbers of the simulation\n\n"
        "Made from the presets and the engine themselves by `docs/build.py`; "
        "[the model](../explanation/simulation_model.md) says what the numbers do. None of them "
        "was measured in a reflective group.\n"
    )
    return "\n".join((head, *_presets(), *_grounds(), *_circumstances(), *_beside(), *_named()))


def _presets() -> Iterable[str]:
    from reflective_groups.simulation import PRESETS

    presets = tuple(PRESETS.values())
    alike = [name for name in BEHAVIOUR if len({getattr(one, name) for one in presets}) == 1]
    names = (f"`{one.name}`" for one in presets)
    yield "## Behaviour: what differs between presets\n"
    yield _table(
        ("parameter", "what", "unit", *names),
        (
            (
                f"`{name}`",
                *told,
                *(_value(one, name) if _reads(one, name) else "" for one in presets),
            )
            for name, told in BEHAVIOUR.items()
            if name not in alike
        ),
    )
    yield (
        "A dash stands where the kernel of a preset does not read the number. `words_mean` is 3 "
        "where turns are those of five words or more, and 1.86 where all turns count.\n"
    )
    yield "## Behaviour: what is the same in all presets\n"
    yield _table(
        ("parameter", "what", "unit", "value"),
        ((f"`{name}`", *BEHAVIOUR[name], _value(presets[0], name)) for name in alike),
    )
    yield "`boost`, `fade` and `recovery` are read by kernels of which there is no preset.\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(cell or '-' for cell in line)} |\n" for line in lines)


def _value(holder: object, name: str) -> str:
    value = getattr(holder, name)
    return "" if value in {None, ()} else f"{value:g}" if isinstance(value, float) else str(value)


def _reads(preset: Behaviour, name: str) -> bool:
    return READ_BY.get(name, str(preset.kernel)) == str(preset.kernel)


def _grounds() -> Iterable[str]:
    """What each parameter rests on, presets and parameters of one ground together."""
    from reflective_groups.simulation import PRESETS

    found: dict[tuple[Basis, tuple[str, ...]], list[str]] = {}
    for name in BEHAVIOUR:
        grounds: dict[Basis, list[str]] = {}
        for one in PRESETS.values():
            if _reads(one, name):
                grounds.setdefault(one.basis_of(name), []).append(f"`{one.name}`")
        for ground, presets in grounds.items():
            found.setdefault((ground, tuple(presets)), []).append(f"`{name}`")
    yield "## What they rest on\n"
    yield _table(
        ("parameter", "preset", "standing", "source", "note"),
        (
            (
                ", ".join(names),
                "all" if len(presets) == len(PRESETS) else ", ".join(presets),
                ground.standing.value,
                ", ".join(cited.source.key for cited in ground.citations),
                ground.note,
            )
            for (ground, presets), names in found.items()
        ),
    )


def _circumstances() -> Iterable[str]:
    from reflective_groups.simulation import Circumstances

    usual = Circumstances()
    yield "## Circumstances\n"
    yield _table(
        ("parameter", "what", "unit", "unless told", "what is known"),
        (
            (f"`{name}`", what, unit, _value(usual, name), known)
            for name, (what, unit, known) in CIRCUMSTANCES.items()
        ),
    )


def _beside() -> Iterable[str]:
    """Recorded meetings, and conversations of as many people and turns drawn by the presets."""
    from reflective_groups.simulation.published import ALL_TURNS, LONG_TURNS

    yield "## Beside recorded meetings\n"
    yield (
        "Shares of turns in percent by rank, taken in each meeting afterwards, and how often the "
        "one before the last speaks again (ABA). In brackets are 95 % intervals over meetings, "
        f"counted from M1 and M2. Simulated are {HELD_TO:,} conversations of as many people and "
        "turns, seed 1.\n"
    )
    for title, tables, presets in (
        ("All turns", ALL_TURNS, ("meeting", "no_memory")),
        ("Turns of five words or more", LONG_TURNS, ("contribution",)),
    ):
        yield f"### {title}\n"
        yield _table(
            ("people", "turns", "whose", "ABA", "turns by rank"),
            (row for recorded in tables.values() for row in _compared(recorded, presets)),
        )
    yield (
        "`no_memory` is there to fail: its shares are as near as those of `meeting`, and its "
        "sequence is not.\n"
    )


def _compared(recorded: Recorded, presets: Sequence[str]) -> Iterable[Sequence[str]]:
    from reflective_groups.simulation import converse

    size = (str(recorded.speakers), str(recorded.turns))
    aba = f"{recorded.aba.mean:.3f} [{recorded.aba.low:.3f}, {recorded.aba.high:.3f}]"
    yield *size, f"{recorded.meetings} recorded", aba, " / ".join(map(_percent, recorded.shares))
    for name in presets:
        talk = converse(
            recorded.speakers, turns=recorded.turns, sessions=HELD_TO, seed=1, behaviour=name
        )
        shares = " / ".join(f"{100 * one.mean:.1f}" for one in talk.turn_shares)
        yield *size, f"`{name}`", f"{talk.aba.mean:.3f}", shares


def _percent(share: Estimate) -> str:
    ends = f" [{100 * share.low:.1f}, {100 * share.high:.1f}]"
    return f"{100 * share.mean:.1f}" + ("" if math.isnan(share.low) else ends)


def _named() -> Iterable[str]:
    yield "## Sources\n"
    yield "".join(f"- {one.key}: {one}\n" for one in (M1, M2, M3, M4, M6, M7))


def picture() -> str:
    """The picture of the front page."""
    return format(rg.CATALOGUE["balint.series"], "svg")


PAGES = {
    "pictures/series.svg": picture,
    "reference/set_ups.md": set_ups,
    "reference/simulation_numbers.md": simulation_numbers,
    **{f"series/{name}.ics": functools.partial(calendar_of, name) for name in SET_UPS},
}
"""Each page and what makes it; a calendar needs the extra `calendar`, presets `simulation`."""


def main() -> None:
    """Write each page; the lines of a calendar end as calendars have it."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
