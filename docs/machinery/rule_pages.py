"""One page a rule, from its own book, and the table of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

import reflective_groups as rg
from docs.machinery.words import anchor, block, bullets, plain, table
from reflective_groups.rules import examples
from reflective_groups.rules.checking import FAMILIES
from reflective_groups.sources import told_once

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKS_AT = {
    "protocol": "a protocol",
    "meeting": "a meeting",
    "both": "a protocol or a meeting",
    "series": "a series",
}
STANDINGS = {
    rg.Standing.STATED: "a source says so",
    rg.Standing.DERIVED: "it follows from what sources say",
    rg.Standing.DEFAULT: "our own choice; nobody measured it",
}
KNOWN: dict[str, Any] = {
    **{name: getattr(rg, name) for name in rg.__all__},
    "protocol": examples.PROTOCOL,
    "meeting": examples.MEETING,
    "online": examples.ONLINE,
    "series": examples.SERIES,
    "regroup": examples.regroup,
    "remake": examples.remake,
    "evolve": attrs.evolve,
}
"""What the rules' own examples may name; the tests of the rules run them with the same."""


def families() -> dict[str, tuple[str, tuple[rg.Rule, ...]]]:
    """Each family by its name: what it is about, and its rules."""
    found: dict[str, tuple[str, tuple[rg.Rule, ...]]] = {}
    for module in FAMILIES:
        rules = tuple(sorted(_rules(module), key=lambda one: one.code))
        found[module.__name__.rpartition(".")[2]] = (_about(module.__doc__), rules)
    return found


def _rules(module: object) -> Iterator[rg.Rule]:
    return (one for one in vars(module).values() if isinstance(one, rg.Rule))


def _about(doc: str | None) -> str:
    return (doc or "").partition("\n")[0]


def index() -> str:
    """Every rule in one line, family by family."""
    return "\n".join(
        f"## {name.capitalize()}\n\n{plain(about)}\n\n" + table(("code", "severity", "what"), rows)
        for name, (about, rules) in families().items()
        for rows in [
            [
                (
                    f"[{one.code}](rules/{one.code}.md) {one.name}",
                    str(one.severity),
                    plain(one.what),
                )
                for one in rules
            ]
        ]
    )


def pages() -> dict[str, str]:
    """The page of each rule, by its place."""
    return {f"reference/rules/{rule.code}.md": page(rule) for rule in rg.RULES}


def page(rule: rg.Rule) -> str:
    """All that a rule says of itself, and what it says of its failing example."""
    sources = bullets(_sources(rule)) or "No source: this is our own choice.\n"
    return "\n".join(
        (
            f"# {rule.code} {rule.name}\n",
            _kind(rule),
            f"{plain(rule.what)}\n",
            f"## Why\n\n{plain(rule.why)}\n",
            f"## Sources\n\n{sources}",
            f"## An example that fails\n\n{block(rule.fails)}",
            f"What is found in it:\n\n{_found(rule)}",
            f"## An example that passes\n\n{block(rule.passes)}",
            _NAMES,
            _AFTERWARDS,
        )
    )


def _kind(rule: rg.Rule) -> str:
    return (
        f"**{str(rule.severity).capitalize()}.** Looks at {LOOKS_AT[rule.about]}. "
        f"Standing: {rule.standing.value} ({STANDINGS[rule.standing]}).\n"
    )


def _found(rule: rg.Rule) -> str:
    subject = eval(rule.fails, dict(KNOWN))  # noqa: S307 -- an expression of our own
    found = (str(one) for one in rg.check(subject) if one.code == rule.code)
    return bullets(map(plain, found))


def _sources(rule: rg.Rule) -> Iterator[str]:
    """Each source once, with all its places."""
    sources = dict.fromkeys(one.source for one in rule.citations)
    for source, told in zip(sources, told_once(rule.citations), strict=True):
        yield f"[{source.key}](#{anchor(source)}) {plain(told)}"


_NAMES = """In the examples every name of the package is known; `protocol`, `meeting`, `online` and
`series` are the sound examples of `reflective_groups.rules.examples`.
"""
_AFTERWARDS = """## Where it does not suit your group

[Set one aside](../../how_to/rules.md#set-one-aside) with a reason that stays in the document, or
[weigh it differently](../../how_to/rules.md#weigh-them-differently) for all your meetings.
"""
