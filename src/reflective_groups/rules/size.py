"""How many members: too few to hold the work, too many to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflective_groups.model.folds import walk
from reflective_groups.model.frame import Bench, GroupSize
from reflective_groups.model.parts import Breakout, Phase, Rounds
from reflective_groups.rules.book import rule
from reflective_groups.rules.finding import Notice, Severity
from reflective_groups.sources import Standing
from reflective_groups.sources.bibliography import B11, B17, B28, B33, B35, S0, S3, T6

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.roles import Role

_MEMBERS = "group.members"


def _people(number: int) -> str:
    return f"{number} member{'' if number == 1 else 's'}"


def _people_are(number: int) -> str:
    return f"{_people(number)} {'is' if number == 1 else 'are'}"


@rule(
    "meeting",
    code="RG101",
    name="size-absolute",
    severity=Severity.ERROR,
    what="The group is so small or so large that it stops being such a group.",
    why="Over all sources a Balint group has 4 to 15 members; below that there is no group to "
    "reflect, above it people fall silent.",
    citations=(S0.at("000-24"), S3.at("003-06"), B11.at(), B17.at(), B28.at(), B33.at(), B35.at()),
    standing=Standing.DERIVED,
    fails="regroup(meeting, members=meeting.group.members[:3])",
    passes="meeting",
)
def absolute_size(meeting: Meeting) -> Iterator[Notice]:
    """Members outside the absolute bounds."""
    size, there = meeting.protocol.size, len(meeting.members)
    if size.absolute_least is not None and there < size.absolute_least:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people_are(there)} fewer than the {size.absolute_least} below which this "
            "is no longer such a group.",
            citations=size.citations_of("absolute_least"),
        )
    if size.absolute_most is not None and there > size.absolute_most:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people_are(there)} more than the {size.absolute_most} above which this "
            "is no longer such a group.",
            citations=size.citations_of("absolute_most"),
        )


def _casts(meeting: Meeting) -> Iterator[tuple[str, int, int]]:
    """For each part that fills seats: its path, how many roles, and how many members there are."""
    there = len(meeting.members)
    seats = {seat.role: seat for seat in meeting.held.seating}
    for path, part in walk(meeting.held.session):
        inside = there
        above = path.split("/")
        for other, breakout in walk(meeting.held.session):
            if isinstance(breakout, Breakout) and above[: len(other.split("/"))] == other.split(
                "/"
            ):
                inside = min(breakout.sizes(there), default=0)
        if isinstance(part, Rounds):
            roles: tuple[Role, ...] = part.rotating
        elif isinstance(part, Phase):
            roles = part.floor.named
        else:
            continue
        filled = [seats[role] for role in roles if role in seats]
        needed = sum(seat.count.least for seat in filled if seat.bench is Bench.MEMBERS)
        yield path, needed, inside


def _viable(size: GroupSize, there: int) -> bool:
    """Whether a number of members is inside the absolute bounds, so that finer rules apply."""
    return (size.absolute_least is None or there >= size.absolute_least) and (
        size.absolute_most is None or there <= size.absolute_most
    )


@rule(
    "meeting",
    code="RG102",
    name="size-range",
    severity=Severity.WARNING,
    what="The group is smaller or larger than the range its source names.",
    why="The source gives a range in which it has seen the work go well.",
    citations=(S0.at("000-24"), S3.at("003-06")),
    fails="regroup(meeting, members=meeting.group.members[:5])",
    passes="meeting",
)
def range_of_size(meeting: Meeting) -> Iterator[Notice]:
    """Members outside the source's range."""
    size, there = meeting.protocol.size, len(meeting.members)
    if not _viable(size, there):
        return
    if size.least is not None and there < size.least:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people_are(there)} fewer than the {size.least} its source names.",
            citations=size.citations_of("least"),
        )
    if size.most is not None and there > size.most:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people_are(there)} more than the {size.most} its source names.",
            citations=size.citations_of("most"),
        )


@rule(
    "meeting",
    code="RG103",
    name="size-ideal",
    severity=Severity.ADVICE,
    what="The group works, and is not the size its source calls ideal.",
    why="Document 003 wants at least 8 to 10 members enrolled, and says that 6 to 8 committed "
    "people can work well.",
    citations=(S3.at("003-04"), S3.at("003-06")),
    fails="regroup(meeting, members=meeting.group.members[:7])",
    passes="meeting",
)
def ideal_size(meeting: Meeting) -> Iterator[Notice]:
    """Members in the range and outside the ideal."""
    size, there = meeting.protocol.size, len(meeting.members)
    low, high = size.least or 0, size.most if size.most is not None else there
    if not _viable(size, there) or not low <= there <= high:
        return
    smaller = size.smaller_online and meeting.group.online
    if size.ideal_least is not None and there < size.ideal_least and not smaller:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people(there)} can work; ideally there are at least {size.ideal_least}.",
            citations=size.citations_of("ideal_least"),
        )
    if size.ideal_most is not None and there > size.ideal_most:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people(there)} can work; ideally there are at most {size.ideal_most}.",
            citations=size.citations_of("ideal_most"),
        )


