"""What holds for every value: frozen, hashed, copied, pickled, rebuilt from its repr, checked."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import pickle
import zoneinfo
from typing import TYPE_CHECKING, Any

import attrs
import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.model.value import (
    Kind,
    Length,
    Many,
    Number,
    Term,
    Text,
    Value,
    show_length,
)
from tests.model.trees import lengths
from tests.serial.examples import EXAMPLES
from tests.strategies import STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London")
TALK = rg.Phase(name="talk", time=rg.between(rg.minutes(5), rg.minutes(7.5)))
LISTEN = rg.Protocol(key="x", title="X", session=TALK >> rg.Phase(name="listen"))
GROUP = rg.Group(
    members=(
        rg.Person(
            "Ann",
            profession="nurse",
            trained_in=("balint",),
            accreditation=rg.Accreditation.ACCREDITED,
            device=rg.Device.LAPTOP,
            manages=("Ben",),
        ),
        rg.Person("Ben", senior=False),
    ),
    room=rg.Room(circle=True),
    agreements=rg.Agreements(leaders_talk=rg.LeadersTalk.OPENLY, reports_outside=False),
)
MADE = (
    rg.Meeting(
        protocol=LISTEN,
        group=GROUP,
        start=START,
        slot=rg.minutes(90),
        presenters=("Ann",),
        absent=("Ben",),
        waivers=(rg.Waiver(code="RG101", reason="As agreed.", path="talk"),),
    ),
    rg.Timeline(
        (
            rg.Stretch(
                path="talk",
                start=START,
                end=START + rg.minutes(5),
                held=(rg.Held(rg.MEMBER, ("Ann", "Ben")),),
                group=1,
            ),
        )
    ),
    rg.diff(LISTEN, LISTEN.without("listen").with_phase("talk", optional=True)),
    rg.diff(
        LISTEN,
        attrs.evolve(LISTEN, session=rg.Phase(name="listen") >> rg.Phase(name="close") >> TALK),
    ),
    rg.Heads(members=rg.times(3)),
    rg.SitBack(role=rg.PRESENTER, how="listen"),
    TALK.rounds(rg.PerHolder(rg.MEMBER), rotating=(rg.COACH,)),
    rg.Price(least="1.5", most=2, currency="GBP"),  # type: ignore[arg-type]
    EXAMPLES["Budget"],
    EXAMPLES["Lock"],
    EXAMPLES["Monthly"],
    EXAMPLES["Occasion"],
    EXAMPLES["OnDates"],
    EXAMPLES["Series"],
    EXAMPLES["TurnSwap"],
)


def inside(value: object) -> Iterator[attrs.AttrsInstance]:
    """A value and every value of this library inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from inside(item)
    elif attrs.has(type(value)):
        yield value  # type: ignore[misc]
        for field in attrs.fields(type(value)):
            yield from inside(getattr(value, field.name))


def one_of_each() -> dict[type, Any]:
    """The fullest value there is of each class, from the catalogue and from the above."""
    found: dict[type, Any] = {}
    for value in inside((*rg.CATALOGUE.values(), *MADE)):
        known = found.get(type(value))
        if known is None or len(repr(value)) > len(repr(known)):
            found[type(value)] = value
    return found


EACH = one_of_each()
VALUES = [pytest.param(value, id=kind.__name__) for kind, value in EACH.items()]
NAMES = {
    **{name: getattr(rg, name) for name in rg.__all__},
    "datetime": dt,
    "Decimal": decimal.Decimal,
    "zoneinfo": zoneinfo,
    "DateTime": pendulum.DateTime,
    "Timezone": pendulum.Timezone,
    "PhaseChanges": None,
}


def test_there_is_a_value_of_every_class_of_the_model() -> None:
    public = {
        one
        for one in (getattr(rg, name) for name in rg.__all__)
        if isinstance(one, type)
        and attrs.has(one)
        and one.__module__.startswith(("reflective_groups.model", "reflective_groups.sources"))
    }
    assert public <= EACH.keys()


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_frozen_and_takes_nothing_new(value: attrs.AttrsInstance) -> None:
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, field.name)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        value.something_new = 1
    assert not hasattr(value, "__dict__")


