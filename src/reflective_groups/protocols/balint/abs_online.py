"""A series of eight online groups of the American Balint Society."""

from __future__ import annotations

from reflective_groups.model.frame import (
    Clause,
    Demand,
    Fees,
    Frame,
    GroupSize,
    OnlineNeeds,
    Price,
    SeriesNeeds,
)
from reflective_groups.model.protocol import Protocol
from reflective_groups.model.timebox import Timebox, exactly, minutes, times
from reflective_groups.protocols.balint.care import CARE
from reflective_groups.protocols.balint.classic import CASE, SIZE_BOUNDS, cases
from reflective_groups.protocols.balint.training import LEADERSHIP
from reflective_groups.sources import derived, silent, stated
from reflective_groups.sources.bibliography import B12, B15

ABS_ONLINE = Protocol(
    key="balint.abs_online",
    title="Online Balint series (American Balint Society)",
    family="balint",
    summary="Eight monthly meetings online: an hour each, and an hour and a half for the first.",
    session=cases(CASE),
    slot=Timebox(least=minutes(60), usual=minutes(60), most=minutes(90)),
    size=GroupSize(
        absolute_least=4,
        absolute_most=15,
        basis=(SIZE_BOUNDS, silent(of=("least", "most"), note="no size is known")),
    ),
    leadership=LEADERSHIP,
    frame=Frame(
        regular_attendance=Demand.ADVISED,
        basis=(
            stated(B15.at(), of="regular_attendance", note="at all, and 6 of 8 for credit"),
            silent(of="confidentiality", note="nothing is known of it"),
        ),
    ),
    online=OnlineNeeds(
        basis=(silent(B15.at(), note="it meets online; what that asks for is not known"),)
    ),
    rhythm="Monthly, eight meetings.",
    series=SeriesNeeds(
        meetings=times(8),
        attend=6,
        attend_of=8,
        opening=exactly(minutes(90)),
        supervisions_a_year=6,
        basis=(
            stated(B15.at(), of=("meetings", "opening")),
            derived(
                B12.at(),
                of="supervisions_a_year",
                note="the society's pathway for leaders, not the page of this series: at least 12 "
                "recorded sessions over 2 years",
            ),
            stated(
                B15.at(),
                of=("attend", "attend_of"),
                note="for credit; members are expected at all of them",
            ),
        ),
    ),
    fees=Fees(
        member_session=Price(least=25, most=40, currency="USD"),
        basis=(
            derived(
                B15.at(),
                of="member_session",
                note="200 or 320 dollars for eight meetings, told by the meeting",
            ),
        ),
    ),
    cautions=CARE,
    practice=(
        Clause(
            "attendance",
            "Members are expected at all 8 meetings and need 6 for credit.",
            basis=(stated(B15.at()),),
        ),
    ),
    basis=(
        stated(B15.at()),
        stated(B15.at(), of="slot", note="90 minutes are for the first meeting only"),
    ),
)
