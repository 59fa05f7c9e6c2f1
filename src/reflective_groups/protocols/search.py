"""Find protocols that suit a group: ranked matches, and for each reject the reasons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from reflective_groups.display.drawn import Drawn
from reflective_groups.errors import ModelError
from reflective_groups.model.folds import duration
from reflective_groups.model.frame import Demand, Setting
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.roles import AdvicePolicy
from reflective_groups.model.timebox import ZERO, in_words
from reflective_groups.protocols.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reflective_groups.display.scene import Scene


@attrs.frozen(kw_only=True)
class Match(Drawn):
    """A protocol that suits, and what to know about it; fewer and smaller remarks rank higher.

    >>> find(size=7, family="balint")[0].distance
    0
    """

    protocol: Protocol
    remarks: tuple[str, ...] = ()
    distance: int = 0
    """How many members away from the size the source calls ideal, or names at all.

    Where it names none, two.
    """

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.protocols.scenes import match_scene

        return match_scene(self)

    def __str__(self) -> str:
        told = f" ({'; '.join(self.remarks)})" if self.remarks else ""
        return f"{self.protocol.key}: {self.protocol.title}{told}"


@attrs.frozen(kw_only=True)
class Reject(Drawn):
    """A protocol that does not suit, and every reason why.

    >>> find(trained_leader=False).rejects[0].reasons[0]
    'leading it takes training'
    """

    protocol: Protocol
    reasons: tuple[str, ...]

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.protocols.scenes import reject_scene

        return reject_scene(self)

    def __str__(self) -> str:
        return f"{self.protocol.key}: {'; '.join(self.reasons)}"


@attrs.frozen
class Matches(Drawn):
    """What was found, best first, and what was rejected.

    >>> found = find(size=3, trained_leader=False)
    >>> "triad.peer" in found.keys
    True
    """

    matches: tuple[Match, ...]
    rejects: tuple[Reject, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of what was found, best first."""
        return tuple(match.protocol.key for match in self.matches)

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    def __len__(self) -> int:
        return len(self.matches)

    def __getitem__(self, index: int) -> Match:
        return self.matches[index]

    def scene(self) -> Scene:
        """What there is to see, as a plain scene."""
        from reflective_groups.protocols.scenes import matches_scene

        return matches_scene(self)

    def __str__(self) -> str:
        found = "\n".join(map(str, self.matches)) or "nothing suits"
        rejected = "".join(f"\n- {reject}" for reject in self.rejects)
        return f"{found}{rejected}"


@attrs.frozen(kw_only=True)
class _Wish:
    size: int | None
    within: dt.timedelta | None
    trained_leader: bool | None
    leaders: int | None
    setting: Setting | None
    advice: bool | None
    family: str | None


_UNSAID = 2
"""How far from its ideal a size counts where the source names none."""


def find(  # noqa: PLR0913 -- each is a question of its own, and all are named
    *,
    size: int | None = None,
    within: dt.timedelta | None = None,
    trained_leader: bool | None = None,
    leaders: int | None = None,
    setting: Setting | None = None,
    advice: bool | None = None,
    family: str | None = None,
    among: Iterable[Protocol] | None = None,
) -> Matches:
    """Protocols that suit a group, ranked, and the reasons why each of the others does not.

    >>> from reflective_groups import minutes
    >>> found = find(size=7, within=minutes(60), trained_leader=False)
    >>> all(match.protocol.duration.least <= minutes(60) for match in found)
    True

    `size` counts members, `within` is the time there is, `trained_leader` says whether somebody
    trained leads, `advice` whether advice is wanted. What is not told is not asked about. A match
    says what fits. It does not say that a group is in good hands.
    """
    if size is not None and not 1 <= size <= 500:  # noqa: PLR2004 -- the most that a size can name
        message = f"a group has 1 to 500 members, got {size}"
        raise ValueError(message)
    wish = _Wish(
        size=size,
        within=within,
        trained_leader=trained_leader,
        leaders=leaders,
        setting=setting,
        advice=advice,
        family=family,
    )
    matches: list[Match] = []
    rejects: list[Reject] = []
    for protocol in CATALOGUE.values() if among is None else among:
        reasons = tuple(_against(protocol, wish))
        if reasons:
            rejects.append(Reject(protocol=protocol, reasons=reasons))
        else:
            remarks = tuple(_remarks(protocol, wish))
            away = _distance(protocol, wish)
            matches.append(Match(protocol=protocol, remarks=remarks, distance=away))
    matches.sort(key=lambda match: (match.distance, len(match.remarks), match.protocol.key))
    rejects.sort(key=lambda reject: (len(reject.reasons), reject.protocol.key))
    return Matches(tuple(matches), tuple(rejects))