WORKED_OUT = (
    "duration",
    "heads",
    "seating",
    "content_hash",
    "sources",
    "held",
    "members",
    "meetings",
    "occasions",
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_can_be_copied_pickled_and_hashed(value: attrs.AttrsInstance) -> None:
    for property_ in WORKED_OUT:
        getattr(value, property_, None)  # what has been worked out once must not be in the way
    twins = [copy.copy(value), copy.deepcopy(value), attrs.evolve(value)]
    twins += [pickle.loads(pickle.dumps(value, number)) for number in range(2, 6)]  # noqa: S301 -- our own
    for twin in twins:
        assert twin == value
        assert hash(twin) == hash(value)
        assert type(twin) is type(value)
    assert len({value, *twins}) == 1


@pytest.mark.parametrize("name", sorted(STRATEGIES))
@given(data=st.data())
@settings(max_examples=12)
def test_any_value_can_be_copied_pickled_and_hashed(name: str, data: st.DataObject) -> None:
    value = data.draw(STRATEGIES[name])
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 -- our own
        assert twin == value
        assert hash(twin) == hash(value)
        assert rg.content_hash(twin) == rg.content_hash(value)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_rebuilt_by_its_repr(value: attrs.AttrsInstance) -> None:
    assert eval(repr(value), dict(NAMES)) == value  # noqa: S307 -- our own repr


@pytest.mark.parametrize("value", VALUES)
def test_the_hash_of_its_content_survives_the_journey(value: attrs.AttrsInstance) -> None:
    assert rg.content_hash(copy.deepcopy(value)) == rg.content_hash(value)
    assert rg.content_hash(eval(repr(value), dict(NAMES))) == rg.content_hash(value)  # noqa: S307


@pytest.mark.parametrize("value", VALUES)
def test_it_differs_from_anything_else(value: attrs.AttrsInstance) -> None:
    assert value != repr(value)
    assert value is not None
    assert [other for other in EACH.values() if other == value] == [value]


ROWS = [
    pytest.param(value, field, id=f"{type(value).__name__}.{field.name}")
    for value in EACH.values()
    for field in attrs.fields(type(value))
    if isinstance(getattr(value, field.name), tuple)
]
SINGLES = [
    pytest.param(value, field, id=f"{type(value).__name__}.{field.name}")
    for value in EACH.values()
    for field in attrs.fields(type(value))
    if isinstance(value, Value) and not isinstance(getattr(value, field.name), tuple)
]
CHECKED_ROWS = [one for one in ROWS if isinstance(one.values[0], Value)]


@pytest.mark.parametrize(("value", "field"), ROWS)
def test_a_row_may_be_given_as_a_list_or_a_generator(
    value: attrs.AttrsInstance, field: attrs.Attribute[Any]
) -> None:
    row = getattr(value, field.name)
    for several in (list(row), (one for one in row)):
        changed = attrs.evolve(value, **{field.alias: several})
        assert changed == value
        assert type(getattr(changed, field.name)) is tuple
        assert hash(changed) == hash(value)


class Thing:
    """Nothing that any field is for."""

    def __repr__(self) -> str:
        return "a thing"


@pytest.mark.parametrize(("value", "field"), SINGLES)
def test_a_wrong_thing_is_refused_with_class_and_field(
    value: attrs.AttrsInstance, field: attrs.Attribute[Any]
) -> None:
    with pytest.raises(rg.ModelError) as error:
        attrs.evolve(value, **{field.alias: Thing()})
    assert f"{type(value).__name__}.{field.name}: must" in str(error.value)
    assert "a thing" in str(error.value)


@pytest.mark.parametrize(("value", "field"), CHECKED_ROWS)
def test_a_row_of_wrong_things_is_refused_with_class_and_field(
    value: attrs.AttrsInstance, field: attrs.Attribute[Any]
) -> None:
    wrong = tuple(Thing() for _ in getattr(value, field.name)) or (Thing(),)
    with pytest.raises(rg.ModelError) as error:
        attrs.evolve(value, **{field.alias: wrong})
    assert f"{type(value).__name__}.{field.name}: must hold" in str(error.value)
    assert "a thing" in str(error.value)


@pytest.mark.parametrize("other", ["text", b"bytes", 7, None, Thing()])
@pytest.mark.parametrize(("value", "field"), CHECKED_ROWS)
def test_what_is_no_row_is_refused_with_class_and_field(
    value: attrs.AttrsInstance,
    field: attrs.Attribute[Any],
    other: object,
) -> None:
    if other is None and isinstance(value, rg.Person) and field.name == "trained_in":
        assert attrs.evolve(value, trained_in=None).trained_in is None  # not known
        return
    with pytest.raises(rg.ModelError) as error:
        attrs.evolve(value, **{field.alias: other})
    assert f"{type(value).__name__}.{field.name}: must" in str(error.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: rg.Basis(standing="stated"),  # type: ignore[arg-type]
        lambda: rg.Basis(standing=rg.Standing.STATED, citations=("p. 3",)),  # type: ignore[arg-type]
        lambda: rg.Basis(standing=rg.Standing.STATED, note=7),  # type: ignore[arg-type]
        lambda: rg.Basis(standing=rg.Standing.STATED, of=7),  # type: ignore[arg-type]
        lambda: rg.Basis(standing=rg.Standing.STATED, citations=7),  # type: ignore[arg-type]
        lambda: rg.Citation("a book"),  # type: ignore[arg-type]
        lambda: rg.Source(key="x", title=None),  # type: ignore[arg-type]
        lambda: rg.Source(key="x", title="X", year="2024"),  # type: ignore[arg-type]
    ],
)
def test_what_a_source_cannot_be_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(rg.ModelError):
        make()


