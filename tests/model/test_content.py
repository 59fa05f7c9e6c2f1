"""The content hash: the same for the same content, everywhere and for ever."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import hashlib
import os
import subprocess
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.content import canonical
from tests.model.trees import protocols

PINNED = rg.Protocol(
    key="for.ever",
    title="A protocol that never changes",
    session=rg.sequence(
        rg.Phase(name="introduce", time=rg.up_to_share(0.25), each=rg.MEMBER),
        rg.Phase(
            name="present",
            time=rg.between(rg.minutes(5), rg.minutes(10)),
            floor=rg.Floor(
                speaks=(rg.PRESENTER,),
                advice=rg.AdvicePolicy.FORBIDDEN,
                sit_back=rg.SitBack(role=rg.MEMBER, how="listen"),
            ),
            basis=(rg.stated(rg.Source(key="s", title="Ä book").at("p. 1"), of="time"),),
        ).rounds(rg.Count(least=1, usual=2, most=2)),
        rg.Phase(name="talk").in_groups_of(3, leftover=rg.Leftover.LARGER),
    ),
    size=rg.GroupSize(least=6, most=12),
    leadership=rg.Leadership(trained=rg.Demand.REQUIRED),
    fees=rg.Fees(member_session=rg.Price(least="15.50", most=25, currency="GBP")),
)
KEPT_FOR_EVER = "sha256:5b2891cb15509c23f0d4101d19ac0b22dfbda6577e27404b88b890d16ea710f7"


def test_one_protocol_keeps_its_hash_for_ever() -> None:
    assert PINNED.content_hash == rg.content_hash(PINNED) == KEPT_FOR_EVER


@given(protocols(), protocols())
def test_two_protocols_have_one_hash_just_when_they_are_equal(
    a: rg.Protocol, b: rg.Protocol
) -> None:
    assert (a.content_hash == b.content_hash) == (a == b)


@given(protocols(), st.data())
def test_every_edit_changes_the_hash_and_undoing_it_brings_it_back(
    protocol: rg.Protocol, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([path for path, _ in rg.phases(protocol.session)]))
    other = protocol.with_phase(path, purpose="Else.", basis=())
    assert other.content_hash != protocol.content_hash
    back = other.with_phase(path, purpose="", basis=())
    assert back == protocol
    assert back.content_hash == protocol.content_hash


@given(protocols())
def test_the_order_in_which_fields_are_given_does_not_count(protocol: rg.Protocol) -> None:
    fields = {one.name: getattr(protocol, one.name) for one in attrs.fields(rg.Protocol)}
    backwards = rg.Protocol(**dict(reversed(fields.items())))
    assert backwards.content_hash == protocol.content_hash


def test_a_later_version_with_one_field_more_gives_the_same_hash() -> None:
    @attrs.frozen
    class Role:
        colour: str = attrs.field(default="none", kw_only=True)
        brings: bool = attrs.field(default=False, kw_only=True)
        name: str
        notes: tuple[str, ...] = attrs.field(factory=tuple, kw_only=True)

    assert rg.content_hash(Role("scribe")) == rg.content_hash(rg.Role("scribe"))
    assert rg.content_hash(Role("x", brings=True)) == rg.content_hash(rg.Role("x", brings=True))
    assert rg.content_hash(Role("scribe", colour="red")) != rg.content_hash(rg.Role("scribe"))


def test_values_of_two_kinds_with_the_same_fields_differ() -> None:
    assert rg.content_hash(rg.Role("advice")) != rg.content_hash(rg.Move("advice"))


def test_ways_of_writing_one_number_are_one_content() -> None:
    assert rg.content_hash(rg.Share(most=1)) == rg.content_hash(rg.Share(most=1.0))
    assert rg.content_hash(rg.Share(usual=0)) == rg.content_hash(rg.Share(usual=0.0))
    assert rg.content_hash(rg.exactly(dt.timedelta(hours=1))) == rg.content_hash(
        rg.exactly(rg.minutes(60))
    )


def test_ways_of_writing_one_price_are_one_content() -> None:
    one = rg.Price(least="15", most=25, currency="GBP")
    other = rg.Price(least="15.0", most=25, currency="GBP")
    assert (one == other) == (rg.content_hash(one) == rg.content_hash(other))


SCRIPT = """
import hashlib, reflective_groups as rg
told = " ".join(f"{key} {one.content_hash}" for key, one in rg.CATALOGUE.items())
print(hashlib.sha256(told.encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "4321"])
def test_a_fresh_interpreter_gives_the_same_hashes(seed: str) -> None:
    told = " ".join(f"{key} {one.content_hash}" for key, one in rg.CATALOGUE.items())
    ran = subprocess.run(  # noqa: S603 -- our own interpreter and our own line
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == hashlib.sha256(told.encode()).hexdigest()


def test_each_kind_of_plain_value_has_one_form() -> None:
    class Colour(enum.Enum):
        RED = "red"

    london = dt.datetime(2026, 11, 30, 18, 30, tzinfo=dt.UTC)
    assert canonical((Colour.RED, True, None, 7, 0.5, 2.0, "x")) == [
        "red",
        True,
        None,
        7,
        0.5,
        2,
        "x",
    ]
    assert canonical(london) == "2026-11-30T18:30:00+00:00[UTC]"
    assert canonical(decimal.Decimal("15.50")) == "15.5"
    assert canonical(decimal.Decimal(1_000_000)) == "1000000"
    assert canonical(decimal.Decimal("0.00")) == "0"
    assert canonical(dt.timedelta(microseconds=-1)) == {"us": -1}
    assert canonical(rg.Role("scribe")) == {"": "Role", "name": "scribe"}


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form for set"):
        rg.content_hash({1})
