"""The hand-outs: whatever a plan knows for its reader, nothing else, and the same each time."""

from __future__ import annotations

import base64
import concurrent.futures
import hashlib
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pendulum
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import reflective_groups as rg
from reflective_groups.planning import Agenda, Reader, handout, plan
from reflective_groups.rules.examples import MEETING
from reflective_groups.sources import Source, stated

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
GROUP = MEETING.group
GOLDEN = Path(__file__).parent / "golden"
VOID = frozenset({"meta", "input", "br"})
INLINE = frozenset({"a", "b", "bdi", "strong"})
LEADERS_ONLY = (
    "steer away",
    "caution",
    "trained",
    "training",
    "psychotic",
    "no source states",
    "before you start",
    "debrief",
    "supervis",
    "plan is no check",
    "source",
)


class Tree(HTMLParser):
    """What a page holds, as a browser would take it apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag not in INLINE:
            self.texts.append(("", " "))

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def words(self) -> str:
        """All that is to be read, spaces made one."""
        told = "".join(data for tag, data in self.texts if tag not in {"script", "style"})
        return " ".join(told.split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def example(name: str) -> Agenda:
    return plan(rg.load_meeting(EXAMPLES / f"{name}.toml"))


def for_leader(agenda: Agenda, *, names: bool = True) -> Tree:
    return Tree(handout(agenda, names=names))


def for_all(agenda: Agenda, *, names: bool = True) -> Tree:
    return Tree(handout(agenda, reader=Reader.PARTICIPANT, names=names))


def of_the_catalogue(key: str) -> Agenda:
    """A plan after a protocol of the catalogue, for as many as it is meant for."""
    protocol = rg.CATALOGUE[key]
    heads, lead = protocol.size.span, protocol.leadership
    many = heads.usual or heads.least or min(8, heads.most or 8)
    members = tuple(f"Member{number}" for number in range(1, max(many, 2) + 1))
    leaders = tuple(rg.Person(f"Leader{number}") for number in range(lead.preferred or lead.least))
    duration = protocol.duration
    slot = duration.usual or duration.most or duration.least
    if protocol.slot is not None:
        slot = max(slot, protocol.slot.usual or protocol.slot.most or protocol.slot.least)
    return plan(
        rg.Meeting(
            protocol=protocol,
            group=rg.Group(
                members=members,
                leaders=leaders,
                setting=rg.Setting.ONLINE if "online" in key else rg.Setting.IN_PERSON,
            ),
            start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
            slot=max(slot, rg.minutes(60)),
        )
    )


@pytest.mark.parametrize("key", sorted(rg.CATALOGUE))
def test_every_protocol_of_the_catalogue_gives_both_pages(key: str) -> None:
    agenda = of_the_catalogue(key)
    protocol = rg.CATALOGUE[key]
    leader, everybody = for_leader(agenda), for_all(agenda)
    for stretch in agenda:
        assert f"{stretch.start:%H:%M}" in leader.words
    for path, phase in protocol.phases:
        if phase.optional:
            continue
        assert phase.title in leader.words, path
        assert phase.purpose in leader.words, path
        for move in phase.floor.steer_away:
            assert str(move) in leader.words
    for clause in (*protocol.ground_rules, *protocol.cautions):
        assert clause.text in leader.words
    for clause in protocol.ground_rules:
        assert clause.text in everybody.words
    for source in protocol.sources:
        assert " ".join(str(source).split()) in leader.words
    seen = sorted({stretch.start for stretch in agenda})
    starts = [int(row["data-start"] or 0) for row in leader.all("tr") if "data-start" in row]
    lengths = [int(row["data-length"] or 0) for row in leader.all("tr") if "data-start" in row]
    assert starts == [round(one.timestamp() * 1000) for one in seen]
    # the clock runs without a gap, from the first row to the end
    assert [start + length for start, length in zip(starts, lengths, strict=True)][:-1] == starts[
        1:
    ]
    assert "Steer away" not in everybody.words
    assert "Cautions" not in everybody.words
    for clause in protocol.cautions:
        assert clause.text not in everybody.words


class TestFacilitator:
    def test_the_head_says_what_when_and_who(self) -> None:
        told = for_leader(example("monday_repaired")).words
        assert "Online Balint group after the Balint Society (UK)" in told
        assert "Monday 30 November 2026, 18:30 to 20:00 Europe/London (90 min)" in told
        assert "Online: 8 members, led by Kim and Lee" in told

    def test_each_row_says_when_how_long_what_and_who_may_speak(self) -> None:
        told = for_leader(example("school")).words
        assert "16:53 28 min Discuss Members reflect on what they heard" in told
        assert "Speaks: the other members and leader" in told
        assert "Listens: presenter Ida (sits back)" in told
        assert "Questions of fact only." in told
        assert "Steer away from: criticism, advice, suggested improvements" in told

    @pytest.mark.parametrize(
        ("setting", "there", "absent"),
        [
            (rg.Setting.IN_PERSON, ["Sit back from the circle"], ["Move further from the screen"]),
            (rg.Setting.ONLINE, ["Move further from the screen"], ["Sit back from the circle"]),
            (
                rg.Setting.HYBRID,
                ["in the room: Sit back from the circle", "online: Move further from the screen"],
                [],
            ),
        ],
    )
    def test_the_sit_back_is_that_of_the_place(
        self, setting: rg.Setting, there: list[str], absent: list[str]
    ) -> None:
        held = example("school").meeting
        agenda = plan(attrs.evolve(held, group=attrs.evolve(held.group, setting=setting)))
        for page in (for_leader(agenda), for_all(agenda)):
            for words in there:
                assert words in page.words
            for words in absent:
                assert words not in page.words

    def test_a_presenter_who_is_silent_in_a_discussion_sits_back(self) -> None:
        floor = rg.Floor(speaks=(rg.MEMBER,), silent=(rg.PRESENTER,))
        for does, sits in (("discuss", True), ("present", False)):
            talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(5)), kind=does, floor=floor)
            protocol = rg.Protocol(key="x", title="X", session=talk)
            agenda = plan(attrs.evolve(MEETING, protocol=protocol))
            for page in (for_leader(agenda), for_all(agenda)):
                assert "Listens: presenter Ann" in page.words
                assert ("Listens: presenter Ann (sits back)" in page.words) is sits
                assert "The presenter sits back" not in page.words  # nobody says how

    def test_whoever_sits_back_is_told_where_the_floor_does_not_silence_them(self) -> None:
        floor = rg.Floor(speaks=(rg.MEMBER,), sit_back=rg.SitBack(role=rg.PRESENTER))
        talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(5)), floor=floor)
        protocol = rg.Protocol(key="x", title="X", session=talk)
        told = for_leader(plan(attrs.evolve(MEETING, protocol=protocol))).words
        assert "Sits back: presenter" in told

    def test_turns_and_a_sit_back_without_words_of_its_own_are_told(self) -> None:
        talk = rg.Phase(
            name="talk",
            time=rg.exactly(rg.minutes(5)),
            each=rg.MEMBER,
            floor=rg.Floor(
                speaks=(rg.MEMBER,),
                silent=(rg.PRESENTER,),
                order=rg.Order.IN_TURN,
                sit_back=rg.SitBack(role=rg.PRESENTER),
            ),
        )
        agenda = plan(attrs.evolve(MEETING, protocol=rg.Protocol(key="x", title="X", session=talk)))
        for page in (for_leader(agenda), for_all(agenda)):
            assert "One after the other, round the circle." in page.words
            assert "Each member has a turn: 5 min." in page.words
            assert "Listens: presenter Ann (sits back)" in page.words
            assert "Stay silent" not in page.words  # the source does not say how

    def test_what_to_prepare_is_that_of_the_place_too(self) -> None:
        online = for_leader(example("monday_repaired")).words
        assert "Join from a computer or a laptop" in online
        assert "A good connection for everybody (required)" in online
        assert "Everybody has been met beforehand (advised; seen to)" in online
        assert "The leaders meet before the group does (advised)" in online
        assert "A circle" not in online
        room = for_leader(of_the_catalogue("balint.uk")).words
        assert "A circle with a seat for everybody (advised)" in room
        assert "connection" not in room
        without = attrs.evolve(
            example("school").meeting.group, room=rg.Room(circle=False, undisturbed=True)
        )
        meeting = attrs.evolve(of_the_catalogue("balint.uk").meeting, group=without, presenters=())
        told = for_leader(plan(meeting)).words
        assert "A circle with a seat for everybody (advised; not seen to yet)" in told
        assert "A room where nobody comes in (advised; seen to)" in told

    def test_what_comes_before_and_after_is_there(self) -> None:
        told = for_leader(example("monday_repaired")).words
        assert "Before the session" in told
        assert "18:12" in told
        assert "After the session" in told
        assert "The leaders look back on the meeting together, in private." in told

    def test_the_words_of_care_are_there(self) -> None:
        told = for_leader(example("school")).words
        assert "Leading this takes training in the Balint method (derived from S1 001-12" in told
        assert "A sound plan does not make a safe group" in told
        assert "What is said in the group stays in the group." in told

    def test_a_plan_with_errors_does_not_look_sound(self) -> None:
        group = attrs.evolve(GROUP, leaders=(rg.Person("Kim", trained_in=()),))
        told = for_leader(plan(attrs.evolve(MEETING, group=group))).words
        assert "A plan is no check." in told
        assert "RG302 (leaders untrained)" in told
        assert "A plan is no check." not in for_leader(example("school")).words

    def test_a_length_that_no_source_gives_is_marked(self) -> None:
        told = for_leader(example("school")).words
        assert "8 min *" in told
        assert "10 min *" not in told
        assert "* No source states a time for it; the plan chose one." in told

    def test_what_was_left_out_and_who_has_no_role_is_said(self) -> None:
        assert (
            "Left out for lack of time: reflect (3 times)." in for_leader(example("triads")).words
        )
        protocol = rg.Protocol(
            key="x",
            title="X",
            session=rg.Phase(name="talk", floor=rg.Floor(speaks=(rg.PRESENTER,))),
            seats=(rg.Seat(role=rg.PRESENTER),),
        )
        agenda = plan(attrs.evolve(MEETING, protocol=protocol))
        assert agenda.unplaced
        assert f"Without a role: {agenda.unplaced[0]}" in for_leader(agenda).words
        named = for_leader(agenda, names=False).words
        assert f"Without a role: {len(agenda.unplaced)}." in named

    def test_rounds_are_counted_where_there_are_several(self) -> None:
        agenda = example("monday_repaired")
        assert "Case 2 of 2" in for_leader(agenda).words
        one = attrs.evolve(agenda.meeting, slot=rg.minutes(45), presenters=("Dot",))
        told = for_leader(plan(one)).words
        assert "Case" not in told.partition("Before you start")[0]
        assert "The session" in told

    def test_time_that_is_left_over_is_shown(self) -> None:
        talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(20)))
        protocol = rg.Protocol(key="x", title="X", session=talk)
        told = for_leader(plan(attrs.evolve(MEETING, protocol=protocol))).words
        assert "60 min Spare time Nothing is planned for this time." in told

    def test_a_phase_that_is_called_spare_is_no_spare_time(self) -> None:
        floor = rg.Floor(speaks=(rg.MEMBER,))
        spare = rg.Phase(
            name="spare", time=rg.exactly(rg.minutes(5)), purpose="A spare phase.", floor=floor
        )
        talk = rg.Phase(name="talk", time=rg.exactly(rg.minutes(5)), floor=floor)
        pause = attrs.evolve(spare, time=rg.exactly(rg.minutes(0)))
        for session, times, minutes in (
            (talk >> (spare >> talk).rounds(2, name="cases"), 2, 35),
            (talk >> spare, 1, 50),
            (spare >> talk, 1, 50),
            (talk >> pause, 1, 55),  # both begin at the same time
        ):
            protocol = rg.Protocol(key="x", title="X", session=session)
            told = for_leader(
                plan(attrs.evolve(MEETING, protocol=protocol, slot=rg.minutes(60)))
            ).words
            assert told.count("A spare phase.") == times
            assert told.count("Spare time") == 1
            assert f"{minutes} min Spare time Nothing is planned for this time. Nothing is" in told

    def test_the_duties_of_seats_are_those_of_everybody_with_the_leaders_besides(self) -> None:
        triads = example("triads")
        for page in (for_leader(triads), for_all(triads)):
            assert "Coach: Asks, listens" in page.words
            assert "Coachee: Brings something real, current and unsolved." in page.words
            assert "Observer: Watches mainly the coach" in page.words
        school = example("school")
        duty = "Leader: As facilitator, invite possible events"
        assert duty in for_leader(school).words
        assert duty not in for_all(school).words

    def test_small_groups_stand_once_above_the_rows_of_their_round(self) -> None:
        told = for_leader(example("triads")).words
        assert told.count("Group 1: coach Abe, coachee Bea, observers Col and Gil") == 1
        assert told.count("Group 2: coach Eli, coachee Flo, observer Dee") == 1
        assert "Group 1: Pam, Raj and Sue" in for_leader(example("veritas")).words

    def test_a_phase_without_time_tears_no_small_groups_apart(self) -> None:
        meeting = example("triads").meeting
        shorter = meeting.protocol.with_phase(
            "triads/rounds/agree_roles", time=rg.exactly(rg.minutes(0))
        )
        page = for_leader(plan(attrs.evolve(meeting, protocol=shorter)))
        titles = re.findall(r"Agree roles|Coach(?: The)|Coachee feedback", page.words)
        assert titles[:3] == ["Agree roles", "Coach The", "Coachee feedback"]
        assert len(titles) == 9

    @pytest.mark.parametrize(
        ("agreed", "framed", "told"),
        [
            (rg.Confidentiality.ALL, rg.Confidentiality.OWN_WORDS, "by anybody. (Agreed in this"),
            (None, rg.Confidentiality.OWN_WORDS, "you may not. (Asked for by the method.)"),
            (None, rg.Confidentiality.UNSTATED, "for all of you. (The source says no more.)"),
            (rg.Confidentiality.UNSTATED, rg.Confidentiality.ALL, "anybody. (Asked for by the"),
        ],
    )
    def test_what_leaves_the_room_is_what_was_agreed(
        self, agreed: rg.Confidentiality | None, framed: rg.Confidentiality, told: str
    ) -> None:
        protocol = rg.Protocol(
            key="x",
            title="X",
            session=rg.Phase(name="talk"),
            frame=rg.Frame(confidentiality=framed),
        )
        group = attrs.evolve(GROUP, agreements=rg.Agreements(confidentiality=agreed))
        agenda = plan(attrs.evolve(MEETING, protocol=protocol, group=group))
        assert told in for_leader(agenda).words
        assert told in for_all(agenda).words

    @pytest.mark.parametrize(
        ("agreed", "asked", "told"),
        [
            (None, rg.Demand.REQUIRED, "Nothing is reported outside. (Asked for by the method.)"),
            (False, rg.Demand.SILENT, "Nothing is reported outside. (Agreed in this group.)"),
            (True, rg.Demand.REQUIRED, "There are reports outside. (Agreed in this group.)"),
        ],
    )
    def test_whether_there_are_reports_is_said_with_whoever_says_it(
        self,
        agreed: bool | None,  # noqa: FBT001 -- as the model has it
        asked: rg.Demand,
        told: str,
    ) -> None:
        frame = rg.Frame(no_reporting=asked)
        talk = rg.Phase(name="talk")
        protocol = rg.Protocol(key="x", title="X", session=talk, frame=frame)
        group = attrs.evolve(GROUP, agreements=rg.Agreements(reports_outside=agreed))
        agenda = plan(attrs.evolve(MEETING, protocol=protocol, group=group))
        assert told in for_leader(agenda).words
        assert told in for_all(agenda).words


class TestParticipant:
    @pytest.mark.parametrize("name", ["school", "monday_repaired", "triads", "veritas"])
    def test_there_is_nothing_of_the_facilitators_notes(self, name: str) -> None:
        words = for_all(example(name)).words.lower()
        for told in LEADERS_ONLY:
            assert told not in words.replace("resource", "")

    def test_there_is_no_clock_and_no_script(self) -> None:
        page = for_all(example("school"))
        assert page.all("script") == []
        assert page.all("button") == []
        assert "script-src" not in handout(example("school"), reader=Reader.PARTICIPANT)

    def test_the_leaders_own_meetings_are_left_out_and_the_common_ones_are_not(self) -> None:
        words = for_all(example("monday_repaired")).words
        assert "Prepare" not in words
        assert "18:12" not in words
        assert "Gather" in words
        assert "18:22" in words

    def test_it_says_what_is_asked_of_whom(self) -> None:
        words = for_all(example("triads")).words
        assert "Coachee: Brings something real, current and unsolved." in words
        assert "Advice: Advice is possible, and not what the time is for (in Coach)." in words
        online = for_all(example("monday_repaired")).words
        assert "Advice: No advice (in Present, Clarify, Discuss and Return)." in online
        assert "Online: Join from a computer or a laptop." in online
        assert "Come regularly, as far as you can." in online


class TestNames:
    @pytest.mark.parametrize("reader", Reader, ids=str)
    @pytest.mark.parametrize("name", ["school", "monday_repaired", "triads", "veritas"])
    def test_people_can_be_left_out(self, name: str, reader: Reader) -> None:
        agenda = example(name)
        named = Tree(handout(agenda, reader=reader)).words
        nameless = Tree(handout(agenda, reader=reader, names=False)).words
        people = [one.name for one in agenda.meeting.group.everyone]
        assert any(re.search(rf"\b{one}\b", named) for one in people)
        assert not any(re.search(rf"\b{one}\b", nameless) for one in people)

    def test_small_groups_are_counted_then(self) -> None:
        assert "2 small groups side by side" in for_leader(example("triads"), names=False).words


SCRIPT = "</script><script>alert(1)</script>"
HOSTILE = (
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "\"' onload='x",
    "a\nb\tc",
    "\u202eright to left",
    "W" * 200,
    "&lt;b&gt;",
    "]]><!-- -->",
    "\x00\x08\ufffe",
)


def accepted(text: str, make: Callable[[str], object]) -> str:
    """The text, or a plain one where the model refuses it at the door."""
    try:
        make(text)
    except rg.ReflectiveGroupsError:
        return "plain"
    return text


def hostile(text: str) -> Agenda:
    """A plan in which every free text is this one, wherever the model lets it in."""
    name = accepted(text, rg.Person)
    prose = accepted(text, lambda told: rg.Phase(name="talk", purpose=told))
    title = accepted(
        text, lambda told: rg.Protocol(key="x", title=told, session=rg.Phase(name="talk"))
    )
    basis = (stated(Source(key=text, title=text, address=text).at(text)),)
    clause = rg.Clause("rule", prose, basis=basis)
    phase = rg.Phase(
        name="talk",
        purpose=prose,
        floor=rg.Floor(
            speaks=(rg.MEMBER,),
            silent=(rg.PRESENTER,),
            sit_back=rg.SitBack(role=rg.PRESENTER, how=prose, online=prose),
        ),
        basis=basis,
    )
    protocol = rg.Protocol(
        key="x",
        title=title,
        session=phase,
        seats=(rg.Seat(role=rg.PRESENTER, duty=prose),),
        leadership=rg.Leadership(trained=rg.Demand.REQUIRED, instead=prose, basis=basis),
        ground_rules=(clause,),
        cautions=(clause,),
        basis=basis,
    )
    return plan(
        rg.Meeting(
            protocol=protocol,
            group=rg.Group(members=(name, "Ben"), leaders=(rg.Person("Lou"),)),
            start=pendulum.datetime(2026, 11, 30, 18, 30, tz="Europe/London"),
            slot=rg.minutes(30),
            presenters=(name,),
        )
    )


def shape(tree: Tree) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and the names of their attributes: what text must never change."""
    return [
        (tag, tuple(sorted(attributes)))
        for tag, attributes in tree.tags
        if tag != "a"  # an address of the web is a link
    ]


