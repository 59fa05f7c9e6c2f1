"""The controls as a widget that Jupyter and marimo show: JavaScript asks, Python answers."""

from __future__ import annotations

import contextlib
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

import anywidget
import attrs
import traitlets

from reflective_groups.display.html import STYLE
from reflective_groups.errors import ReflectiveGroupsError
from reflective_groups.widget.explorer import Controls, answer, moved, page

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from reflective_groups.errors import Infeasible
    from reflective_groups.model.frame import Setting
    from reflective_groups.model.meeting import Meeting
    from reflective_groups.model.protocol import Protocol
    from reflective_groups.planning.fit import Fit
    from reflective_groups.rules.finding import Report
    from reflective_groups.rules.repair import Repair
    from reflective_groups.widget.explorer import Time

    _Widget = traitlets.HasTraits  # as far as it has types
else:
    _Widget = anywidget.AnyWidget

_HERE = resources.files("reflective_groups.widget")


class Explorer(_Widget):
    """Controls for a protocol, with what becomes of it; made by `explore`.

    >>> from reflective_groups import Setting, exactly, explore, minutes
    >>> from reflective_groups.protocols import balint
    >>> w = explore(balint.SCHOOL, slot=minutes(45))
    >>> w.setting = Setting.ONLINE
    >>> w.set_time("discuss", exactly(minutes(25)))
    >>> w.leave_out("clarify")
    >>> [path for path, _ in w.protocol.phases], str(w.meeting.group)
    (['choose', 'present', 'discuss', 'return'], '6 members and 1 leader, online')

    `slot`, `members`, `leaders`, `setting` and `protocol` can be read and set; to set the protocol
    is to begin again with another one. `meeting`, `report` and `fit` are what the library says of
    where the controls stand; where no fit is possible `fit` is `None`, and `infeasible` is the
    exception that says why. `observe` with the name `answered` tells of every change. Raises
    `ModelError` for a number that cannot be, and `PathError` for a phase that is not there; the
    controls then stay where they were.
    """

    _esm = _HERE.joinpath("widget.js").read_text(encoding="utf-8")
    _css = STYLE + _HERE.joinpath("widget.css").read_text(encoding="utf-8")
    answered: traitlets.Dict[str, object] = traitlets.Dict(help="what the page shows").tag(
        sync=True
    )

    def __init__(
        self,
        protocol: Protocol,
        *,
        slot: dt.timedelta | None = None,
        members: int | None = None,
        leaders: int | None = None,
        setting: Setting,
    ) -> None:
        first = Controls.of(protocol, slot=slot, members=members, leaders=leaders, setting=setting)
        self._first, self._found, self._turn = first, answer(first), 0
        super().__init__(answered=self._page())
        cast("Any", self).on_msg(self._heard)  # ipywidgets has no types

    @property
    def slot(self) -> dt.timedelta:
        """How long the meeting is."""
        return self._found.controls.slot

    @slot.setter
    def slot(self, slot: dt.timedelta) -> None:
        self._move(attrs.evolve(self._found.controls, slot=slot))

    @property
    def members(self) -> int:
        """How many members are there."""
        return self._found.controls.members

    @members.setter
    def members(self, members: int) -> None:
        self._move(attrs.evolve(self._found.controls, members=members))

    @property
    def leaders(self) -> int:
        """How many leaders are there."""
        return self._found.controls.leaders

    @leaders.setter
    def leaders(self, leaders: int) -> None:
        self._move(attrs.evolve(self._found.controls, leaders=leaders))

    @property
    def setting(self) -> Setting:
        """Where they meet."""
        return self._found.controls.setting

    @setting.setter
    def setting(self, setting: Setting) -> None:
        self._move(attrs.evolve(self._found.controls, setting=setting))

    @property
    def protocol(self) -> Protocol:
        """The variant that the controls make."""
        return self._found.controls.protocol

    @protocol.setter
    def protocol(self, protocol: Protocol) -> None:
        here = self._found.controls
        self._move(attrs.evolve(here, given=protocol, times=(), left_out=()))

    @property
    def times(self) -> Mapping[str, Time]:
        """The phases that were given another time, by their paths."""
        return dict(self._found.controls.times)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The paths of the phases that are left out."""
        return self._found.controls.left_out

    @property
    def meeting(self) -> Meeting:
        """A meeting of that variant, with people of whom nothing is known but how many."""
        return self._found.controls.meeting

    @property
    def report(self) -> Report:
        """What `check` finds in that meeting."""
        return self._found.report

    @property
    def fit(self) -> Fit | None:
        """The slot shared out, or `None` where not all bounds can be kept."""
        return self._found.fit

    @property
    def infeasible(self) -> Infeasible | None:
        """Why there is no fit, with what clashes and what would help."""
        return self._found.infeasible

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What would help; each is a button."""
        return tuple(repair for _, repair in self._found.repairs)

    def set_time(self, path: str, time: Time | None) -> None:
        """Give a phase another time, or with `None` the one it had.

        >>> from reflective_groups import exactly, explore, minutes
        >>> from reflective_groups.protocols import balint
        >>> w = explore(balint.SCHOOL)
        >>> w.set_time("present", exactly(minutes(5)))
        >>> str(w.protocol.phase("present").time)
        '5 min'
        """
        self._move(self._found.controls.with_time(path, time))

    def leave_out(self, path: str) -> None:
        """Leave a phase out.

        >>> from reflective_groups import explore
        >>> from reflective_groups.protocols import balint
        >>> w = explore(balint.SCHOOL)
        >>> w.leave_out("clarify")
        >>> w.left_out
        ('clarify',)
        """
        self._move(self._found.controls.without(path))

    def put_back(self, path: str) -> None:
        """Put a phase back that was left out.

        >>> from reflective_groups import explore
        >>> from reflective_groups.protocols import balint
        >>> w = explore(balint.SCHOOL)
        >>> w.leave_out("clarify")
        >>> w.put_back("clarify")
        >>> w.left_out
        ()
        """
        self._move(self._found.controls.with_again(path))

    def apply(self, repair: Repair) -> None:
        """Make a repair, as its button does.

        >>> from reflective_groups import explore, in_words, minutes
        >>> from reflective_groups.protocols import balint
        >>> w = explore(balint.SCHOOL, slot=minutes(39))
        >>> w.apply(w.repairs[0])
        >>> in_words(w.slot)
        '40 min'
        """
        self._move(self._found.controls.mended(repair))

    def start_again(self) -> None:
        """Put every control back to where it stood at first.

        >>> from reflective_groups import explore, in_words, minutes
        >>> from reflective_groups.protocols import balint
        >>> w = explore(balint.SCHOOL)
        >>> w.slot = minutes(90)
        >>> w.start_again()
        >>> in_words(w.slot)
        '40 min'
        """
        self._move(self._first)

    def _move(self, controls: Controls, to: str = "") -> None:
        self._found = answer(controls)
        self._turn += 1
        self.answered = self._page(to)

    def _page(self, to: str = "") -> dict[str, object]:
        """What is shown, which of the answers it is, and to which question."""
        return {**page(self._found, first=self._first), "turn": self._turn, "to": to}

    def _heard(self, _widget: object, told: object, _buffers: object) -> None:
        """Answer the page, whatever it asks: it waits for that."""
        asked = cast("dict[str, Any]", told) if isinstance(told, dict) else {}
        to = str(asked.get("to", ""))
        try:
            with contextlib.suppress(ReflectiveGroupsError):
                self._move(self._asked(asked), to)
        finally:
            if self.answered["to"] != to:
                self.answered = self._page(to)

    def _asked(self, asked: Mapping[str, Any]) -> Controls:
        here = self._first if asked.get("again") else self._found.controls
        place, known = asked.get("repair"), self._found.repairs
        if asked.get("turn") == self._turn and isinstance(place, int) and 0 <= place < len(known):
            here = here.mended(known[place][1])  # and not where it was an answer to something else
        return moved(here, asked)
