"""Who has the floor when, and in which order the phases come."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from reflective_groups.model.folds import phases
from reflective_groups.model.roles import Act, AdvicePolicy, Questions
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.repair import FactsOnly, MoveAfter, Repair, Silence
from reflective_groups.sources import Standing
from reflective_groups.sources.bibliography import B1, B16, B76, G2, G4, G7, R1, S0, S1, S2, S3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.protocol import Protocol

GROW = ("topic", "goal", "reality", "options", "will")
"""The steps of GROW in the order in which they are told."""
WORDLESS = frozenset({"silence", "settle"})
"""Phases in which it is right that nobody speaks."""


@rule(
    "protocol",
    code="RG401",
    name="floor-sit-back",
    severity=Severity.ERROR,
    what="Somebody who sits back still has the floor.",
    why="The presenter listens so that the group is free to imagine, and so that nobody has to "
    "defend what they told.",
    citations=(S0.at("000-31"), S2.at("002-16"), B16.at(), B76.at()),
    fails="protocol.with_phase('discuss', floor=Floor(speaks=(MEMBER, PRESENTER), "
    "sit_back=SitBack(role=PRESENTER)))",
    passes="protocol",
)
def silent_when_back(protocol: Protocol) -> Iterator[Notice]:
    """Acts that a role keeps while it sits back."""
    for path, phase in protocol.phases:
        back = phase.floor.sit_back
        acts = [act for act in Act if back and phase.floor.may(back.role, act)]
        if back and acts:
            yield Notice(
                path=path,
                message=f"The {back.role} sits back here and may still "
                f"{' and '.join(map(str, acts))}.",
                repair=Repair(
                    says=f"Let the {back.role} only listen in {path}.",
                    edits=(Silence(path=path, role=back.role),),
                ),
            )


@rule(
    "protocol",
    code="RG402",
    name="floor-questions",
    severity=Severity.WARNING,
    what="A round of clarifying questions is not kept to facts, or invites advice.",
    why="Questions after a presentation are for facts; wider ones interrogate the presenter or "
    "hand out advice with a question mark.",
    citations=(S0.at("000-30"), S2.at("002-14"), B1.at()),
    fails="protocol.with_phase('clarify', floor=Floor(asks=(MEMBER,), answers=(PRESENTER,)))",
    passes="protocol",
)
def facts_in_questions(protocol: Protocol) -> Iterator[Notice]:
    """Clarifying questions that are not factual."""
    for path, phase in protocol.phases:
        if phase.does != "clarify":
            continue
        invited = phase.floor.advice is AdvicePolicy.INVITED
        loose = phase.floor.questions is not Questions.FACTUAL and protocol.family == "balint"
        if loose or invited:
            how = "invite advice" if invited else "are not kept to facts"
            yield Notice(
                path=path,
                message=f"The questions in {path} {how}.",
                repair=Repair(
                    says=f"Keep the questions in {path} to facts.", edits=(FactsOnly(path),)
                ),
            )


@rule(
    "protocol",
    code="RG403",
    name="order-will-before-options",
    severity=Severity.ERROR,
    what="A will is asked for before there are options.",
    why="Steps to which somebody commits are chosen among options; without any, the choice was "
    "made by somebody else.",
    citations=(G2.at(), G4.at(), G7.at()),
    standing=Standing.DERIVED,
    fails="evolve(protocol, session=Phase(name='will', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='options', floor=Floor(speaks=(COACHEE,))))",
    passes="evolve(protocol, session=Phase(name='options', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='will', floor=Floor(speaks=(COACHEE,))))",
)
def will_after_options(protocol: Protocol) -> Iterator[Notice]:
    """A will with no options before it."""
    seen = False
    inside = phases(protocol.session)
    later = next((path for path, phase in inside if phase.does == "options"), None)
    for path, phase in inside:
        seen = seen or phase.does == "options"
        if phase.does == "will" and not seen:
            yield Notice(
                path=path,
                message=f"{path} asks for a commitment before any options.",
                repair=_move(path, later),
            )
            return


def _move(path: str, target: str | None) -> Repair | None:
    """Put a part after another one, where both lie side by side."""
    if target is None or path.rpartition("/")[0] != target.rpartition("/")[0]:
        return None
    return Repair(says=f"Put {path} after {target}.", edits=(MoveAfter(path=path, target=target),))


@rule(
    "protocol",
    code="RG404",
    name="order-no-will",
    severity=Severity.ERROR,
    what="A GROW session ends without a will.",
    why="Without a last step, the talk stays talk: what will be done, by when, with whose support.",
    citations=(G2.at(), G4.at(), G7.at()),
    standing=Standing.DERIVED,
    fails="evolve(protocol, session=Phase(name='goal', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='options', floor=Floor(speaks=(COACHEE,))))",
    passes="evolve(protocol, session=Phase(name='goal', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='options', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='will', floor=Floor(speaks=(COACHEE,))))",
)
def ends_with_will(protocol: Protocol) -> Iterator[Notice]:
    """Goal and options, and no will after them."""
    steps = [phase.does for _, phase in phases(protocol.session)]
    if "goal" in steps and "options" in steps:
        last = len(steps) - 1 - steps[::-1].index("options")
        if "will" not in steps[last:]:
            path = phases(protocol.session)[last][0]
            yield Notice(path=path, message=f"After {path} nobody is asked what they will do.")


@rule(
    "protocol",
    code="RG405",
    name="order-return-before-discussion",
    severity=Severity.ERROR,
    what="The presenter returns before the group has discussed.",
    why="The return answers what was heard in the discussion.",
    citations=(S0.at("000-34"), S0.at("000-35"), S2.at("002-18")),
    fails="evolve(protocol, session=protocol.phase('return') >> protocol.phase('discuss') "
    ">> evolve(protocol.phase('return'), name='thanks', kind='close'))",
    passes="protocol",
)
def return_after_discussion(protocol: Protocol) -> Iterator[Notice]:
    """A return with no discussion before it and one after it."""
    inside = phases(protocol.session)
    for place, (path, phase) in enumerate(inside):
        earlier = any(one.does == "discuss" for _, one in inside[:place])
        later = [other for other, one in inside[place:] if one.does == "discuss"]
        if phase.does == "return" and later and not earlier:
            yield Notice(
                path=path,
                message=f"{path} comes before {later[0]}.",
                repair=_move(path, later[0]),
            )


@rule(
    "protocol",
    code="RG406",
    name="order-re-entry",
    severity=Severity.WARNING,
    what="Steps of GROW come back, or out of the order in which they are told.",
    why="The coach may return to earlier steps again and again, so this is no error. It is worth a "
    "look whether it is meant.",
    citations=(G2.at(), G4.at()),
    fails="evolve(protocol, session=Phase(name='reality', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='goal', floor=Floor(speaks=(COACHEE,))))",
    passes="evolve(protocol, session=Phase(name='goal', floor=Floor(speaks=(COACHEE,))) "
    ">> Phase(name='reality', floor=Floor(speaks=(COACHEE,))))",
)
def re_entry(protocol: Protocol) -> Iterator[Notice]:
    """GROW steps that do not move forward."""
    steps = [(path, phase.does) for path, phase in phases(protocol.session) if phase.does in GROW]
    for (before, one), (path, other) in itertools.pairwise(steps):
        if GROW.index(other) <= GROW.index(one):
            yield Notice(path=path, message=f"{path} comes after {before}: is that meant?")


@rule(
    "protocol",
    code="RG407",
    name="floor-empty",
    severity=Severity.WARNING,
    what="There is a phase in which nobody may do anything.",
    why="Whoever is in the room has to know whose turn it is; silence that is meant is a phase of "
    "its own kind (silence, settle).",
    citations=(S0.at("000-14"),),
    standing=Standing.DERIVED,
    fails="protocol.with_phase('return', floor=Floor()).insert_after('return', "
    "evolve(protocol.phase('return'), name='thanks'))",
    passes="protocol",
)
def somebody_has_floor(protocol: Protocol) -> Iterator[Notice]:
    """Phases whose floor is empty."""
    for path, phase in protocol.phases:
        floor = phase.floor
        if not floor.leads and not floor.has_floor and phase.does not in WORDLESS:
            yield Notice(path=path, message=f"Nobody leads, speaks, asks or answers in {path}.")


@rule(
    "protocol",
    code="RG408",
    name="floor-advice-mixed",
    severity=Severity.WARNING,
    what="Advice is forbidden in one phase and invited in another.",
    why="Families differ: Balint groups and action learning keep advice out, Troika asks for it. A "
    "group that is told both does not know what it is.",
    citations=(S1.at("001-23"), B1.at(), R1.at()),
    standing=Standing.DERIVED,
    fails="protocol.with_phase('return', floor=Floor(speaks=(PRESENTER, MEMBER), "
    "advice=AdvicePolicy.INVITED))",
    passes="protocol",
)
def one_mind_on_advice(protocol: Protocol) -> Iterator[Notice]:
    """Advice forbidden here and invited there."""
    by_policy = {phase.floor.advice: path for path, phase in reversed(protocol.phases)}
    forbidden = by_policy.get(AdvicePolicy.FORBIDDEN)
    invited = by_policy.get(AdvicePolicy.INVITED)
    if invited is not None and forbidden is not None:
        yield Notice(path=invited, message=f"{invited} invites advice, which {forbidden} forbids.")
    elif invited is not None and protocol.family == "balint":
        yield Notice(path=invited, message=f"{invited} invites advice; Balint groups keep it out.")


@rule(
    "meeting",
    code="RG409",
    name="floor-sit-back-online",
    severity=Severity.ADVICE,
    what="Online, and nothing says how to sit back there.",
    why="Online there is no chair to push back: the presenter moves further from the screen.",
    citations=(S3.at("003-70"),),
    fails="evolve(online, protocol=online.protocol.with_phase('discuss', floor=Floor("
    "speaks=(MEMBER,), silent=(PRESENTER,), sit_back=SitBack(role=PRESENTER))))",
    passes="online",
)
def sit_back_online(meeting: Meeting) -> Iterator[Notice]:
    """A sit-back without words for doing it online."""
    for path, phase in meeting.held.phases if meeting.group.online else ():
        role = phase.floor.sits_back(phase.does)
        told = phase.floor.sit_back.online if phase.floor.sit_back else ""
        if role is not None and not told:
            yield Notice(
                path=path,
                message=f"Say how the {role} sits back online: further from the screen.",
            )
