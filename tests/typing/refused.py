# pyright: reportUnnecessaryTypeIgnoreComment=true
"""What the type checkers have to refuse; each line says so, and an idle comment is an error.

Both checkers read these comments, and complain of one that stands where nothing was wrong.
"""

from __future__ import annotations

import reflective_groups as rg

TALK = rg.Phase(name="talk")


def refused() -> None:
    """Never called: these lines are for the type checkers alone."""
    rg.Phase("talk")  # type: ignore[call-arg]
    rg.Phase(name=7)  # type: ignore[arg-type]
    rg.Phase(name="talk", time=rg.minutes(5))  # type: ignore[arg-type]
    rg.Floor(speaks=rg.PRESENTER)  # type: ignore[arg-type]
    rg.Floor(order="open")  # type: ignore[arg-type]
    rg.Protocol(key="x", title="X")  # type: ignore[call-arg]
    rg.exactly(5)  # type: ignore[arg-type]
    rg.find(size="seven")  # type: ignore[arg-type]
    rg.find(7)  # type: ignore[call-arg]
    TALK.name = "other"  # type: ignore[misc]
    _ = TALK >> "close"  # type: ignore[operator]
    _ = TALK * 2.5  # type: ignore[operator]
    rg.CATALOGUE["x"] = rg.CATALOGUE["y"]  # type: ignore[index]
    rg.Protocol(key="x", title="X", session=TALK).with_phase("talk", tme=rg.UNSTATED)  # type: ignore[call-arg]
    rg.check("balint.uk")  # type: ignore[arg-type]
