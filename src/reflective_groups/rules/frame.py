"""What a group agrees on: ground rules, confidentiality, and that nobody has to present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.frame import Confidentiality, Demand
from reflective_groups.model.protocol import Protocol
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.sources.bibliography import B16, B38, S0, S2, S3, S4

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.meeting import Meeting

_ASKED = (Demand.REQUIRED, Demand.ADVISED)
_KEPT = {
    Confidentiality.UNSTATED: "nothing about what may leave the room",
    Confidentiality.OWN_WORDS: "that only one's own words may leave the room",
    Confidentiality.ALL: "that nothing said may leave the room",
}
_TIGHTNESS = list(Confidentiality)
_UNAGREED = (None, Confidentiality.UNSTATED)


@rule(
    "both",
    code="RG601",
    name="frame-ground-rules",
    severity=Severity.WARNING,
    what="Ground rules are asked for, and there are none.",
    why="Clear ground rules, made at the start, keep a group safe in which people speak of "
    "themselves. A protocol that asks for them and lists none leaves them to the group.",
    citations=(S0.at("000-14"), S0.at("000-15"), S3.at("003-43"), S4.at("004-46")),
    fails="evolve(protocol, ground_rules=())",
    passes="protocol",
)
def no_ground_rules(subject: Protocol | Meeting) -> Iterator[Notice]:
    """None listed in the protocol, or known that the group agreed none."""
    protocol = subject if isinstance(subject, Protocol) else subject.held
    agreed = None if isinstance(subject, Protocol) else subject.group.agreements.ground_rules
    frame = protocol.frame
    if not frame.ground_rules or agreed:
        return
    if agreed is False:
        yield Notice(
            path="group.agreements.ground_rules",
            message=f"The group has agreed no ground rules; they are {frame.ground_rules}.",
            evidence=tuple(map(str, protocol.ground_rules)),
            citations=frame.citations_of("ground_rules"),
        )
    elif not protocol.ground_rules:
        yield Notice(
            path="ground_rules",
            message=f"Ground rules are {frame.ground_rules}, and the protocol lists none.",
            citations=frame.citations_of("ground_rules"),
        )


@rule(
    "meeting",
    code="RG602",
    name="frame-confidentiality",
    severity=Severity.ERROR,
    what="The group keeps less confidential than the protocol asks.",
    why="People speak freely only where they know what stays in the room. Some sources let one's "
    "own words leave it, others nothing at all.",
    citations=(
        S0.at("000-18"),
        S0.at("000-19"),
        S4.at("004-24"),
        S4.at("004-25"),
        S4.at("004-37"),
        B16.at(),
        B38.at(),
    ),
    fails="regroup(meeting, agreements=evolve(meeting.group.agreements, "
    "confidentiality=Confidentiality.OWN_WORDS))",
    passes="regroup(meeting, agreements=evolve(meeting.group.agreements, confidentiality=None))",
)
def looser_than_asked(meeting: Meeting) -> Iterator[Notice]:
    """What was agreed is known, and looser than what is asked."""
    frame, agreed = meeting.protocol.frame, meeting.group.agreements.confidentiality
    asked = frame.confidentiality
    if agreed is not None and _TIGHTNESS.index(agreed) < _TIGHTNESS.index(asked):
        yield Notice(
            path="group.agreements.confidentiality",
            message=f"The group agreed {_KEPT[agreed]}; the protocol asks {_KEPT[asked]}.",
            citations=frame.citations_of("confidentiality"),
        )


@rule(
    "meeting",
    code="RG603",
    name="frame-voluntary",
    severity=Severity.ERROR,
    what="Somebody can be made to present.",
    why="Whoever presents volunteers, with a case that has been on their mind.",
    citations=(S2.at("002-09"), S2.at("002-10")),
    fails="regroup(meeting, agreements=evolve(meeting.group.agreements, "
    "voluntary_presenting=False))",
    passes="regroup(meeting, agreements=evolve(meeting.group.agreements, "
    "voluntary_presenting=None))",
)
def made_to_present(meeting: Meeting) -> Iterator[Notice]:
    """Known that presenting is not voluntary, where it is to be."""
    frame, voluntary = meeting.protocol.frame, meeting.group.agreements.voluntary_presenting
    if frame.voluntary_presenting in _ASKED and voluntary is False:
        yield Notice(
            path="group.agreements.voluntary_presenting",
            message="Presenting is not voluntary in this group; free choice is "
            f"{frame.voluntary_presenting}.",
            citations=frame.citations_of("voluntary_presenting"),
        )


@rule(
    "meeting",
    code="RG604",
    name="frame-reporting",
    severity=Severity.ERROR,
    what="What is said is reported outside the group.",
    why="Members, and those above them, have to be able to trust that the talk is confidential: "
    "nothing of the specific content of a meeting is reported back.",
    citations=(S4.at("004-24"), S4.at("004-25"), S0.at("000-20")),
    fails="regroup(meeting, agreements=evolve(meeting.group.agreements, reports_outside=True))",
    passes="regroup(meeting, agreements=evolve(meeting.group.agreements, reports_outside=None))",
)
def reported_outside(meeting: Meeting) -> Iterator[Notice]:
    """Known that content is reported, where it is not to be."""
    frame = meeting.protocol.frame
    if frame.no_reporting in _ASKED and meeting.group.agreements.reports_outside:
        yield Notice(
            path="group.agreements.reports_outside",
            message="What is said is reported outside the group; keeping it inside is "
            f"{frame.no_reporting}.",
            citations=frame.citations_of("no_reporting"),
        )


@rule(
    "both",
    code="RG605",
    name="frame-confidentiality-unsaid",
    severity=Severity.ADVICE,
    what="Nothing says what may leave the room.",
    why="Sources that speak of it differ: one's own words may, or nothing may. Where the protocol "
    "is silent, the group has to decide before anybody speaks.",
    citations=(
        S0.at("000-18"),
        S0.at("000-19"),
        S2.at("002-06"),
        S3.at("003-09"),
        S4.at("004-37"),
        B16.at(),
        B38.at(),
    ),
    fails="evolve(protocol, frame=evolve(protocol.frame, "
    "confidentiality=Confidentiality.UNSTATED))",
    passes="protocol",
)
def confidentiality_unsaid(subject: Protocol | Meeting) -> Iterator[Notice]:
    """Nothing is said of confidentiality, and the group has not agreed on it either."""
    protocol = subject if isinstance(subject, Protocol) else subject.protocol
    agreed = None if isinstance(subject, Protocol) else subject.group.agreements.confidentiality
    if agreed not in _UNAGREED:
        return
    if protocol.frame.confidentiality is Confidentiality.UNSTATED:
        yield Notice(
            path="frame.confidentiality",
            message="The protocol does not say how far confidence goes; agree at the start on what "
            "may leave the room.",
            citations=protocol.frame.citations_of("confidentiality"),
        )