def _against(protocol: Protocol, wish: _Wish) -> Iterator[str]:
    size, lead = protocol.size, protocol.leadership
    if wish.family is not None and protocol.family != wish.family:
        yield f"it is of the family {protocol.family or '(none)'}"
    least = size.least if size.absolute_least is None else size.absolute_least
    most = size.most if size.absolute_most is None else size.absolute_most
    if wish.size is not None and least is not None and wish.size < least:
        yield f"{wish.size} members are fewer than {least}"
    if wish.size is not None and most is not None and wish.size > most:
        yield f"{wish.size} members are more than {most}"
    if wish.within is not None:
        heads = protocol.heads if wish.size is None else protocol.heads_for(wish.size)
        try:
            needed = duration(protocol.session, heads).least
        except ModelError as error:
            yield str(error)
            needed = wish.within
        if needed > wish.within:
            yield f"it takes at least {in_words(needed)}, and there are {in_words(wish.within)}"
        elif protocol.slot is not None and protocol.slot.least > wish.within:
            yield f"its sessions last {protocol.slot}, and there are {in_words(wish.within)}"
    if wish.trained_leader is False and lead.trained is Demand.REQUIRED:
        yield "leading it takes training"
    if wish.leaders is not None and wish.leaders < lead.least:
        yield f"it needs at least {lead.least} to lead, and there are {wish.leaders}"
    yield from _against_advice(protocol, wish)


def _against_advice(protocol: Protocol, wish: _Wish) -> Iterator[str]:
    policies = {phase.floor.advice for _, phase in protocol.phases}
    invited = AdvicePolicy.INVITED in policies
    if wish.advice is True and AdvicePolicy.FORBIDDEN in policies and not invited:
        yield "it keeps advice out"
    if wish.advice is False and invited:
        yield "it invites advice"


def _remarks(protocol: Protocol, wish: _Wish) -> Iterator[str]:
    size, lead = protocol.size, protocol.leadership
    if wish.size is not None and size.least is None and size.most is None:
        yield "its source names no size"
    elif wish.size is not None and wish.size not in size.span:
        yield f"its source names {size}"
    if wish.size is not None and wish.size % size.multiple_of:
        yield f"{wish.size} members do not divide by {size.multiple_of}"
    yield from _remarks_on_time(protocol, wish)
    if wish.trained_leader is False and lead.trained is Demand.ADVISED:
        yield "a trained leader is advised"
    if wish.leaders is not None and lead.preferred is not None and wish.leaders < lead.preferred:
        yield f"preferably {lead.preferred} lead it"
    if wish.setting not in {None, Setting.IN_PERSON} and protocol.online is None:
        yield "its source says nothing about meeting online"
    if wish.setting is Setting.IN_PERSON and protocol.online and protocol.room is None:
        yield "its source is about meeting online"
    yield from _remarks_on_advice(protocol, wish)


def _remarks_on_time(protocol: Protocol, wish: _Wish) -> Iterator[str]:
    if wish.within is not None:
        usual = protocol.duration.usual
        if usual is not None and usual > wish.within:
            yield f"it usually takes {in_words(usual)}"
        slot = protocol.slot
        if slot is None:
            return
        # where only the usual length is known, there is nothing else to hold it against
        known = slot.least or slot.most is not None
        if wish.within not in slot or (not known and (slot.usual or ZERO) > wish.within):
            yield f"its sessions last {slot}" if known else f"its sessions are {slot}"


def _remarks_on_advice(protocol: Protocol, wish: _Wish) -> Iterator[str]:
    policies = {phase.floor.advice for _, phase in protocol.phases}
    if wish.advice is True and AdvicePolicy.INVITED not in policies:
        sparing = {AdvicePolicy.SPARING, AdvicePolicy.DISCOURAGED} & policies
        yield "it is sparing with advice" if sparing else "its source says nothing about advice"


def _distance(protocol: Protocol, wish: _Wish) -> int:
    if wish.size is None:
        return 0
    size = protocol.size
    low = size.least if size.ideal_least is None else size.ideal_least
    high = size.most if size.ideal_most is None else size.ideal_most
    if low is None and high is None:
        return _UNSAID
    return max(0, (low or 0) - wish.size, wish.size - (high if high is not None else wish.size))
