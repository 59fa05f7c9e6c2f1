"""Sessions drawn at random: how people take turns, what many sessions come to, and how they differ.

No turn-level data of reflective groups were found. The model is held to recorded meetings of other
kinds, up to eight people; what is simulated is no estimate for a Balint group.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reflective_groups.errors import MissingExtraError

if TYPE_CHECKING:
    from reflective_groups.simulation.behaviour import PRESETS as PRESETS
    from reflective_groups.simulation.behaviour import Behaviour as Behaviour
    from reflective_groups.simulation.behaviour import Kernel as Kernel
    from reflective_groups.simulation.circumstances import ALLEN_2018 as ALLEN_2018
    from reflective_groups.simulation.circumstances import Circumstances as Circumstances
    from reflective_groups.simulation.circumstances import Late as Late
    from reflective_groups.simulation.circumstances import Pace as Pace
    from reflective_groups.simulation.comparing import Comparison as Comparison
    from reflective_groups.simulation.comparing import compare as compare
    from reflective_groups.simulation.conversation import Conversation as Conversation
    from reflective_groups.simulation.conversation import converse as converse
    from reflective_groups.simulation.estimate import Estimate as Estimate
    from reflective_groups.simulation.outcome import Measure as Measure
    from reflective_groups.simulation.outcome import Outcome as Outcome
    from reflective_groups.simulation.outcome import simulate as simulate
    from reflective_groups.simulation.running import Progress as Progress
    from reflective_groups.simulation.study import Study as Study
    from reflective_groups.simulation.sweeping import Sweep as Sweep
    from reflective_groups.simulation.sweeping import problem as problem
    from reflective_groups.simulation.sweeping import sweep as sweep
    from reflective_groups.simulation.traces import SPEAKER as SPEAKER
    from reflective_groups.simulation.traces import Trace as Trace
    from reflective_groups.simulation.varying import vary as vary
    from reflective_groups.simulation.watching import watch as watch

__all__ = [
    "ALLEN_2018",
    "PRESETS",
    "SPEAKER",
    "Behaviour",
    "Circumstances",
    "Comparison",
    "Conversation",
    "Estimate",
    "Kernel",
    "Late",
    "Measure",
    "Outcome",
    "Pace",
    "Progress",
    "Study",
    "Sweep",
    "Trace",
    "compare",
    "converse",
    "problem",
    "simulate",
    "sweep",
    "vary",
    "watch",
]

_HOMES = {
    "behaviour": ("Behaviour", "Kernel", "PRESETS"),
    "circumstances": ("ALLEN_2018", "Circumstances", "Late", "Pace"),
    "comparing": ("Comparison", "compare"),
    "conversation": ("Conversation", "converse"),
    "estimate": ("Estimate",),
    "outcome": ("Measure", "Outcome", "simulate"),
    "running": ("Progress",),
    "study": ("Study",),
    "sweeping": ("Sweep", "problem", "sweep"),
    "traces": ("SPEAKER", "Trace"),
    "varying": ("vary",),
    "watching": ("watch",),
}


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        module = importlib.import_module(f"{__name__}.{home}")
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        message = "simulation needs an extra: pip install 'reflective-groups[simulation]'"
        raise MissingExtraError(message) from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
