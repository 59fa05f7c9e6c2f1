"""One of each kind of thing that draws itself, small enough to look at."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import reflective_groups as rg
from reflective_groups import planning
from reflective_groups.rules.examples import MEETING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reflective_groups.display.drawn import Drawn

DOCS = Path(__file__).parents[2] / "docs"
SCHOOL = rg.CATALOGUE["balint.school"]
VARIANT = (
    SCHOOL.with_phase("discuss", time=rg.between(rg.minutes(30), rg.minutes(45)))
    .without("clarify")
    .insert_after("return", rg.Phase(name="close", time=rg.exactly(rg.minutes(5))))
)
NAMES = ("Ann", "Ben", "Cem", "Dot", "Eva", "Fay", "Gus")


def flawed() -> rg.Meeting:
    """A meeting with something to find."""
    return rg.load_meeting(DOCS / "examples" / "monday.toml")


def triads() -> rg.Meeting:
    """A meeting in small groups, side by side."""
    return rg.load_meeting(DOCS / "examples" / "triads.toml")


def series() -> rg.Series:
    """A series with everything that a series may have."""
    return rg.load_series(DOCS / "series" / "uk.toml")


@functools.cache
def _of_simulation(name: str) -> Drawn:
    from reflective_groups.simulation import compare, simulate, vary
    from reflective_groups.simulation.study import study_of

    if name == "comparison":
        return compare(MEETING, vary(study_of(MEETING), "slot", 70), sessions=50, seed=1)
    outcome = simulate(MEETING, sessions=50, seed=1)
    return outcome if name == "outcome" else outcome.trace(3)


NOUNS: Mapping[str, Callable[[], Drawn]] = {
    "phase": lambda: SCHOOL.phase("discuss"),
    "sequence": lambda: rg.Phase(name="talk") >> rg.Phase(name="close"),
    "rounds": lambda: SCHOOL.session * 2,
    "breakout": lambda: rg.CATALOGUE["triad.peer"].part("triads"),
    "protocol": lambda: SCHOOL,
    "protocol_of_first_meetings": lambda: rg.CATALOGUE["balint.uk_online"],
    "diff": lambda: rg.diff(SCHOOL, VARIANT),
    "report": lambda: rg.check(flawed()),
    "finding": lambda: rg.check(flawed()).findings[0],
    "rule": lambda: rg.explain("RG205"),
    "group": lambda: flawed().group,
    "meeting": flawed,
    "agenda": lambda: planning.plan(MEETING),
    "agenda_of_small_groups": lambda: planning.plan(triads()),
    "fit": lambda: planning.fit(SCHOOL, rg.minutes(60)),
    "timeline": lambda: planning.plan(MEETING).timeline,
    "series": series,
    "programme": lambda: planning.programme(series()),
    "rota": lambda: planning.rota([NAMES[:3]] * 4),
    "rotation": lambda: planning.rotate(NAMES, size=3, rounds=3),
    "seats": lambda: planning.seats(NAMES[:4], ("coach", "coachee", "observer"), 4),
    "matches": lambda: rg.find(size=7, family="balint"),
    "match": lambda: rg.find(size=7)[0],
    "reject": lambda: rg.find(size=7).rejects[0],
}
"""What makes each; names are those of the golden files."""
SIMULATED: Mapping[str, Callable[[], Drawn]] = {
    name: functools.partial(_of_simulation, name) for name in ("outcome", "comparison", "trace")
}
"""These need the extra `simulation`."""