@rule(
    "meeting",
    code="RG104",
    name="size-absence",
    severity=Severity.ADVICE,
    what="With one member away, too few would be left.",
    why="Document 003 wants enough members enrolled that the group is large enough when somebody "
    "is away.",
    citations=(S3.at("003-05"),),
    fails="regroup(meeting, members=meeting.group.members[:6])",
    passes="meeting",
)
def enough_when_away(meeting: Meeting) -> Iterator[Notice]:
    """As many members as are needed, and none to spare."""
    least, enrolled = meeting.protocol.size.least, len(meeting.group.members)
    ranged = least != meeting.protocol.size.most
    if least is not None and ranged and enrolled == least:
        yield Notice(
            path=_MEMBERS,
            message=f"The {_people(enrolled)} of this group are just enough; with one away, "
            f"{enrolled - 1} are left where at least {least} are needed.",
        )


@rule(
    "meeting",
    code="RG105",
    name="size-screen",
    severity=Severity.WARNING,
    what="More people meet online than everybody can see at once.",
    why="Everybody should be visible to everybody throughout, so what one screen shows sets the "
    "largest number.",
    citations=(S3.at("003-35"), S3.at("003-50")),
    fails="regroup(online, visible_on_screen=6)",
    passes="online",
)
def seen_on_screen(meeting: Meeting) -> Iterator[Notice]:
    """More people than the screen shows."""
    shown, there = meeting.group.visible_on_screen, len(meeting.members) + len(meeting.leaders)
    needs = meeting.protocol.online
    if meeting.group.online and needs and needs.all_visible and shown is not None and there > shown:
        yield Notice(
            path="group.visible_on_screen",
            message=f"{there} people meet, leaders included, and the screen shows {shown} of them.",
        )


@rule(
    "meeting",
    code="RG106",
    name="size-multiple",
    severity=Severity.WARNING,
    what="The members do not divide evenly into the small groups.",
    why="A triad holds three; whoever is left over watches, or joins a group of four.",
    citations=(T6.at(),),
    fails="remake(meeting, size=GroupSize(multiple_of=3))",
    passes="regroup(remake(meeting, size=GroupSize(multiple_of=3)), "
    "members=meeting.group.members[:6])",
)
def even_division(meeting: Meeting) -> Iterator[Notice]:
    """Members that do not divide."""
    size, there = meeting.protocol.size, len(meeting.members)
    over = there % size.multiple_of
    if over and there > size.multiple_of:
        yield Notice(
            path=_MEMBERS,
            message=f"{_people(there)} do not divide by {size.multiple_of}: {over} left over.",
            evidence=(f"{there} = {there // size.multiple_of} × {size.multiple_of} + {over}",),
            citations=size.citations_of("multiple_of"),
        )


@rule(
    "meeting",
    code="RG107",
    name="size-roles",
    severity=Severity.ERROR,
    what="There are fewer members than roles to fill at a time.",
    why="A triad of two has a coach and a coachee and nobody who observes; a role that nobody "
    "holds is a phase that nobody carries.",
    citations=(T6.at(),),
    standing=Standing.DERIVED,
    fails="regroup(remake(meeting, session=Phase(name='coach', floor=Floor(speaks=(COACH, "
    "COACHEE), silent=(OBSERVER,))).rounds(rotating=(COACH, COACHEE, OBSERVER))), "
    "members=meeting.group.members[:2])",
    passes="regroup(remake(meeting, session=Phase(name='coach', floor=Floor(speaks=(COACH, "
    "COACHEE), silent=(OBSERVER,))).rounds(rotating=(COACH, COACHEE, OBSERVER))), "
    "members=meeting.group.members[:6])",
)
def roles_filled(meeting: Meeting) -> Iterator[Notice]:
    """Rotating roles, or seats, that the members there cannot fill."""
    short: list[str] = []
    for path, needed, there in _casts(meeting):
        if there < needed and not path.startswith(tuple(short) or ("/",)):
            short.append(f"{path}/")
            yield Notice(
                path=path,
                message=f"{needed} role{'' if needed == 1 else 's'} to fill, and "
                f"{_people(there)} there to fill {'it' if needed == 1 else 'them'}.",
            )


@rule(
    "meeting",
    code="RG108",
    name="size-screen-undecided",
    severity=Severity.ADVICE,
    what="An online group has not said how many people its screens can show.",
    why="The largest number for an online group is what is easily seen on the screen; no source "
    "gives a figure, so each group has to look.",
    citations=(S3.at("003-07"), S3.at("003-50")),
    fails="regroup(online, visible_on_screen=None)",
    passes="online",
)
def screen_undecided(meeting: Meeting) -> Iterator[Notice]:
    """Online, and nobody has counted what the screen shows."""
    needs = meeting.protocol.online
    if (
        meeting.group.online
        and needs
        and needs.all_visible
        and meeting.group.visible_on_screen is None
    ):
        yield Notice(
            path="group.visible_on_screen",
            message="Decide the largest number by how many people are easily seen on the screen.",
        )
