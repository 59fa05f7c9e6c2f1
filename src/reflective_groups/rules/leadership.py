"""Who leads: how many, trained in what, seen by whom, and managing nobody who is led.

What is not known of somebody is never held against them; only where nothing at all says that a
leader is trained does a rule ask. An ideal that is not met is no error.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from reflective_groups.model.frame import Demand
from reflective_groups.model.group import Accreditation
from reflective_groups.model.parts import Phase
from reflective_groups.model.roles import LEADER, Floor
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.rules.repair import PutAfter, PutBefore, Repair
from reflective_groups.sources import Standing, default
from reflective_groups.sources.bibliography import B42, S0, S1, S3, S4

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.model.frame import Leadership
    from reflective_groups.model.group import Person
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.protocol import Protocol

_LEADERS = "group.leaders"
_MEMBERS = "group.members"
_ASKED = (Demand.REQUIRED, Demand.ADVISED)
_IN_WORDS = {"balint": "the Balint method"}


def _count(number: int) -> str:
    return f"{number} leader{'' if number == 1 else 's'}"


def _names(people: Iterable[Person]) -> str:
    *others, last = (one.name for one in people)
    return f"{', '.join(others)} and {last}" if others else last


def _training(lead: Leadership) -> str:
    """What leaders are to be trained in, in words."""
    if not lead.discipline:
        return "training as a leader"
    return f"training in {_IN_WORDS.get(lead.discipline, lead.discipline.replace('_', ' '))}"


def _trained(person: Person, lead: Leadership) -> bool | None:
    """Whether somebody is trained, in anything where the protocol does not say in what."""
    if person.trained_in is None or lead.discipline:
        return person.is_trained_in(lead.discipline)
    return bool(person.trained_in)


def _instead(lead: Leadership) -> str:
    return f" Advised instead: {lead.instead}" if lead.instead else ""


@rule(
    "meeting",
    code="RG301",
    name="leaders-missing",
    severity=Severity.ERROR,
    what="Fewer leaders are there than the work needs.",
    why="Somebody has to hold the frame and keep the space safe. The sources have one leader at "
    "the least, and some have two.",
    citations=(S0.at("000-25"), S3.at("003-15"), S4.at("004-49")),
    fails="regroup(meeting, leaders=())",
    passes="regroup(meeting, leaders=meeting.group.leaders[:1])",
)
def too_few_leaders(meeting: Meeting) -> Iterator[Notice]:
    """Fewer leaders there than the least."""
    lead, there = meeting.protocol.leadership, len(meeting.leaders)
    if there < lead.least:
        away = [one for one in meeting.group.leaders if one not in meeting.leaders]
        yield Notice(
            path=_LEADERS,
            message=f"{_count(there) if there else 'No leader'} there; at least {lead.least} "
            f"{'is' if lead.least == 1 else 'are'} needed.",
            evidence=(f"away this time: {_names(away)}",) if away else (),
            citations=lead.citations_of("least"),
        )


@rule(
    "meeting",
    code="RG302",
    name="leaders-untrained",
    severity=Severity.ERROR,
    what="Somebody without training leads, with nobody trained beside them.",
    why="The method looks simple, and leading it is not for novices. Document 001 has seen "
    "untrained leading of Balint groups do great harm: members left bruised and deskilled, "
    "destructive conflict, grief for leaders and members alike. It advises a model of peer "
    "support instead. Leading beside somebody experienced is part of the training, so whoever "
    "learns beside a trained leader is no finding.",
    citations=(
        S1.at("001-06"),
        S1.at("001-12"),
        S1.at("001-27"),
        S1.at("001-28"),
        S1.at("001-29"),
        S1.at("001-30"),
        S1.at("001-31"),
        S1.at("001-32"),
        S4.at("004-49"),
    ),
    fails="regroup(meeting, leaders=(Person('Kim', trained_in=()),))",
    passes="regroup(meeting, leaders=(meeting.group.leaders[0], Person('Kim', trained_in=())))",
)
def untrained_leaders(meeting: Meeting) -> Iterator[Notice]:
    """Leaders known to be untrained, where training is required and nobody there has it."""
    lead = meeting.protocol.leadership
    known = {one: _trained(one, lead) for one in meeting.leaders}
    if lead.trained is not Demand.REQUIRED or True in known.values():
        return
    for person, trained in known.items():
        if trained is False:
            yield Notice(
                path=f"{_LEADERS}[{person}]",
                message=f"{person} lists no {_training(lead)}, and nobody who leads is known to "
                f"have it. Untrained leading can do great harm.{_instead(lead)}",
                citations=(*lead.citations_of("trained"), *lead.citations_of("instead")),
            )


@rule(
    "meeting",
    code="RG303",
    name="leaders-training-unknown",
    severity=Severity.WARNING,
    what="Nothing says that any leader is trained.",
    why="Where a source asks for trained leaders, find out before the meeting: the training takes "
    "long, and it is what keeps the space safe.",
    citations=(
        S1.at("001-01"),
        S1.at("001-02"),
        S1.at("001-03"),
        S1.at("001-04"),
        S1.at("001-13"),
        S1.at("001-14"),
        S1.at("001-30"),
        S1.at("001-32"),
        S4.at("004-49"),
    ),
    fails="regroup(meeting, leaders=('Kim',))",
    passes="regroup(meeting, leaders=(Person('Kim', trained_in=('balint',)),))",
)
def training_unknown(meeting: Meeting) -> Iterator[Notice]:
    """No leader known to be trained, where RG302 has nothing to say."""
    lead = meeting.protocol.leadership
    known = {one: _trained(one, lead) for one in meeting.leaders}
    said = set(known.values())
    required = lead.trained is Demand.REQUIRED
    if not known or lead.trained not in _ASKED or True in said or (required and False in said):
        return
    unknown = [one for one, trained in known.items() if trained is None]
    if unknown:
        told = f"Nothing says that any leader there has {_training(lead)}"
    else:
        told = f"No leader there has {_training(lead)}"
    yield Notice(
        path=_LEADERS,
        message=f"{told}; it is {lead.trained}.{_instead(lead)}",
        evidence=(f"not known of {_names(unknown)}",) if unknown else (),
        citations=(*lead.citations_of("trained"), *lead.citations_of("instead")),
    )


@rule(
    "meeting",
    code="RG304",
    name="leaders-preferred",
    severity=Severity.ADVICE,
    what="The work can be led by those who are there, and the source prefers more.",
    why="Document 003 has one leader, or preferably two. Online it is firmer (RG305).",
    citations=(S3.at("003-15"),),
    fails="regroup(meeting, leaders=meeting.group.leaders[:1])",
    passes="meeting",
)
def fewer_than_preferred(meeting: Meeting) -> Iterator[Notice]:
    """Enough leaders, and fewer than are preferred; online only where no number is for online."""
    lead, there = meeting.protocol.leadership, len(meeting.leaders)
    if meeting.group.online and lead.preferred_online is not None:
        return
    if lead.preferred is not None and max(1, lead.least) <= there < lead.preferred:
        yield Notice(
            path=_LEADERS,
            message=f"{_count(there)} can do; {lead.preferred} are preferred.",
            citations=lead.citations_of("preferred"),
        )


@rule(
    "meeting",
    code="RG305",
    name="leaders-online",
    severity=Severity.WARNING,
    what="Fewer leaders are there than the source recommends online.",
    why="Leading through a screen takes more focus and attention: one leader can look after "
    "waiting room, technology and time, and the other after the group and its feelings.",
    citations=(
        S3.at("003-47"),
        S3.at("003-49"),
        S3.at("003-58"),
        S3.at("003-59"),
    ),
    fails="regroup(online, leaders=online.group.leaders[:1])",
    passes="regroup(meeting, leaders=meeting.group.leaders[:1])",
)
def fewer_than_preferred_online(meeting: Meeting) -> Iterator[Notice]:
    """Enough leaders to meet at all, and fewer than an online group should have."""
    lead, there = meeting.protocol.leadership, len(meeting.leaders)
    wanted = lead.preferred_online
    if meeting.group.online and wanted is not None and max(1, lead.least) <= there < wanted:
        yield Notice(
            path=_LEADERS,
            message=f"{_count(there)} there; {wanted} are recommended online, where leading takes "
            "more attention.",
            citations=lead.citations_of("preferred_online"),
        )


@rule(
    "meeting",
    code="RG306",
    name="leaders-accredited-online",
    severity=Severity.WARNING,
    what="Fewer leaders are accredited than an online group should have.",
    why="Document 003 wants at least one of the leaders of an online group accredited. Somebody "
    "whose accreditation is not known is given the benefit of the doubt.",
    citations=(S3.at("003-48"), S3.at("003-49")),
    fails="regroup(online, leaders=tuple(evolve(one, accreditation=Accreditation.WORKING_TOWARDS) "
    "for one in online.group.leaders))",
    passes="online",
)
def too_few_accredited_online(meeting: Meeting) -> Iterator[Notice]:
    """Too few accredited leaders online, even if all of whom it is not known are accredited."""
    lead, leaders = meeting.protocol.leadership, meeting.leaders
    accredited = [one for one in leaders if one.accreditation is Accreditation.ACCREDITED]
    unknown = [one for one in leaders if one.accreditation is None]
    enough = len(accredited) + len(unknown) >= lead.accredited_online
    if leaders and meeting.group.online and not enough:
        yield Notice(
            path=_LEADERS,
            message=f"{_count(len(leaders))} there, {len(accredited) or 'none'} of them known to "
            f"be accredited; online there should be at least {lead.accredited_online}.",
            evidence=(f"not known of {_names(unknown)}",) if unknown else (),
            citations=lead.citations_of("accredited_online"),
        )


@rule(
    "meeting",
    code="RG307",
    name="leaders-accreditation",
    severity=Severity.ADVICE,
    what="No leader is accredited or working towards it.",
    why="Leaders are usually accredited by their society, or on the way; it takes training and "
    "supervision, often over two years.",
    citations=(S1.at("001-11"), S1.at("001-13"), S3.at("003-17")),
    fails="regroup(meeting, leaders=tuple(evolve(one, accreditation=Accreditation.NONE) "
    "for one in meeting.group.leaders))",
    passes="meeting",
)
def nobody_accredited(meeting: Meeting) -> Iterator[Notice]:
    """Of every leader there it is known that they are not even working towards accreditation."""
    lead, leaders = meeting.protocol.leadership, meeting.leaders
    none = all(one.accreditation is Accreditation.NONE for one in leaders)
    if leaders and lead.accredited and none:
        yield Notice(
            path=_LEADERS,
            message=f"No leader there is accredited or working towards it ({_names(leaders)}); "
            f"one who is so is {lead.accredited}.",
            citations=lead.citations_of("accredited"),
        )


@rule(
    "meeting",
    code="RG308",
    name="leaders-member-experience",
    severity=Severity.ERROR,
    what="A leader was never a member of such a group.",
    why="Document 003 has it that leaders must have been members themselves; document 001 counts "
    "substantial experience as a participant among the training.",
    citations=(S1.at("001-05"), S1.at("001-33"), S3.at("003-16")),
    fails="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], was_member=False),))",
    passes="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], was_member=None),))",
)
def never_a_member(meeting: Meeting) -> Iterator[Notice]:
    """Leaders there of whom it is known, where having been a member is required."""
    lead = meeting.protocol.leadership
    for person in meeting.leaders:
        if lead.member_experience is Demand.REQUIRED and person.was_member is False:
            yield Notice(
                path=f"{_LEADERS}[{person}]",
                message=f"{person} has not been a member of such a group, which leaders must have "
                "been; joining one for a while is a good beginning.",
                citations=lead.citations_of("member_experience"),
            )


@rule(
    "meeting",
    code="RG309",
    name="leaders-supervision",
    severity=Severity.WARNING,
    what="A leader has no supervision.",
    why="Supervision is important for leaders, and those who are accredited go on with it; a peer "
    "supervision group counts too.",
    citations=(
        S1.at("001-07"),
        S1.at("001-17"),
        S3.at("003-22"),
        S3.at("003-23"),
        S3.at("003-72"),
    ),
    fails="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], supervised=False),))",
    passes="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], supervised=None),))",
)
def unsupervised(meeting: Meeting) -> Iterator[Notice]:
    """Leaders there of whom it is known."""
    lead = meeting.protocol.leadership
    for person in meeting.leaders:
        if lead.supervision and person.supervised is False:
            yield Notice(
                path=f"{_LEADERS}[{person}]",
                message=f"{person} has no supervision, which is {lead.supervision}; a supervisor "
                "or a peer supervision group would do.",
                citations=lead.citations_of("supervision"),
            )


def _leaders_phase(protocol: Protocol, kind: str) -> Phase:
    """A phase for the leaders, under a name that no phase of the protocol has yet."""
    taken = {phase.name for _, phase in protocol.phases}
    names = itertools.chain((kind,), (f"{kind}_{number}" for number in itertools.count(2)))
    return Phase(
        name=next(name for name in names if name not in taken),
        kind=kind,
        floor=Floor(speaks=(LEADER,)),
        basis=(default(note="put in because the protocol asks for it and has no phase for it"),),
    )


def _holds(protocol: Protocol, where: str, kind: str) -> bool:
    return any(
        path.startswith(f"{where}/") and phase.does == kind for path, phase in protocol.phases
    )


@rule(
    "protocol",
    code="RG310",
    name="leaders-preparation",
    severity=Severity.ADVICE,
    what="Leaders meet beforehand, and the protocol has no phase for it.",
    why="Leaders normally meet before each meeting, and well ahead of a new group: on aims, "
    "experience and agendas, how the group will work, and who leads what.",
    citations=(S3.at("003-20"), S3.at("003-37"), S3.at("003-38")),
    fails="protocol.without('before/prepare')",
    passes="protocol",
)
def no_preparation(protocol: Protocol) -> Iterator[Notice]:
    """Preparation is asked for, and no phase before the session is for it."""
    lead = protocol.leadership
    if lead.preparation and not _holds(protocol, "before", "prepare"):
        yield Notice(
            path="before",
            message=f"The leaders' meeting beforehand is {lead.preparation}, and no phase before "
            "the session holds it.",
            citations=lead.citations_of("preparation"),
            repair=Repair(
                says="let the leaders prepare before the session",
                edits=(PutBefore(_leaders_phase(protocol, "prepare")),),
            ),
        )


@rule(
    "protocol",
    code="RG311",
    name="leaders-debrief",
    severity=Severity.WARNING,
    what="Leaders debrief afterwards, and the protocol has no phase for it.",
    why="Leaders make time to look back together, in private, after each meeting.",
    citations=(S3.at("003-21"), S3.at("003-71")),
    fails="protocol.without('after/debrief')",
    passes="protocol",
)
def no_debrief(protocol: Protocol) -> Iterator[Notice]:
    """A debrief is asked for, and no phase after the session is for it."""
    lead = protocol.leadership
    if lead.debrief and not _holds(protocol, "after", "debrief"):
        yield Notice(
            path="after",
            message=f"The leaders' debrief is {lead.debrief}, and no phase after the session "
            "holds it.",
            citations=lead.citations_of("debrief"),
            repair=Repair(
                says="let the leaders debrief after the session",
                edits=(PutAfter(_leaders_phase(protocol, "debrief")),),
            ),
        )


_WITHOUT_LINES = frozenset({"balint", "triad"})
"""Families whose sources list dual relations, or a line manager in the triad, as a difficulty."""


def _asked(demand: Demand, meeting: Meeting) -> Demand:
    """What the protocol asks, or else what its family does where line management is concerned."""
    if demand is Demand.SILENT and meeting.protocol.family in _WITHOUT_LINES:
        return Demand.ADVISED
    return demand


def _managed(person: Person, others: Iterable[Person]) -> tuple[Person, ...]:
    names = {name.casefold() for name in person.manages}
    return tuple(one for one in others if one.name.casefold() in names and one != person)


@rule(
    "meeting",
    code="RG312",
    name="leaders-line-manager",
    severity=Severity.ERROR,
    what="A leader manages a member.",
    why="Nobody admits to struggling in front of whoever judges their work. Document 004 has a "
    "coach from outside without any line-management responsibility, and dual relations are among "
    "the known difficulties of Balint groups. It goes by who belongs to the "
    "group, whether or not they are there this time.",
    citations=(S4.at("004-10"), S4.at("004-16"), S4.at("004-22"), B42.at()),
    fails="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], manages=('Ann', 'Ben')),))",
    passes="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], manages=('Zoe',)),))",
)
def leader_manages_member(meeting: Meeting) -> Iterator[Notice]:
    """Leaders of the group who manage members of it."""
    lead = meeting.protocol.leadership
    asked = _asked(lead.independent, meeting)
    for person in meeting.group.leaders:
        managed = _managed(person, meeting.group.members)
        if asked in _ASKED and managed:
            yield Notice(
                path=f"{_LEADERS}[{person}]",
                message=f"{person} manages {_names(managed)}; a leader without line management "
                f"in the group is {asked}.",
                citations=lead.citations_of("independent"),
            )


@rule(
    "meeting",
    code="RG313",
    name="members-line-manager",
    severity=Severity.ERROR,
    what="A member manages another, in a group that is for peers.",
    why="Where one member manages another, neither can speak freely. The sources bring people "
    "together from different schools, or from one level of a trust, and keep line management out. "
    "It goes by who belongs to the group, whether or not they are there this time.",
    citations=(S0.at("000-03"), S4.at("004-10"), S4.at("004-18"), S4.at("004-22"), B42.at()),
    standing=Standing.DERIVED,
    fails="regroup(meeting, members=(evolve(meeting.group.members[0], manages=('Ben',)), "
    "*meeting.group.members[1:]))",
    passes="meeting",
)
def member_manages_member(meeting: Meeting) -> Iterator[Notice]:
    """Members who manage other members."""
    frame = meeting.protocol.frame
    asked = _asked(frame.peers_only, meeting)
    for person in meeting.group.members:
        managed = _managed(person, meeting.group.everyone)
        if asked in _ASKED and managed:
            yield Notice(
                path=f"{_MEMBERS}[{person}]",
                message=f"{person} manages {_names(managed)}; a group in which nobody manages "
                f"another is {asked}.",
                citations=frame.citations_of("peers_only"),
            )


@rule(
    "meeting",
    code="RG314",
    name="leaders-psychodynamic",
    severity=Severity.ADVICE,
    what="No leader has psychodynamic training.",
    why="Ideally one of the leaders is trained in psychodynamic psychotherapy or something "
    "similar, which helps to read what goes on unspoken in the group.",
    citations=(S1.at("001-09"), S1.at("001-16"), S3.at("003-18")),
    fails="regroup(meeting, leaders=tuple(evolve(one, psychodynamic=False) "
    "for one in meeting.group.leaders))",
    passes="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], psychodynamic=False), "
    "meeting.group.leaders[1]))",
)
def nobody_psychodynamic(meeting: Meeting) -> Iterator[Notice]:
    """Of every leader there it is known that they have none."""
    lead, leaders = meeting.protocol.leadership, meeting.leaders
    if leaders and lead.psychodynamic and all(one.psychodynamic is False for one in leaders):
        yield Notice(
            path=_LEADERS,
            message=f"No leader there has psychodynamic training ({_names(leaders)}); one who "
            f"has it would be {lead.psychodynamic}.",
            citations=lead.citations_of("psychodynamic"),
        )


def _professions(people: Iterable[Person]) -> set[str]:
    """The professions, alike in any spelling; an empty one is not known."""
    return {one.profession.strip().casefold() for one in people}


@rule(
    "meeting",
    code="RG315",
    name="leaders-profession",
    severity=Severity.ADVICE,
    what="No leader is from the members' own profession.",
    why="It may help if one of the leaders knows the members' work from within. Nothing is said "
    "while the profession of anybody there is not known.",
    citations=(S3.at("003-19"),),
    fails="regroup(meeting, leaders=tuple(evolve(one, profession='psychotherapist') "
    "for one in meeting.group.leaders))",
    passes="regroup(meeting, leaders=(evolve(meeting.group.leaders[0], "
    "profession='psychotherapist'), meeting.group.leaders[1]))",
)
def nobody_of_the_profession(meeting: Meeting) -> Iterator[Notice]:
    """All professions are known, and no leader there shares one with a member."""
    lead, leaders, members = meeting.protocol.leadership, meeting.leaders, meeting.members
    theirs, ours = _professions(members), _professions(leaders)
    known = "" not in theirs | ours
    if leaders and members and lead.peer_profession and known and not theirs & ours:
        yield Notice(
            path=_LEADERS,
            message="No leader there is from the members' own profession; one who is would be "
            f"{lead.peer_profession}.",
            evidence=(
                f"leaders: {', '.join(sorted(ours))}",
                f"members: {', '.join(sorted(theirs))}",
            ),
            citations=lead.citations_of("peer_profession"),
        )


@rule(
    "meeting",
    code="RG316",
    name="leaders-many",
    severity=Severity.ADVICE,
    what="More leaders are there than the source has.",
    why="The sources have one leader or two; a third takes room that belongs to the members.",
    citations=(S0.at("000-25"), S3.at("003-15")),
    standing=Standing.DERIVED,
    fails="regroup(meeting, leaders=(*meeting.group.leaders, "
    "evolve(meeting.group.leaders[0], name='Lia')))",
    passes="meeting",
)
def too_many_leaders(meeting: Meeting) -> Iterator[Notice]:
    """More leaders there than the most."""
    lead, there = meeting.protocol.leadership, len(meeting.leaders)
    if lead.most is not None and there > lead.most:
        yield Notice(
            path=_LEADERS,
            message=f"{_count(there)} there; the source has {lead.most or 'none'}"
            f"{' at most' if lead.most else ''}.",
            citations=lead.citations_of("most"),
        )


@rule(
    "meeting",
    code="RG317",
    name="members-senior",
    severity=Severity.ERROR,
    what="A senior leader of the organisation is in a group that keeps them out.",
    why="Members have to be able to trust that what they say stays confidential from those above "
    "them. It goes by who belongs to the group, whether or not they are there this time.",
    citations=(S4.at("004-23"), S4.at("004-25")),
    fails="regroup(meeting, members=(evolve(meeting.group.members[0], senior=True), "
    "*meeting.group.members[1:]))",
    passes="meeting",
)
def senior_in_the_group(meeting: Meeting) -> Iterator[Notice]:
    """Senior leaders of the organisation among leaders or members."""
    frame, group = meeting.protocol.frame, meeting.group
    for path, people in ((_LEADERS, group.leaders), (_MEMBERS, group.members)):
        for person in people:
            if frame.seniors_outside in _ASKED and person.senior:
                yield Notice(
                    path=f"{path}[{person}]",
                    message=f"{person} is a senior leader of the organisation; a group "
                    f"without them is {frame.seniors_outside}.",
                    citations=frame.citations_of("seniors_outside"),
                )
