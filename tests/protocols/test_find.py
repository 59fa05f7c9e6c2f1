"""Finding a protocol that suits, and hearing why the others do not."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.protocols import balint, grow

if TYPE_CHECKING:
    from random import Random

TALK = rg.Phase(name="talk", time=rg.exactly(rg.minutes(40)))
ADVISING = rg.Phase(name="talk", floor=rg.Floor(advice=rg.AdvicePolicy.INVITED))
BASE = rg.Protocol(
    key="my.base",
    title="Base",
    family="mine",
    session=TALK,
    slot=rg.between(rg.minutes(60), rg.minutes(90)),
    size=rg.GroupSize(
        absolute_least=4, least=6, ideal_least=8, ideal_most=10, most=12, absolute_most=14
    ),
    leadership=rg.Leadership(least=1, preferred=2, trained=rg.Demand.REQUIRED, discipline="balint"),
)
LOOSE = attrs.evolve(BASE, slot=None)
EACH = attrs.evolve(
    LOOSE,
    key="my.each",
    session=rg.Phase(name="say", time=rg.exactly(rg.minutes(5)), each=rg.MEMBER),
)
KEEPING_OUT = attrs.evolve(
    BASE, session=rg.Phase(name="talk", floor=rg.Floor(advice=rg.AdvicePolicy.FORBIDDEN))
)
FREE = rg.Protocol(key="my.free", title="Free", session=ADVISING)


def one(protocol: rg.Protocol, **wish: object) -> rg.Match | rg.Reject:
    """What becomes of a single protocol."""
    found = rg.find(among=(protocol,), **wish)  # type: ignore[arg-type]
    assert len(found) + len(found.rejects) == 1
    return found[0] if len(found) else found.rejects[0]


@pytest.mark.parametrize(
    ("protocol", "wish", "reason"),
    [
        (BASE, {"family": "grow"}, "it is of the family mine"),
        (FREE, {"family": "grow"}, "it is of the family (none)"),
        (BASE, {"size": 3}, "3 members are fewer than 4"),
        (BASE, {"size": 15}, "15 members are more than 14"),
        (
            attrs.evolve(BASE, size=rg.GroupSize(least=6, most=12)),
            {"size": 5},
            "5 members are fewer than 6",
        ),
        (
            attrs.evolve(BASE, size=rg.GroupSize(least=6, most=12)),
            {"size": 13},
            "13 members are more than 12",
        ),
        (LOOSE, {"within": rg.minutes(39)}, "it takes at least 40 min, and there are 39 min"),
        (
            EACH,
            {"within": rg.minutes(45), "size": 10},
            "it takes at least 50 min, and there are 45 min",
        ),
        (BASE, {"trained_leader": False}, "leading it takes training"),
        (BASE, {"leaders": 0}, "it needs at least 1 to lead, and there are 0"),
        (
            BASE,
            {"within": rg.minutes(50)},
            "its sessions last 60 to 90 min, usually 75, and there are 50 min",
        ),
        (KEEPING_OUT, {"advice": True}, "it keeps advice out"),
        (FREE, {"advice": False}, "it invites advice"),
    ],
)
def test_a_reject_says_why(protocol: rg.Protocol, wish: dict[str, Any], reason: str) -> None:
    told = one(protocol, **wish)
    assert isinstance(told, rg.Reject)
    assert told.reasons == (reason,)
    assert str(told) == f"{protocol.key}: {reason}"


@pytest.mark.parametrize(
    ("protocol", "wish"),
    [
        (BASE, {"family": "mine"}),
        (BASE, {"size": 8}),
        (BASE, {"within": rg.minutes(75)}),
        (BASE, {"trained_leader": True}),
        (BASE, {"leaders": 2}),
        (BASE, {"advice": False}),
        (FREE, {"advice": True}),
        (FREE, {"trained_leader": False}),
        (FREE, {"within": rg.minutes(1)}),
        (EACH, {"within": rg.minutes(90), "size": 9}),
        (BASE, {"setting": rg.Setting.IN_PERSON}),
        (BASE, {}),
    ],
)
def test_what_suits_is_a_match_without_remarks(protocol: rg.Protocol, wish: dict[str, Any]) -> None:
    told = one(protocol, **wish)
    assert isinstance(told, rg.Match)
    assert (told.remarks, told.distance) == ((), 0)
    assert str(told) == f"{protocol.key}: {protocol.title}"


ADVISED = attrs.evolve(BASE, leadership=rg.Leadership(trained=rg.Demand.ADVISED))


@pytest.mark.parametrize(
    ("protocol", "wish", "remark", "distance"),
    [
        (BASE, {"size": 5}, "its source names 6 to 12 members, ideally 8 to 10", 3),
        (BASE, {"size": 14}, "its source names 6 to 12 members, ideally 8 to 10", 4),
        (FREE, {"size": 5}, "its source names no size", 2),
        (BASE, {"advice": True}, "its source says nothing about advice", 0),
        (grow.GROW, {"advice": True}, "it is sparing with advice", 0),
        (
            balint.UK_ONLINE,
            {"setting": rg.Setting.IN_PERSON},
            "its source is about meeting online",
            0,
        ),
        (
            attrs.evolve(BASE, size=rg.GroupSize(least=3, multiple_of=3)),
            {"size": 7},
            "7 members do not divide by 3",
            0,
        ),
        (EACH, {"within": rg.minutes(35)}, "it usually takes 40 min", 0),
        (BASE, {"within": rg.minutes(100)}, "its sessions last 60 to 90 min, usually 75", 0),
        (
            attrs.evolve(BASE, slot=rg.Timebox(usual=rg.minutes(75))),
            {"within": rg.minutes(60)},
            "its sessions are usually 75 min",
            0,
        ),
        (ADVISED, {"trained_leader": False}, "a trained leader is advised", 0),
        (BASE, {"leaders": 1}, "preferably 2 lead it", 0),
        (
            BASE,
            {"setting": rg.Setting.ONLINE},
            "its source says nothing about meeting online",
            0,
        ),
    ],
)
def test_a_match_says_what_to_know_about_it(
    protocol: rg.Protocol, wish: dict[str, Any], remark: str, distance: int
) -> None:
    told = one(protocol, **wish)
    assert isinstance(told, rg.Match)
    assert told.remarks == (remark,)
    assert told.distance == distance
    assert str(told) == f"{protocol.key}: {protocol.title} ({remark})"


def test_within_what_is_ideal_there_is_no_distance() -> None:
    sizes = {size: one(BASE, size=size) for size in range(4, 15)}
    distances = {size: told.distance for size, told in sizes.items() if isinstance(told, rg.Match)}
    assert distances == {4: 4, 5: 3, 6: 2, 7: 1, 8: 0, 9: 0, 10: 0, 11: 1, 12: 2, 13: 3, 14: 4}
    named = attrs.evolve(BASE, size=rg.GroupSize(least=6, most=12))
    assert [one(named, size=size).distance for size in (6, 9, 12)] == [0, 0, 0]  # type: ignore[union-attr]


def test_the_nearest_comes_first_then_whatever_has_fewer_remarks() -> None:
    far = attrs.evolve(BASE, key="a.far", size=rg.GroupSize(least=3, ideal_least=9, most=12))
    odd = attrs.evolve(BASE, key="b.odd", size=rg.GroupSize(least=3, multiple_of=3))
    plain = attrs.evolve(BASE, key="c.plain", size=rg.GroupSize(least=3))
    same = attrs.evolve(plain, key="d.same")
    found = rg.find(size=7, among=(same, far, plain, odd))
    assert found.keys == ("c.plain", "d.same", "b.odd", "a.far")
    assert [match.protocol for match in found] == [plain, same, odd, far]


def test_rejects_with_fewer_reasons_come_first() -> None:
    hard = attrs.evolve(BASE, key="a.hard")
    easy = attrs.evolve(FREE, key="z.easy")
    found = rg.find(trained_leader=False, leaders=0, family="grow", among=(hard, easy))
    assert [reject.protocol.key for reject in found.rejects] == ["z.easy", "a.hard"]
    assert len(found.rejects[1].reasons) == 3


def test_without_a_wish_everything_suits() -> None:
    found = rg.find()
    assert sorted(found.keys) == list(rg.CATALOGUE)
    assert found.rejects == ()


def test_what_was_found_is_told_in_lines() -> None:
    assert str(rg.find(among=())) == "nothing suits"
    told = str(rg.find(advice=True, among=(FREE, KEEPING_OUT))).splitlines()
    assert told == ["my.free: Free", "- my.base: it keeps advice out"]


wishes = st.fixed_dictionaries(
    {
        "size": st.none() | st.integers(1, 20),
        "within": st.none() | st.integers(1, 200).map(rg.minutes),
        "trained_leader": st.none() | st.booleans(),
        "leaders": st.none() | st.integers(0, 3),
        "setting": st.none() | st.sampled_from(rg.Setting),
        "advice": st.none() | st.booleans(),
        "family": st.sampled_from((None, "balint", "triad", "grow", "relatives", "nobody's")),
    }
)


@given(wishes, st.randoms(use_true_random=False))
def test_every_protocol_is_found_or_rejected_and_always_the_same(
    wish: dict[str, Any], random: Random
) -> None:
    shuffled = list(rg.CATALOGUE.values())
    random.shuffle(shuffled)
    found = rg.find(**wish)
    assert found == rg.find(**wish) == rg.find(**wish, among=shuffled)
    told = [*found.keys, *(reject.protocol.key for reject in found.rejects)]
    assert sorted(told) == list(rg.CATALOGUE)
    assert all(reject.reasons for reject in found.rejects)
    ranks = [(match.distance, len(match.remarks), match.protocol.key) for match in found]
    assert ranks == sorted(ranks)
    for match in found:
        protocol = match.protocol
        if wish["trained_leader"] is False:
            assert protocol.leadership.trained is not rg.Demand.REQUIRED
        if wish["leaders"] is not None:
            assert protocol.leadership.least <= wish["leaders"]
        if wish["family"] is not None:
            assert protocol.family == wish["family"]
        if wish["within"] is not None:
            heads = protocol.heads if wish["size"] is None else protocol.heads_for(wish["size"])
            assert rg.duration(protocol.session, heads).least <= wish["within"]


@given(wishes)
def test_asking_for_more_never_finds_more(wish: dict[str, Any]) -> None:
    asked = [name for name, value in wish.items() if value is not None]
    for left in itertools.combinations(asked, max(0, len(asked) - 1)):
        fewer = {name: wish[name] for name in left}
        assert set(rg.find(**wish).keys) <= set(rg.find(**fewer).keys)


def test_a_group_without_a_trained_leader_is_offered_nothing_that_takes_one() -> None:
    found = rg.find(size=7, within=rg.minutes(60), trained_leader=False)
    assert len(found)
    assert not [
        match.protocol.key
        for match in found
        if match.protocol.leadership.trained is rg.Demand.REQUIRED
    ]
    told = {reject.protocol.key: reject.reasons for reject in found.rejects}
    for key, protocol in rg.CATALOGUE.items():
        if protocol.leadership.trained is rg.Demand.REQUIRED:
            assert "leading it takes training" in told[key]


def test_what_was_found_is_a_frozen_value() -> None:
    found = rg.find(size=7)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.matches = ()  # type: ignore[misc]
    assert hash(found) == hash(rg.find(size=7))


@pytest.mark.parametrize("size", [0, -3, 501])
def test_a_size_that_no_group_has_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="1 to 500"):
        rg.find(size=size)


def test_shares_that_cannot_all_be_had_are_a_reason() -> None:
    each = rg.Phase(name="say", time=rg.Share(least=0.1, most=0.1), each=rg.MEMBER)
    told = one(rg.Protocol(key="my.share", title="S", session=each), size=11, within=rg.minutes(60))
    assert isinstance(told, rg.Reject)
    assert "more than all of it" in told.reasons[0]
