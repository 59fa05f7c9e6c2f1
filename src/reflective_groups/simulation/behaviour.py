"""How people take turns: every parameter with its unit, and with what it rests on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from reflective_groups.errors import ModelError, UnknownKeyError
from reflective_groups.model.value import Kind, Many, Number, Term, Text, Value
from reflective_groups.sources import Basis, Cited, default, derived, stated, to_bases
from reflective_groups.sources.bibliography import M1, M2, M3, M4

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPREAD = Number(least=0, most=5, real=True)
_FACTOR = Number(least=1e-6, most=1e6, real=True)
_MEAN = Number(least=-10, most=10, real=True)
_CHANCE = Number(least=0, most=0.999999, real=True)
_SHARE = Number(least=0, most=1, real=True)


class Kernel(Term):
    """Who comes next in an open discussion."""

    POWER = "power"
    """By liking to talk, and less the more turns ago one last spoke: (k - 1) ** -gamma."""
    EXPONENTIAL = "exponential"
    """The same with a memory that fades faster: 1 + boost * fade ** (k - 2)."""
    RECOVERY = "recovery"
    """Nobody just after speaking, and then more by the same step every turn; a counter-example."""
    FLOOR = "floor"
    """Two people hold the floor together until somebody breaks in, after Parker (1988)."""
    GO_ROUND = "go_round"
    """One after the other in a fixed order."""
    ALTERNATE = "alternate"
    """Every other turn is that of the same person, who answers the others."""


@attrs.frozen(kw_only=True, repr=False)
class Behaviour(Value, Cited):
    """How people take turns where a protocol leaves it to them.

    >>> talk = Behaviour(name="ours", sigma=0.4, gamma=0.5)
    >>> str(talk)
    'ours: power, sigma 0.4, gamma 0.5'

    Who speaks next: `sigma` is the standard deviation of the logarithm of how much people like to
    talk; `gamma` is how fast the chance to speak again falls with the turns since one last spoke
    (0 is no memory). `boost` and `fade` are those of the exponential memory, `recovery` is the step
    of the kernel of that name, `stays` and `returns` are the chances that the one before the last
    speaks again if that is how the last turn came about, and if not.

    How long: the logarithm of the words of a turn is normal around `words_mean`, with
    `words_by_share` for each unit by which one's liking to talk exceeds the average, and with the
    standard deviations `words_between` people and `words_within` a person, at `words_a_minute`,
    pauses within a turn included.
    Before a turn lies a gap or, with the chance `overlapped`, an overlap, in seconds, of which
    `gap_mean`, `gap_spread`, `overlap_mean` and `overlap_spread` give mean and standard deviation
    of the logarithm. In a go-round a turn is its share of the time, give or take `round_spread`
    (standard deviation of the logarithm).

    `leader` and `observer` multiply how often whoever leads or observes speaks in an open
    discussion. They are inputs to vary, and estimates of nothing.

    Nothing here was measured in reflective groups: no such data were found. Raises `ModelError`
    for a number outside its range.
    """

    name: str = attrs.field(default="", validator=Text(most=60))
    kernel: Kernel = attrs.field(default=Kernel.POWER, validator=Kind(Kernel))
    sigma: float = attrs.field(default=0.6, validator=_SPREAD)
    gamma: float = attrs.field(default=0.6, validator=Number(least=0, most=10, real=True))
    boost: float = attrs.field(default=0.0, validator=Number(least=0, most=1e6, real=True))
    fade: float = attrs.field(default=0.5, validator=_SHARE)
    recovery: float = attrs.field(default=0.1, validator=Number(least=1e-6, most=1, real=True))
    stays: float = attrs.field(default=0.657, validator=_CHANCE)
    returns: float = attrs.field(default=0.469, validator=_CHANCE)
    words_mean: float = attrs.field(default=3.0, validator=_MEAN)
    words_by_share: float = attrs.field(default=0.21, validator=_MEAN)
    words_between: float = attrs.field(default=0.26, validator=_SPREAD)
    words_within: float = attrs.field(default=0.95, validator=_SPREAD)
    words_a_minute: float = attrs.field(
        default=188.0, validator=Number(least=1, most=10_000, real=True)
    )
    overlapped: float = attrs.field(default=0.362, validator=_SHARE)
    gap_mean: float = attrs.field(default=-1.124, validator=_MEAN)
    gap_spread: float = attrs.field(default=1.155, validator=_SPREAD)
    overlap_mean: float = attrs.field(default=-1.438, validator=_MEAN)
    overlap_spread: float = attrs.field(default=1.144, validator=_SPREAD)
    round_spread: float = attrs.field(default=0.3, validator=_SPREAD)
    leader: float = attrs.field(default=1.0, validator=_FACTOR)
    observer: float = attrs.field(default=1.0, validator=_FACTOR)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=to_bases, validator=Many(of=Basis))

    def __str__(self) -> str:
        told = {
            Kernel.POWER: f", sigma {self.sigma:g}, gamma {self.gamma:g}",
            Kernel.EXPONENTIAL: (
                f", sigma {self.sigma:g}, boost {self.boost:g}, fade {self.fade:g}"
            ),
            Kernel.RECOVERY: f", sigma {self.sigma:g}, recovery {self.recovery:g}",
            Kernel.FLOOR: f", sigma {self.sigma:g}, {self.stays:g} or {self.returns:g}",
        }
        name = f"{self.name}: " if self.name else ""
        return f"{name}{self.kernel}{told.get(self.kernel, '')}"


_CORPUS = (M1.at(), M2.at())
_TIMING = (
    derived(
        *_CORPUS,
        of=("overlapped", "gap_mean", "gap_spread", "overlap_mean", "overlap_spread"),
        note="measured between all turns of 75 recorded meetings, backchannels left out",
    ),
    derived(
        *_CORPUS,
        of="words_a_minute",
        note="the mean words of a turn over its mean seconds in 75 recorded meetings, both by "
        "their fitted laws; pauses within a turn count, without which it would be 239",
    ),
    default(
        ("round_spread", "leader", "observer"),
        note="no figure was found; to be varied, and an estimate of nothing",
    ),
)
_LENGTHS = ("words_mean", "words_by_share", "words_between", "words_within")
_FORM = derived(
    M3.at(),
    of="kernel",
    note="liking to talk and turns since one last spoke, as there; a power law in place of the "
    "exponential memory, since it fitted the recorded meetings better at every size",
)
_LONGER = derived(
    *_CORPUS, of=_LENGTHS, note="turns of five words or more, in 75 recorded research meetings"
)
_ALL_TURNS: dict[str, Any] = {
    "words_mean": 1.86,
    "words_by_share": 0.23,
    "words_between": 0.29,
    "words_within": 1.31,
}
_ALL = derived(*_CORPUS, of=_LENGTHS, note="all turns of 75 recorded research meetings")


def _regimes(size: int, stays: float, returns: float) -> Behaviour:
    return Behaviour(
        name=f"floor_{size}",
        kernel=Kernel.FLOOR,
        sigma=0.5,
        stays=stays,
        returns=returns,
        **_ALL_TURNS,
        basis=(
            stated(M4.at(), of="kernel", note="two people hold the floor, or nobody does"),
            derived(
                *_CORPUS,
                of=("stays", "returns"),
                note=f"recorded meetings of {size}; other sizes differ",
            ),
            default("sigma", note="taken from 'meeting'"),
            _ALL,
            *_TIMING,
        ),
    )


PRESETS: Final[Mapping[str, Behaviour]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Behaviour(
                name="contribution",
                sigma=0.6,
                gamma=0.6,
                basis=(
                    _FORM,
                    derived(
                        *_CORPUS,
                        of=("sigma", "gamma"),
                        note="fitted to turns of five words or more in 38 meetings of 4, 6 and 8; "
                        "nearest to a contribution in a facilitated group, and not measured in one",
                    ),
                    _LONGER,
                    *_TIMING,
                ),
            ),
            Behaviour(
                name="meeting",
                sigma=0.5,
                gamma=0.7,
                **_ALL_TURNS,
                basis=(
                    _FORM,
                    derived(
                        *_CORPUS,
                        of=("sigma", "gamma"),
                        note="fitted to all turns in 38 meetings of 4, 6 and 8",
                    ),
                    _ALL,
                    *_TIMING,
                ),
            ),
            Behaviour(
                name="strangers",
                sigma=0.45,
                gamma=0.22,
                **_ALL_TURNS,
                basis=(
                    _FORM,
                    derived(
                        of=("sigma", "gamma"),
                        note="fitted to recordings of role-played design teams of four, which our "
                        "notes do not name; lengths are those of 'meeting'",
                    ),
                    _ALL,
                    *_TIMING,
                ),
            ),
            Behaviour(
                name="no_memory",
                sigma=0.95,
                gamma=0.0,
                **_ALL_TURNS,
                basis=(
                    default(
                        ("kernel", "sigma", "gamma"),
                        note="a counter-example: it has the shares of recorded meetings, and about "
                        "half as often the one before the last speaks again",
                    ),
                    _ALL,
                    *_TIMING,
                ),
            ),
            _regimes(4, 0.741, 0.513),
            _regimes(6, 0.657, 0.469),
            _regimes(8, 0.576, 0.412),
            Behaviour(
                name="go_round",
                kernel=Kernel.GO_ROUND,
                basis=(
                    default(("kernel", "sigma"), note="a fixed order, for comparison"),
                    _LONGER,
                    *_TIMING,
                ),
            ),
            Behaviour(
                name="alternate",
                kernel=Kernel.ALTERNATE,
                basis=(
                    default(("kernel", "sigma"), note="questions and answers, for comparison"),
                    _LONGER,
                    *_TIMING,
                ),
            ),
        )
    }
)
"""Behaviours by name; `contribution` is the one for reflective phases."""


def to_behaviour(given: Behaviour | str) -> Behaviour:
    """A behaviour, or the preset of a name.

    >>> to_behaviour("meeting").gamma
    0.7

    Raises `UnknownKeyError` where there is no such preset.
    """
    if isinstance(given, Behaviour):
        return given
    if not isinstance(given, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"a behaviour is a Behaviour or the name of one, got {given!r:.60}"
        raise ModelError(message)
    if given not in PRESETS:
        message = f"no behaviour {given!r}; there is {', '.join(PRESETS)}"
        raise UnknownKeyError(message)
    return PRESETS[given]