def test_a_basis_tells_itself_in_one_line() -> None:
    book = rg.Source(key="b", title="A book", authors="Ann and Ben", year=2024)
    assert str(rg.stated(book.at("p. 3"), book.at(), note="in passing")) == (
        "stated: Ann and Ben, A book (2024), p. 3; Ann and Ben, A book (2024): in passing"
    )
    assert str(rg.default(note="ours")) == "default: ours"


def test_a_message_stays_on_its_line() -> None:
    with pytest.raises(rg.ModelError) as error:
        rg.Phase(name="x", floor="y" * 500)  # type: ignore[arg-type]
    assert str(error.value) == f"Phase.floor: must be Floor, got '{'y' * 56}..."


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (rg.minutes(0), "minutes(0)"),
        (rg.minutes(5), "minutes(5)"),
        (rg.minutes(7.5), "minutes(7.5)"),
        (
            dt.timedelta(days=200_000, microseconds=1),  # too long for any field, and for a float
            "datetime.timedelta(days=200000, microseconds=1)",
        ),
    ],
)
def test_a_length_is_shown_as_what_makes_it(length: dt.timedelta, told: str) -> None:
    assert show_length(length) == told
    assert eval(told, dict(NAMES)) == length  # noqa: S307


@given(lengths)
def test_every_length_is_rebuilt_exactly(length: dt.timedelta) -> None:
    box = rg.exactly(length)
    assert eval(repr(box), dict(NAMES)) == box  # noqa: S307


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (rg.Room(), "Room"),
        (rg.Room(circle=True, every_meeting=False), "circle: yes, every meeting: no"),
        (
            rg.OnlineNeeds(
                devices=(rg.Device.COMPUTER, rg.Device.LAPTOP),
                connection=rg.Demand.REQUIRED,
                basis=(rg.default(note="ours"),),
            ),
            "devices: computer and laptop, connection: required",
        ),
        (rg.Agreements(leaders_talk=rg.LeadersTalk.OPENLY), "leaders talk: openly"),
    ],
)
def test_a_value_without_words_of_its_own_tells_what_is_set(value: Value, told: str) -> None:
    assert str(value) == told


def test_what_is_at_its_default_is_not_shown() -> None:
    assert repr(rg.Timebox()) == "Timebox()"
    assert repr(rg.Phase(name="a")) == "Phase(name='a')"
    assert repr(rg.Count(least=1)) == "Count()"


@pytest.mark.parametrize(
    "term",
    [
        member
        for name in rg.__all__
        if isinstance(kind := getattr(rg, name), type) and issubclass(kind, Term)
        for member in kind
    ],
)
def test_a_word_of_a_closed_set_is_rebuilt_by_its_repr(term: Term) -> None:
    assert eval(repr(term), dict(NAMES)) is term  # noqa: S307
    assert "_" not in str(term)
    assert pickle.loads(pickle.dumps(term)) is term  # noqa: S301


def test_bounds_are_data_that_can_be_read() -> None:
    assert Text(most=3) == Text(most=3)
    assert Number(least=0, most=1, real=True).real
    assert Length(above_zero=True) != Length()
    assert Many(of=str).most == 200
    assert Kind(int).of is int


@pytest.mark.parametrize(
    ("bound", "good", "bad"),
    [
        (Kind(int), 1, True),
        (Kind(bool), True, 1),
        (Kind(str, optional=True), None, 1),
        (Number(least=0, most=3, real=True), 2.5, "2.5"),
        (Number(least=0, most=3), 3, 2.0),
        (Number(least=0, most=3, optional=True), None, 4),
        (Length(optional=True), None, rg.minutes(-1)),
        (Length(above_zero=True), rg.minutes(1), rg.minutes(0)),
        (Text(pattern="a+", form="some a"), "aa", "b"),
        (Many(of=(int, str), least=1, most=2), (1, "a"), ()),
    ],
)
def test_a_bound_lets_the_good_pass_and_stops_the_bad(
    bound: Callable[..., None], good: object, bad: object
) -> None:
    name = attrs.fields(rg.Role).name
    bound(rg.MEMBER, name, good)
    with pytest.raises(rg.ModelError, match=r"Role\.name: must"):
        bound(rg.MEMBER, name, bad)
