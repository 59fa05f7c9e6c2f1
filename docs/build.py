"""Write the pages that are made from the library itself: the rule book and the catalogue."""

from __future__ import annotations

from pathlib import Path

import reflective_groups as rg

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


PAGES = {"rule_book.md": rule_book, "catalogue.md": catalogue}
"""Each page and what makes it."""


def main() -> None:
    """Write each page."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
