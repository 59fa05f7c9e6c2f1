"""What the rules about leaders, places and agreements see, and what they leave alone."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import attrs
import pytest

import reflective_groups as rg
from reflective_groups import (
    Accreditation,
    Confidentiality,
    Demand,
    Device,
    LeadersTalk,
    Meeting,
    Person,
    Phase,
    Protocol,
    Room,
    Setting,
)
from reflective_groups.protocols import balint
from reflective_groups.rules.examples import MEETING, ONLINE, PROTOCOL, regroup, remake
from reflective_groups.sources.bibliography import S1, S3

T = TypeVar("T")

LENA, LUIS = MEETING.group.leaders
ANN, BEN, *OTHERS = MEETING.group.members


def evolved(value: T, **changes: object) -> T:
    return cast("T", attrs.evolve(cast("Any", value), **changes))


def led(*leaders: Person | str, **changes: object) -> Meeting:
    return regroup(MEETING, leaders=leaders, **changes)


def asking(meeting: Meeting, **changes: object) -> Meeting:
    return remake(meeting, leadership=evolved(meeting.protocol.leadership, **changes))


def framed(meeting: Meeting, **changes: object) -> Meeting:
    return remake(meeting, frame=evolved(meeting.protocol.frame, **changes))


def needing(meeting: Meeting, **changes: object) -> Meeting:
    return remake(meeting, online=evolved(meeting.protocol.online, **changes))


def agreeing(meeting: Meeting, **changes: object) -> Meeting:
    return regroup(meeting, agreements=evolved(meeting.group.agreements, **changes))


def away(meeting: Meeting, *names: str) -> Meeting:
    return attrs.evolve(meeting, absent=names)


def of(code: str, subject: Protocol | Meeting) -> tuple[rg.Finding, ...]:
    return tuple(one for one in rg.check(subject) if one.code == code)


def only(code: str, subject: Protocol | Meeting) -> rg.Finding:
    (finding,) = of(code, subject)
    return finding


def codes(subject: Protocol | Meeting) -> set[str]:
    return set(rg.check(subject).codes)


# What is not known, and what nobody asks


@pytest.mark.parametrize("setting", Setting)
def test_a_group_of_names_alone_is_only_asked_whether_a_leader_is_trained(setting: Setting) -> None:
    group = rg.Group(
        members=tuple(one.name for one in MEETING.group.members),
        leaders=("Lena", "Luis"),
        setting=setting,
        room=Room(),
        visible_on_screen=12,
    )
    assert codes(attrs.evolve(MEETING, group=group)) == {"RG303"}


def test_a_protocol_that_asks_for_nothing_gets_no_finding_about_people() -> None:
    bad = Person(
        "Kim",
        trained_in=(),
        accreditation=Accreditation.NONE,
        was_member=False,
        supervised=False,
        psychodynamic=False,
        profession="cook",
        device=Device.PHONE,
        good_connection=False,
        manages=("Ann", "Ben"),
        senior=True,
    )
    group = attrs.evolve(
        ONLINE.group,
        leaders=(bad,),
        members=(attrs.evolve(ANN, manages=("Ben",), senior=True), BEN, *OTHERS),
        setting=Setting.HYBRID,
        room=Room(circle=False, every_meeting=False, undisturbed=False, unheard=False),
        agreements=rg.Agreements(
            ground_rules=False,
            confidentiality=Confidentiality.UNSTATED,
            voluntary_presenting=False,
            reports_outside=True,
            leaders_talk=LeadersTalk.PRIVATELY,
            interviewed=False,
            speaking_signal=False,
        ),
    )
    silent = remake(
        attrs.evolve(MEETING, group=group),
        family="ours",
        leadership=rg.Leadership(),
        frame=rg.Frame(),
        online=rg.OnlineNeeds(),
        room=rg.RoomNeeds(),
    )
    assert {code for code in codes(silent) if code[2] in "356"} == {"RG605"}
    nowhere = remake(silent, online=None, room=None)
    assert {code for code in codes(nowhere) if code[2] in "356"} == {"RG510", "RG605"}
    balint = remake(silent, family="balint")
    assert {code for code in codes(balint) if code[2] in "356"} == {"RG312", "RG313", "RG605"}


def test_what_is_only_ideal_is_never_an_error() -> None:
    boss = attrs.evolve(LENA, manages=("Ann",), senior=True, was_member=False, trained_in=())
    peer = attrs.evolve(ANN, manages=("Ben",))
    group = regroup(MEETING, leaders=(boss,), members=(peer, BEN, *OTHERS))
    group = agreeing(group, voluntary_presenting=False, reports_outside=True)
    ideal = Demand.IDEAL
    wish = asking(group, trained=ideal, member_experience=ideal, independent=ideal)
    wish = framed(
        wish,
        peers_only=ideal,
        seniors_outside=ideal,
        voluntary_presenting=ideal,
        no_reporting=ideal,
    )
    assert rg.check(wish).ok
    assert not rg.check(group).ok


# How many leaders


def test_with_no_leader_at_all_only_their_absence_is_found() -> None:
    assert codes(led()) == {"RG301"}
    assert codes(regroup(ONLINE, leaders=())) == {"RG301"}


def test_no_leader_is_no_finding_where_none_is_needed() -> None:
    assert codes(asking(regroup(ONLINE, leaders=()), least=0)) == set()
    assert codes(asking(led(), least=0)) == set()


def test_a_leader_who_is_away_does_not_lead() -> None:
    finding = only("RG301", away(MEETING, "Lena", "Luis"))
    assert finding.path == "group.leaders"
    assert finding.message == "No leader there; at least 1 is needed."
    assert finding.evidence == ("away this time: Lena and Luis",)
    assert codes(away(MEETING, "Luis")) == {"RG304"}


def test_too_few_is_told_with_both_numbers_and_not_told_twice() -> None:
    two = asking(led(LENA), least=2)
    assert only("RG301", two).message == "1 leader there; at least 2 are needed."
    assert only("RG301", two).evidence == ()
    assert "RG304" not in codes(two)
    online = asking(regroup(ONLINE, leaders=(LENA,)), least=2)
    assert "RG305" not in codes(online)


def test_preferred_numbers_differ_between_room_and_screen() -> None:
    three = asking(MEETING, preferred=2, preferred_online=3, most=4)
    assert codes(three) == set()
    online = asking(ONLINE, preferred=2, preferred_online=3, most=4)
    finding = only("RG305", online)
    assert finding.severity is rg.Severity.WARNING
    assert "2 leaders there; 3 are recommended online" in finding.message
    assert "RG304" not in codes(online)
    assert "1 leader there" in only("RG305", away(ONLINE, "Luis")).message


def test_what_is_preferred_anywhere_is_preferred_online_too() -> None:
    alone = asking(regroup(ONLINE, leaders=(LENA,)), preferred_online=None)
    assert only("RG304", alone).message == "1 leader can do; 2 are preferred."


def test_a_group_with_some_in_the_room_and_some_on_screens_is_led_as_one_online() -> None:
    assert "RG305" in codes(led(LENA, setting=Setting.HYBRID, visible_on_screen=12))


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (1, "2 leaders there; the source has 1 at most."),
        (0, "2 leaders there; the source has none."),
    ],
)
def test_more_leaders_than_the_source_has_is_advice(most: int, told: str) -> None:
    finding = only("RG316", asking(MEETING, least=0, preferred=None, most=most))
    assert (finding.message, finding.severity) == (told, rg.Severity.ADVICE)
    assert "RG316" not in codes(asking(MEETING, most=None))


def test_a_leader_who_is_away_is_not_one_too_many() -> None:
    third = attrs.evolve(LENA, name="Lia")
    assert "RG316" in codes(led(LENA, LUIS, third))
    assert "RG316" not in codes(away(led(LENA, LUIS, third), "Lia"))


# What leaders are trained in


def test_an_untrained_leader_is_an_error_that_says_what_to_hold_instead() -> None:
    finding = only("RG302", led(Person("Kim", trained_in=()), setting=Setting.IN_PERSON))
    assert finding.path == "group.leaders[Kim]"
    assert finding.message == (
        "Kim lists no training in the Balint method, and nobody who leads is known to have it. "
        "Untrained leading can do great harm. Advised instead: Hold a peer-support group."
    )
    assert {S1.at("001-12"), S1.at("001-28"), S1.at("001-32")} <= set(finding.citations)


def test_training_in_something_else_is_not_the_training_that_is_asked_for() -> None:
    assert len(of("RG302", led(Person("Kim", trained_in=("coaching", "mediation"))))) == 1


def test_each_untrained_leader_is_named_where_nobody_is_known_to_be_trained() -> None:
    group = led(Person("Kim", trained_in=()), Person("Lee", trained_in=()), Person("Max"))
    paths = [one.path for one in of("RG302", group)]
    assert paths == ["group.leaders[Kim]", "group.leaders[Lee]"]
    assert of("RG303", group) == (), "RG302 has said it already"


def test_learning_beside_a_trained_leader_is_part_of_the_training() -> None:
    group = led(LENA, Person("Kim", trained_in=()))
    assert codes(group) == set()
    assert len(of("RG302", away(group, "Lena"))) == 1, "nobody to learn from this time"


def test_nobody_is_called_untrained_of_whom_it_is_not_known() -> None:
    finding = only("RG303", led(Person("Kim"), "Lee"))
    assert finding.message.startswith(
        "Nothing says that any leader there has training in the Balint method; it is required."
    )
    assert finding.evidence == ("not known of Kim and Lee",)
    assert "RG303" in codes(away(led(LENA, "Kim"), "Lena"))


@pytest.mark.parametrize(
    ("leaders", "told", "evidence"),
    [
        (
            (Person("Kim", trained_in=()),),
            "No leader there has training in the Balint method; it is advised.",
            (),
        ),
        (
            (Person("Kim", trained_in=()), Person("Lee")),
            "Nothing says that any leader there has training in the Balint method; it is advised.",
            ("not known of Lee",),
        ),
    ],
)
def test_where_training_is_only_advised_its_lack_is_a_warning(
    leaders: tuple[Person, ...], told: str, evidence: tuple[str, ...]
) -> None:
    group = asking(led(*leaders), trained=Demand.ADVISED, instead="")
    finding = only("RG303", group)
    assert (finding.severity, finding.message) == (rg.Severity.WARNING, told)
    assert finding.evidence == evidence
    assert of("RG302", group) == ()


def test_any_training_will_do_where_the_protocol_does_not_say_which() -> None:
    some = asking(led(Person("Kim", trained_in=("mediation",))), discipline="")
    assert {"RG302", "RG303"} & codes(some) == set()
    none = asking(led(Person("Kim", trained_in=())), discipline="")
    assert "no training as a leader" in only("RG302", none).message
    assert "RG303" in codes(asking(led("Kim"), discipline=""))


def test_other_disciplines_are_called_by_their_own_name() -> None:
    group = asking(led(Person("Kim", trained_in=())), discipline="action_learning")
    assert "training in action learning" in only("RG302", group).message


def test_the_notice_cites_where_the_protocol_has_its_own_demand_from() -> None:
    uk = remake(led("Kim"), leadership=balint.UK.leadership)
    finding = only("RG303", uk)
    assert {S3.at("003-16"), S3.at("003-17"), S1.at("001-32")} <= set(finding.citations)


# What else is asked of leaders


def test_accreditation_online_counts_who_is_known_and_who_may_be() -> None:
    learner = attrs.evolve(LUIS, accreditation=Accreditation.WORKING_TOWARDS)
    unsaid = attrs.evolve(LUIS, accreditation=None)
    assert codes(regroup(ONLINE, leaders=(LENA, learner))) == set()
    both = asking(regroup(ONLINE, leaders=(LENA, learner)), accredited_online=2)
    assert only("RG306", both).message == (
        "2 leaders there, 1 of them known to be accredited; online there should be at least 2."
    )
    assert codes(asking(regroup(ONLINE, leaders=(LENA, unsaid)), accredited_online=2)) == set()
    short = asking(
        regroup(ONLINE, leaders=(attrs.evolve(learner, name="Lou"), unsaid)), accredited_online=2
    )
    finding = only("RG306", short)
    assert finding.message.startswith("2 leaders there, none of them known to be accredited")
    assert finding.evidence == ("not known of Luis",)


def test_accreditation_online_is_not_asked_in_a_room() -> None:
    learners = tuple(
        attrs.evolve(one, accreditation=Accreditation.WORKING_TOWARDS) for one in (LENA, LUIS)
    )
    assert codes(led(*learners)) == set()
    assert codes(regroup(ONLINE, leaders=learners)) == {"RG306"}
    assert "RG306" in codes(away(regroup(ONLINE, leaders=(LENA, learners[1])), "Lena"))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (Accreditation.NONE, {"RG307"}),
        (Accreditation.WORKING_TOWARDS, set[str]()),
        (None, set[str]()),
    ],
)
def test_one_leader_on_the_way_to_accreditation_is_enough_in_a_room(
    second: Accreditation | None, expected: set[str]
) -> None:
    none = attrs.evolve(LENA, accreditation=Accreditation.NONE)
    assert codes(led(none, attrs.evolve(LUIS, accreditation=second))) == expected
    assert "RG307" in codes(away(led(none, attrs.evolve(LUIS, accreditation=second)), "Luis"))


@pytest.mark.parametrize(
    ("field", "code"), [("was_member", "RG308"), ("supervised", "RG309")], ids=["member", "seen"]
)
def test_each_leader_there_is_looked_at_on_their_own(field: str, code: str) -> None:
    lacking = evolved(LUIS, **{field: False})
    finding = only(code, led(LENA, lacking))
    assert finding.path == "group.leaders[Luis]"
    assert finding.message.startswith("Luis has ")
    assert code not in codes(away(led(LENA, lacking), "Luis"))


def test_having_been_a_member_is_an_error_only_where_it_is_required() -> None:
    lacking = attrs.evolve(LENA, was_member=False)
    assert "RG308" not in codes(asking(led(lacking), member_experience=Demand.ADVISED))


def test_one_leader_with_psychodynamic_training_is_enough_and_so_is_not_knowing() -> None:
    without = attrs.evolve(LENA, psychodynamic=False)
    assert "RG314" in codes(led(without))
    assert "RG314" in codes(away(led(without, LUIS), "Luis"))
    assert "RG314" not in codes(led(without, LUIS))
    assert "RG314" not in codes(led(without, attrs.evolve(LUIS, psychodynamic=None)))


def test_a_profession_is_the_same_in_any_spelling_and_any_leader_may_have_it() -> None:
    assert codes(led(attrs.evolve(LENA, profession="psychotherapist"), LUIS)) == set()
    assert codes(led(attrs.evolve(LENA, profession=" Doctor "), LUIS)) == set()


def test_other_professions_are_told_on_both_sides() -> None:
    others = tuple(attrs.evolve(one, profession="Psychotherapist") for one in (LENA, LUIS))
    finding = only("RG315", led(*others))
    assert finding.evidence == ("leaders: psychotherapist", "members: doctor")


def test_while_any_profession_is_unknown_nothing_is_said_of_professions() -> None:
    other = attrs.evolve(LENA, profession="psychotherapist")
    unsaid = attrs.evolve(LUIS, profession="")
    assert "RG315" not in codes(led(other, unsaid))
    doubt = attrs.evolve(ANN, profession="")
    assert "RG315" not in codes(led(other, members=(doubt, BEN, *OTHERS)))
    assert "RG315" in codes(away(led(other, members=(doubt, BEN, *OTHERS)), "Ann"))
    assert "RG315" not in codes(led(other, members=()))


# Who manages whom


def test_a_leader_manages_members_and_both_are_named() -> None:
    boss = attrs.evolve(LENA, manages=("Ben", "Cem", "Ann", "Zoe"))
    finding = only("RG312", led(boss, LUIS))
    assert finding.path == "group.leaders[Lena]"
    assert finding.message.startswith("Lena manages Ann, Ben and Cem;")


def test_line_management_does_not_end_because_somebody_is_away_this_time() -> None:
    boss = attrs.evolve(LENA, manages=("Ann",))
    assert "RG312" in codes(away(led(boss, LUIS), "Ann"))
    peer = attrs.evolve(ANN, manages=("Ben",))
    assert "RG313" in codes(away(regroup(MEETING, members=(peer, BEN, *OTHERS)), "Ben"))
    senior = attrs.evolve(ANN, senior=True)
    assert "RG317" in codes(away(regroup(MEETING, members=(senior, BEN, *OTHERS)), "Ann"))


def test_managing_people_outside_the_group_or_oneself_is_no_finding() -> None:
    boss = attrs.evolve(LENA, manages=("Zoe", "Luis", "Lena"))
    peer = attrs.evolve(ANN, manages=("Zoe", "Ann"))
    assert codes(regroup(MEETING, leaders=(boss, LUIS), members=(peer, BEN, *OTHERS))) == set()


def test_a_member_who_manages_a_leader_is_named_too() -> None:
    peer = attrs.evolve(ANN, manages=("lena",))
    found = of("RG313", regroup(MEETING, members=(peer, BEN, *OTHERS)))
    assert found[0].message.startswith("Ann manages Lena;")


def test_each_member_who_manages_another_is_named() -> None:
    first, second = attrs.evolve(ANN, manages=("Ben",)), attrs.evolve(BEN, manages=("Cem", "Dot"))
    found = of("RG313", regroup(MEETING, members=(first, second, *OTHERS)))
    assert [one.path for one in found] == ["group.members[Ann]", "group.members[Ben]"]
    assert found[1].message.startswith("Ben manages Cem and Dot;")


def test_a_senior_leader_is_kept_out_of_either_seat_and_only_if_known_to_be_one() -> None:
    group = regroup(
        MEETING,
        leaders=(LENA, attrs.evolve(LUIS, senior=True)),
        members=(attrs.evolve(ANN, senior=True), attrs.evolve(BEN, senior=False), *OTHERS),
    )
    paths = [one.path for one in of("RG317", group)]
    assert paths == ["group.leaders[Luis]", "group.members[Ann]"]


# Preparation and debrief


@pytest.mark.parametrize(
    ("code", "path", "demand"),
    [("RG310", "before/prepare", "preparation"), ("RG311", "after/debrief", "debrief")],
)
def test_leaders_time_is_put_in_where_it_is_asked_for(code: str, path: str, demand: str) -> None:
    bare = attrs.evolve(PROTOCOL, before=None, after=None)
    repair = only(code, bare).repair
    assert repair is not None
    mended = repair.apply(bare)
    assert path in dict(mended.phases)
    assert code not in codes(mended)
    silent = evolved(bare.leadership, **{demand: Demand.SILENT})
    assert code not in codes(attrs.evolve(bare, leadership=silent))


@pytest.mark.parametrize("code", ["RG310", "RG311"])
def test_the_repair_of_a_protocol_mends_a_meeting_too_even_a_first_one(code: str) -> None:
    for first in (False, True):
        meeting = remake(attrs.evolve(MEETING, first=first), before=None, after=None)
        repair = only(code, meeting).repair
        assert repair is not None
        mended = repair.apply(meeting)
        assert code not in codes(mended)
        assert mended.protocol.session == MEETING.protocol.session


def test_a_phase_of_another_purpose_by_that_name_is_not_taken_for_it() -> None:
    named = Phase(name="debrief", kind="discuss") >> Phase(name="debrief_2")
    protocol = attrs.evolve(PROTOCOL, after=named)
    repair = only("RG311", protocol).repair
    assert repair is not None
    mended = repair.apply(protocol)
    added = mended.phase("after/debrief_3")
    assert added.does == "debrief"
    assert added.standing_of("time") is rg.Standing.DEFAULT
    assert "RG311" not in codes(mended)


def test_what_counts_is_what_a_phase_is_for_and_on_which_side_of_the_session() -> None:
    after = Phase(name="look_back", kind="debrief", floor=rg.Floor(speaks=(rg.LEADER,)))
    assert "RG311" not in codes(attrs.evolve(PROTOCOL, after=after))
    inside = attrs.evolve(PROTOCOL, session=PROTOCOL.session >> after, after=None)
    assert "RG311" in codes(inside)


# Screens and rooms


def test_a_device_that_is_ruled_out_is_told_for_whoever_is_there_and_known() -> None:
    group = regroup(
        ONLINE,
        leaders=(LENA, attrs.evolve(LUIS, device=Device.TABLET)),
        members=(
            attrs.evolve(ANN, device=Device.PHONE),
            attrs.evolve(BEN, device=None),
            attrs.evolve(OTHERS[0], device=Device.COMPUTER),
            *OTHERS[1:],
        ),
    )
    found = {one.path: one.message for one in of("RG501", group)}
    assert found == {
        "group.leaders[Luis].device": "Luis joins with a tablet; the source asks for a computer "
        "or laptop.",
        "group.members[Ann].device": "Ann joins with a phone; the source asks for a computer or "
        "laptop.",
    }
    assert [one.path for one in of("RG501", away(group, "Ann"))] == ["group.leaders[Luis].device"]
    assert of("RG501", regroup(group, setting=Setting.IN_PERSON)) == ()
    assert len(of("RG501", regroup(group, setting=Setting.HYBRID))) == 2


def test_no_device_is_ruled_out_where_the_source_names_none() -> None:
    phone = regroup(ONLINE, leaders=(LENA, attrs.evolve(LUIS, device=Device.PHONE)))
    assert "RG501" in codes(phone)
    assert "RG501" not in codes(needing(phone, devices=()))


def test_a_poor_connection_is_told_for_whoever_is_there() -> None:
    poor = regroup(ONLINE, leaders=(LENA, attrs.evolve(LUIS, good_connection=False)))
    assert only("RG502", poor).path == "group.leaders[Luis].good_connection"
    assert "RG502" not in codes(away(poor, "Luis"))
    assert "RG502" not in codes(regroup(poor, setting=Setting.IN_PERSON))


ROOM = {
    "circle": "RG504",
    "every_meeting": "RG505",
    "undisturbed": "RG506",
    "unheard": "RG507",
}


@pytest.mark.parametrize(("what", "code"), ROOM.items())
def test_a_room_is_judged_by_what_is_known_of_it(what: str, code: str) -> None:
    poor, good, unknown = (Room(**{what: known}) for known in (False, True, None))
    assert codes(regroup(MEETING, room=poor)) == {code}
    assert only(code, regroup(MEETING, room=poor)).path == f"group.room.{what}"
    assert codes(regroup(MEETING, room=good)) == set()
    assert codes(regroup(MEETING, room=unknown)) == set()
    assert codes(regroup(MEETING, room=None)) == set()
    assert codes(remake(regroup(MEETING, room=poor), room=None)) == set()
    assert codes(regroup(ONLINE, room=poor)) == set(), "nobody sits in it"
    assert codes(regroup(ONLINE, room=poor, setting=Setting.HYBRID)) == {code}


AGREED = {
    "RG508": {"leaders_talk": LeadersTalk.PRIVATELY},
    "RG509": {"interviewed": False},
    "RG511": {"speaking_signal": False},
}


@pytest.mark.parametrize(("code", "agreed"), AGREED.items())
def test_agreements_for_the_screen_matter_on_the_screen_and_when_they_are_known(
    code: str, agreed: dict[str, Any]
) -> None:
    assert codes(agreeing(ONLINE, **agreed)) == {code}
    assert codes(agreeing(MEETING, **agreed)) == set()
    assert codes(agreeing(ONLINE, **dict.fromkeys(agreed))) == set()


def test_a_source_silent_about_online_is_told_once_and_asks_nothing_more() -> None:
    hard = agreeing(ONLINE, interviewed=False, leaders_talk=LeadersTalk.PRIVATELY)
    hard = regroup(hard, leaders=(LENA, attrs.evolve(LUIS, device=Device.PHONE)))
    assert codes(remake(hard, online=None)) == {"RG510"}
    assert codes(remake(MEETING, online=None)) == set()


# The frame


@pytest.mark.parametrize(
    ("listed", "agreed", "path"),
    [
        (True, None, None),
        (True, True, None),
        (True, False, "group.agreements.ground_rules"),
        (False, None, "ground_rules"),
        (False, True, None),
        (False, False, "group.agreements.ground_rules"),
    ],
)
def test_ground_rules_may_come_from_the_protocol_or_from_the_group(
    *, listed: bool, agreed: bool | None, path: str | None
) -> None:
    meeting = agreeing(MEETING, ground_rules=agreed)
    if not listed:
        meeting = remake(meeting, ground_rules=())
    assert [one.path for one in of("RG601", meeting)] == ([] if path is None else [path])


def test_rules_that_the_protocol_lists_are_offered_to_a_group_that_has_none() -> None:
    finding = only("RG601", agreeing(MEETING, ground_rules=False))
    assert finding.evidence == ("Confidentiality: What is said here stays here.",)


@pytest.mark.parametrize("asked", Confidentiality)
@pytest.mark.parametrize("agreed", [None, *Confidentiality])
def test_a_group_may_keep_more_than_it_is_asked_and_never_less(
    asked: Confidentiality, agreed: Confidentiality | None
) -> None:
    order = (Confidentiality.UNSTATED, Confidentiality.OWN_WORDS, Confidentiality.ALL)
    meeting = framed(agreeing(MEETING, confidentiality=agreed), confidentiality=asked)
    looser = agreed is not None and order.index(agreed) < order.index(asked)
    assert ("RG602" in codes(meeting)) is looser


def test_what_was_agreed_and_what_is_asked_are_both_told() -> None:
    finding = only("RG602", agreeing(MEETING, confidentiality=Confidentiality.OWN_WORDS))
    assert finding.path == "group.agreements.confidentiality"
    assert finding.message == (
        "The group agreed that only one's own words may leave the room; the protocol asks that "
        "nothing said may leave the room."
    )


@pytest.mark.parametrize(
    ("field", "bad", "code", "demand"),
    [
        ("voluntary_presenting", False, "RG603", "voluntary_presenting"),
        ("reports_outside", True, "RG604", "no_reporting"),
    ],
)
def test_presenting_is_free_and_content_stays_inside_where_that_is_asked(
    *,
    field: str,
    bad: bool,
    code: str,
    demand: str,
) -> None:
    wrong = agreeing(MEETING, **{field: bad})
    assert only(code, wrong).path == f"group.agreements.{field}"
    assert only(code, wrong).severity is rg.Severity.ERROR
    for kept in (not bad, None):
        assert code not in codes(agreeing(MEETING, **{field: kept}))
    assert code in codes(framed(wrong, **{demand: Demand.ADVISED}))
    assert code not in codes(framed(wrong, **{demand: Demand.SILENT}))


def test_a_protocol_that_says_nothing_of_confidentiality_leaves_it_to_the_group() -> None:
    finding = only("RG605", balint.UK)
    assert finding.path == "frame.confidentiality"
    assert S3.at("003-09") in finding.citations
    assert "RG605" not in codes(balint.SCHOOL)


def test_a_waiver_sets_one_leader_aside_with_its_reason_and_leaves_the_other() -> None:
    group = led(Person("Kim", trained_in=()), Person("Lee", trained_in=()))
    waiver = rg.Waiver(code="RG302", reason="Kim is examined on Friday.", path="group.leaders[Kim]")
    report = rg.check(group, waivers=(waiver,))
    assert [one.path for one in report.errors] == ["group.leaders[Lee]"]
    assert [(one.path, one.waived) for one in report.waived] == [
        ("group.leaders[Kim]", "Kim is examined on Friday.")
    ]
