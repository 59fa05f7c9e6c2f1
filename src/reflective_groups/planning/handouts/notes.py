"""What stands below the table: what to prepare, what to mind, and where it comes from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reflective_groups.display.markup import add, element
from reflective_groups.model.frame import Bench
from reflective_groups.planning.handouts import care, words
from reflective_groups.planning.handouts.reader import Reader
from reflective_groups.planning.handouts.rows import blocks, plain
from reflective_groups.sources import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from reflective_groups.model.frame import Clause
    from reflective_groups.planning.agenda import Agenda
    from reflective_groups.sources import Source


def for_leaders(agenda: Agenda, *, names: bool) -> Iterator[ET.Element]:
    """What whoever leads has to know besides the table."""
    held = agenda.meeting.held
    yield from _remarks(agenda, names=names)
    needs = list(care.needs(agenda.meeting))
    if needs:
        yield _section("Before you start", _items((one,) for one in needs))
    duties = list(care.duties(agenda.meeting, *Bench))
    if duties:
        yield _section("What each role does", _pairs(duties))
    yield from _confidence(agenda)
    if held.ground_rules:
        yield _section("Ground rules", _clauses(held.ground_rules, cited=True))
    if held.cautions:
        yield _section("Cautions", _clauses(held.cautions, cited=True))
    if held.sources:
        yield _section("Sources", _sources(held.sources))


def for_all(agenda: Agenda) -> Iterator[ET.Element]:
    """What whoever takes part has to know besides the table."""
    yield from _confidence(agenda)
    held = agenda.meeting.held
    if held.ground_rules:
        yield _section("Ground rules", _clauses(held.ground_rules, cited=False))
    asked = list(care.asked(agenda.meeting))
    if asked:
        yield _section("What is asked of you", _pairs(asked))


def _remarks(agenda: Agenda, *, names: bool) -> Iterator[ET.Element]:
    """What the table does not show: chosen lengths, what was left out, who holds no role."""
    told: list[words.Told] = []
    if any(row.chosen for block in blocks(agenda, Reader.FACILITATOR) for row in block.rows):
        told.append(("* No source states a time for it; the plan chose one.",))
    for path, times in Counter(map(plain, agenda.fit.left_out)).items():
        name = path.rpartition("/")[2].replace("_", " ")
        often = f" ({times} times)" if times > 1 else ""
        told.append((f"Left out for lack of time: {name}{often}.",))
    if agenda.unplaced and names:
        told.append(("Without a role: ", *words.people(agenda.unplaced), "."))
    elif agenda.unplaced:
        told.append((f"Without a role: {len(agenda.unplaced)}.",))
    if told:
        yield _items(told, class_="remarks")


def _confidence(agenda: Agenda) -> Iterator[ET.Element]:
    told = (element("p", one) for one in care.confidentiality(agenda.meeting))
    yield _section("Confidentiality", *told)


def _section(title: str, *inside: ET.Element) -> ET.Element:
    return element("section", element("h2", title), *inside)


def _items(rows: Iterable[words.Told], class_: str | None = None) -> ET.Element:
    return element("ul", *(element("li", *row) for row in rows), class_=class_)


def _pairs(rows: Iterable[tuple[str, str]]) -> ET.Element:
    made = element("ul")
    for label, told in rows:
        made.append(element("li", element("b", f"{label}: "), element("bdi", told)))
    return made


def _clauses(clauses: Iterable[Clause], *, cited: bool) -> ET.Element:
    made = element("ul")
    for one in clauses:
        name = one.name.replace("_", " ").capitalize()
        line = element("li", element("b", f"{name}: "), element("bdi", one.text))
        where = places(one.citations_of()) if cited else ""
        add(line, element("span", f" [{where}]", class_="cited") if where else None)
        made.append(line)
    return made


def _sources(sources: Iterable[Source]) -> ET.Element:
    made = element("ul", class_="sources")
    for source in sources:
        line = element("li", element("b", f"{source.key}: "), element("bdi", str(source)))
        for address in source.address.split(" ; ") if source.address else ():
            add(line, " ", _link(address))
        made.append(line)
    return made


def _link(address: str) -> ET.Element:
    """An address; only one of the web becomes a link."""
    try:
        to = urlsplit(address)
    except ValueError:
        return element("bdi", address)
    if to.scheme in {"http", "https"} and to.netloc:
        return element("a", address, href=address, rel="noreferrer")
    return element("bdi", address)