PLAIN = {reader: shape(Tree(handout(hostile("plain"), reader=reader))) for reader in Reader}


@pytest.mark.parametrize("reader", Reader, ids=str)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_text_stays_text(text: str, reader: Reader) -> None:
    assert shape(Tree(handout(hostile(text), reader=reader))) == PLAIN[reader]


@given(st.text(min_size=1, max_size=60), st.sampled_from(Reader))
def test_any_text_stays_text(text: str, reader: Reader) -> None:
    assume(text.strip() and " ; " not in text)  # no key to show, and two addresses
    assume(text not in {"Ben", "Lou"})  # they are there already
    assert shape(Tree(handout(hostile(text), reader=reader))) == PLAIN[reader]


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ('https://example.org/a?b=c&d="', True),
        ("javascript:alert(1)", False),
        ("javascript://example.org/%0Aalert(1)", False),
        ("ftp://example.org/a", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("http://[", False),
        ("in the library", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(address: str, is_link: bool) -> None:  # noqa: FBT001 -- what is expected
    source = Source(key="x", title="X", address=address)
    protocol = rg.Protocol(
        key="x", title="X", session=rg.Phase(name="talk"), basis=(stated(source.at()),)
    )
    page = for_leader(plan(attrs.evolve(MEETING, protocol=protocol)))
    expected = [{"href": address, "rel": "noreferrer"}] if is_link else []
    assert page.all("a") == expected
    assert address in page.words


@pytest.mark.parametrize("reader", Reader, ids=str)
def test_only_what_stands_in_the_page_may_run(reader: Reader) -> None:
    text = handout(example("school"), reader=reader)
    page = Tree(text)
    policy = next(
        one["content"]
        for one in page.all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        inlined = "".join(data for name, data in page.texts if name == tag)
        assert f"<{tag}>{inlined}</{tag}>" in text or not inlined
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert (f"{tag}-src 'sha256-{digest}'" in policy) is bool(inlined)
    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert "src" not in attributes
        assert tag not in {"link", "iframe", "img", "form"}


@pytest.mark.parametrize("reader", Reader, ids=str)
def test_it_is_built_for_those_who_listen_to_it(reader: Reader) -> None:
    page = Tree(handout(example("monday_repaired"), reader=reader))
    assert page.all("html") == [{"lang": "en"}]
    levels = [tag for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert levels[0] == "h1"
    assert levels.count("h1") == 1
    assert all(one["scope"] in {"col", "row", "rowgroup"} for one in page.all("th"))
    assert len(page.all("caption")) == 1
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("reader", Reader, ids=str)
def test_the_page_is_the_same_byte_by_byte(reader: Reader) -> None:
    made = handout(example("school"), reader=reader)
    kept = GOLDEN / f"school.{reader.value}.html"
    if os.environ.get("REFLECTIVE_GROUPS_GOLDEN") == "write":
        kept.write_text(made, encoding="utf-8", newline="")
    assert made.encode() == kept.read_bytes()


class TestFile:
    def test_it_writes_the_page_and_gives_the_path(self, tmp_path: Path) -> None:
        agenda = example("school")
        path = tmp_path / "sheet.html"
        assert agenda.to_html(path) == path
        assert path.read_bytes() == handout(agenda).encode()
        agenda.to_html(str(path), reader=Reader.PARTICIPANT, names=False)
        expected = handout(agenda, reader=Reader.PARTICIPANT, names=False)
        assert path.read_bytes() == expected.encode()
        assert list(tmp_path.iterdir()) == [path]

    def test_where_writing_fails_the_old_page_is_still_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "sheet.html"
        path.write_text("old", encoding="utf-8")

        def half(self: Path, data: bytes) -> int:
            with self.open("wb") as file:
                file.write(data[:100])
            message = "no space left"
            raise OSError(message)

        monkeypatch.setattr(Path, "write_bytes", half)
        with pytest.raises(OSError, match="no space"):
            example("school").to_html(path)
        assert path.read_text(encoding="utf-8") == "old"
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(os.name == "nt", reason="files have other rights there")
    def test_a_page_keeps_its_rights_and_a_new_one_has_the_usual(self, tmp_path: Path) -> None:
        (tmp_path / "other").write_text("", encoding="utf-8")
        path = example("school").to_html(tmp_path / "sheet.html")
        usual = (tmp_path / "other").stat().st_mode
        assert path.stat().st_mode == usual
        path.chmod(0o640)
        example("school").to_html(path)
        assert path.stat().st_mode & 0o777 == 0o640

    @pytest.mark.skipif(os.name == "nt", reason="not everybody may make links there")
    def test_a_link_goes_on_leading_to_the_page(self, tmp_path: Path) -> None:
        real = tmp_path / "real.html"
        link = tmp_path / "link.html"
        link.symlink_to(real)
        example("school").to_html(link)
        assert link.is_symlink()
        assert real.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")

    @pytest.mark.skipif(os.name == "nt", reason="there are no named pipes there")
    def test_a_pipe_gets_the_page_and_stays_a_pipe(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            reading = pool.submit(pipe.read_text, encoding="utf-8")
            example("school").to_html(pipe)
            assert reading.result(timeout=10) == handout(example("school"))
        assert pipe.is_fifo()
