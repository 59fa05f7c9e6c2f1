"""Write what is made from the library itself: rule book, catalogue, set-ups and calendars."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

import reflective_groups as rg
from reflective_groups import planning

HERE = Path(__file__).parent


def rule_book() -> str:
    """The page of all rules, from their own books."""
    head = (
        "# The rule book\n\n"
        "Made from the rules themselves by `docs/build.py`. In the examples every name of the "
        "package is known; `protocol`, `meeting`, `online` and `series` are the sound examples of "
        "`reflective_groups.rules.examples`.\n"
    )
    return "\n".join((head, *map(_rule, rg.RULES)))


def _rule(rule: rg.Rule) -> str:
    cited = "\n".join(f"- {citation}" for citation in rule.citations)
    return (
        f"## {rule.code} {rule.name}\n\n"
        f"*{rule.severity}, {rule.standing.value}*\n\n"
        f"{rule.what} {rule.why}\n\n"
        f"Sources:\n\n{cited}\n\n"
        f"Fails:\n\n```text\n{rule.fails}\n```\n\n"
        f"Passes:\n\n```text\n{rule.passes}\n```\n"
    )


def catalogue() -> str:
    """The page of all protocols, a table each."""
    head = (
        "# The catalogue\n\n"
        "Made from the protocols themselves by `docs/build.py`. Times are least to most; the last "
        "column says how well the usual time is known.\n"
    )
    return "\n".join((head, *map(_protocol, rg.CATALOGUE.values())))


def _protocol(protocol: rg.Protocol) -> str:
    rows = "\n".join(
        f"| `{path}` | {phase.time} | {str(phase.floor) or '-'} | "
        f"{phase.standing_of('time.usual').value} |"
        for path, phase in protocol.phases
    )
    slot = f" A session lasts {protocol.slot}." if protocol.slot else ""
    return (
        f"## {protocol.key}\n\n"
        f"**{protocol.title}.** {protocol.summary}\n\n"
        f"{str(protocol.size).capitalize()}; {protocol.leadership}.{slot}\n\n"
        "| phase | time | floor | known |\n| --- | --- | --- | --- |\n"
        f"{rows}\n\n"
        f"Sources: {'; '.join(map(str, protocol.sources))}.\n"
    )


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
        "Made by `docs/build.py` from the files in [`series`](series); [a whole series](series.md) "
        "tells what they are. A turn is an invitation: presenting is voluntary. A sound plan does "
        "not make a safe group.\n"
    )
    return "\n".join((head, *map(_set_up, SET_UPS)))


def _set_up(name: str) -> str:
    made = _programme(name)
    series = made.series
    calendar = f"[calendar](series/{name}.ics) with {len(series.occasions)} events"
    parts = [
        f"## {series.title}\n",
        f"{series.protocol.title}; [file](series/{name}.toml), {calendar}.\n",
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


PAGES = {
    "rule_book.md": rule_book,
    "catalogue.md": catalogue,
    "set_ups.md": set_ups,
    **{f"series/{name}.ics": functools.partial(calendar_of, name) for name in SET_UPS},
}
"""Each page and what makes it; a calendar needs the extra `calendar`."""


def main() -> None:
    """Write each page; the lines of a calendar end as calendars have it."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
