"""The hand-outs in a real browser: the clock on a fake day, on paper, without script or storage."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import reflective_groups as rg
from reflective_groups.planning import Reader, handout, plan
from tests.browser.ground import SCHEMES, WIDTHS, faint, overflow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from reflective_groups.planning import Agenda
    from tests.browser.ground import Open, Scheme, Seen, Violations

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PHASES = ("Choose", "Present", "Clarify", "Discuss", "Return")
"""Of the meeting in school.toml: 8, 10, 5, 28 and 9 minutes from 16:30 on."""
START = dt.datetime(2026, 11, 12, 16, 30, tzinfo=dt.UTC)
REFUSING = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});
"""
FULL = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
)


def example(name: str) -> Agenda:
    return plan(rg.load_meeting(EXAMPLES / f"{name}.toml"))


SCHOOL = handout(example("school"))


def text_of(page: Page, name: str) -> str:
    return page.locator(f"#{name}").inner_text().strip()


def shown(page: Page) -> tuple[str, str]:
    """The present phase, and the time left in it."""
    return text_of(page, "phase"), text_of(page, "left")


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def moved(page: Page) -> dict[str, str]:
    """What each row says of its new time."""
    rows = page.locator("tr[data-start]").all()
    return {
        row.locator(".title").inner_text(): row.locator(".moved").inner_text()
        for row in rows
        if row.locator(".moved").is_visible()
    }


@pytest.fixture
def stopped(page: Page, open_file: Open) -> Callable[..., Page]:
    """A page on a day of its own, on which time passes only when it is told to."""

    def opened(text: str = SCHOOL, now: dt.datetime = START, refusing: str | None = None) -> Page:
        page.clock.install(time=now - dt.timedelta(minutes=1))
        if refusing:
            page.add_init_script(refusing)
        open_file(text, "sheet.html")
        page.clock.pause_at(now)
        return page

    return opened


def minutes(page: Page, number: float) -> None:
    page.clock.run_for(int(number * 60_000))


def asleep(page: Page, number: float) -> None:
    """Time passes, and the page is not asked to do anything on the way."""
    page.clock.fast_forward(int(number * 60_000))


class TestRunning:
    def test_it_waits_until_somebody_starts_it(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        minutes(page, 5)
        assert page.locator("#idle").is_visible()
        assert not page.locator("#running").is_visible()

    def test_it_counts_down_and_goes_on_to_the_next_phase(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        assert shown(page) == ("Choose", "8:00")
        assert text_of(page, "status") == "Choose has begun."
        minutes(page, 1)
        assert shown(page) == ("Choose", "7:00")
        page.clock.run_for(1_000)
        assert shown(page) == ("Choose", "6:59")
        page.clock.run_for(6 * 60_000 + 59_000)
        assert shown(page) == ("Present", "10:00")
        assert "Speaks: presenter Ida" in text_of(page, "who")
        assert text_of(page, "then") == "Next: Clarify, 5 min, at 16:48"
        assert text_of(page, "ends") == "Planned end 17:30, and it holds"
        assert page.locator("tr[aria-current=time] .title").all_inner_texts() == ["Present"]

    def test_every_phase_comes_in_its_turn_and_then_it_is_over(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        seen = []
        for _ in range(60):
            seen.append(text_of(page, "phase"))
            minutes(page, 1)
        assert tuple(name for name, _ in itertools.groupby(seen)) == PHASES
        assert [seen.count(name) for name in PHASES] == [8, 10, 5, 28, 9]
        assert shown(page) == ("All phases are over", "0:00")
        assert page.get_by_role("button", name="Next phase").is_disabled()
        press(page, "Back")
        assert shown(page) == ("Return", "1:00")

    def test_started_late_it_says_the_new_times_and_the_new_end(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped(now=START + dt.timedelta(minutes=4))
        press(page, "Start now")
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:34"
        assert moved(page) == {
            "Choose": "now 16:34",
            "Present": "now 16:42",
            "Clarify": "now 16:52",
            "Discuss": "now 16:57",
            "Return": "now 17:25",
        }

    def test_it_follows_the_planned_times(self, stopped: Callable[..., Page]) -> None:
        page = stopped(now=START + dt.timedelta(minutes=30))
        press(page, "Follow the planned times")
        assert shown(page) == ("Discuss", "21:00")
        assert moved(page) == {}

    def test_before_the_planned_start_it_says_how_long_there_is(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped(now=START - dt.timedelta(minutes=65))
        press(page, "Follow the planned times")
        assert shown(page) == ("Not begun yet", "1:05:00")
        assert text_of(page, "then") == "Next: Choose, 8 min, at 16:30"
        assert page.get_by_role("button", name="Pause").is_disabled()
        minutes(page, 65)
        assert shown(page) == ("Choose", "8:00")
        assert text_of(page, "status") == "Choose has begun."

    def test_days_before_it_tells_days(self, stopped: Callable[..., Page]) -> None:
        page = stopped(now=START - dt.timedelta(days=9, hours=1))
        press(page, "Follow the planned times")
        assert shown(page) == ("Not begun yet", "9 days")

    def test_what_comes_before_the_session_is_left_out_when_it_is_started_by_hand(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped(handout(example("monday_repaired")))
        press(page, "Start now")
        assert shown(page) == ("Present", "6:00")
        assert text_of(page, "where") == "Case 1 of 2"
        press(page, "Back")
        assert shown(page) == ("Gather", "8:00")
        assert text_of(page, "where") == "Before the session"

    def test_two_minutes_before_the_end_it_says_so(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 5.9)
        assert text_of(page, "notice") == ""
        minutes(page, 0.1)
        assert text_of(page, "notice") == "2 minutes left"
        assert page.locator("#status[aria-live=polite]").inner_text() == "2 minutes left."
        minutes(page, 1)
        assert text_of(page, "notice") == "1 minute left"
        minutes(page, 1)
        assert text_of(page, "notice") == ""
        assert page.locator("#status").inner_text() == "Present has begun."

    def test_the_digits_are_not_read_out_every_second(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        assert page.locator("#left").get_attribute("role") == "timer"  # silent unless asked
        page.evaluate(
            "window.told = 0; new MutationObserver(() => { told += 1; })"
            ".observe(document.getElementById('status'), {childList: true, subtree: true})"
        )
        minutes(page, 5)
        assert page.evaluate("told") == 0

    def test_the_page_of_a_meeting_elsewhere_keeps_to_the_clock_there(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        path = tmp_path / "sheet.html"
        path.write_text(SCHOOL, encoding="utf-8")
        context = browser.new_context(timezone_id="Asia/Tokyo")
        page = context.new_page()
        page.clock.install(time=START - dt.timedelta(minutes=1))
        page.goto(path.as_uri())
        page.clock.pause_at(START)
        press(page, "Start now")
        assert text_of(page, "then") == "Next: Present, 10 min, at 16:38"
        context.close()

    def test_a_zone_without_a_name_is_told_by_its_offset(
        self, stopped: Callable[..., Page]
    ) -> None:
        zone = dt.timezone(dt.timedelta(hours=5, minutes=45), "KTM")
        meeting = attrs.evolve(example("school").meeting, start=START.astimezone(zone))
        page = stopped(handout(plan(meeting)))
        press(page, "Start now")
        assert text_of(page, "then") == "Next: Present, 10 min, at 22:23"


class TestChanges:
    def test_more_time_moves_what_comes_later(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 18)
        press(page, "5 min more", "1 min more")
        assert shown(page) == ("Clarify", "11:00")
        assert moved(page) == {"Discuss": "now 16:59", "Return": "now 17:27"}
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:36"
        assert text_of(page, "status") == "One minute more. Clarify ends at 16:59."
        minutes(page, 11)
        assert shown(page) == ("Discuss", "28:00")

    def test_less_time_moves_them_too_and_stops_at_the_last_minute(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 5)
        press(page, "1 min less", "1 min less")
        assert shown(page) == ("Choose", "1:00")
        assert page.get_by_role("button", name="1 min less").is_disabled()
        assert moved(page)["Present"] == "now 16:36"
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:28"

    def test_the_next_phase_can_begin_early(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 3)
        press(page, "Next phase")
        assert shown(page) == ("Present", "10:00")
        assert moved(page)["Clarify"] == "now 16:43"
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:25"

    def test_back_gives_what_was_left(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 3)
        press(page, "Next phase")
        minutes(page, 0.5)
        press(page, "Back")
        assert shown(page) == ("Choose", "5:00")
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:30".replace(
            ", new end 17:30", ", and it holds"
        )
        minutes(page, 5)
        assert shown(page) == ("Present", "10:00")

    def test_back_to_a_phase_that_ran_out_gives_it_a_minute(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        assert page.get_by_role("button", name="Back").is_disabled()
        minutes(page, 9)
        press(page, "Back")
        assert shown(page) == ("Choose", "1:00")
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:32"

    def test_a_pause_holds_everything_and_moves_the_end(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 2)
        press(page, "Pause")
        assert text_of(page, "notice") == "Paused"
        minutes(page, 7)
        assert shown(page) == ("Choose", "6:00")
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:37"
        press(page, "Next phase")
        assert shown(page) == ("Present", "10:00")
        minutes(page, 1)
        press(page, "Go on")
        minutes(page, 1)
        assert shown(page) == ("Present", "9:00")
        assert text_of(page, "notice") == ""

    def test_it_can_be_stopped_and_started_again(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now", "5 min more", "Stop the clock")
        assert page.locator("#idle").is_visible()
        assert moved(page) == {}
        minutes(page, 2)
        press(page, "Go on where it was")  # somebody hit the wrong button
        assert shown(page) == ("Choose", "13:00")
        press(page, "Stop the clock", "Start now")
        assert shown(page) == ("Choose", "8:00")

    @pytest.mark.parametrize("reload", [False, True], ids=["at once", "after loading it again"])
    def test_a_stopped_clock_goes_on_where_it_was(
        self,
        stopped: Callable[..., Page],
        reload: bool,  # noqa: FBT001 -- what is tried
    ) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 13)
        assert shown(page) == ("Present", "5:00")
        press(page, "Stop the clock")
        minutes(page, 10)
        if reload:
            page.reload()
        assert page.locator("#idle").is_visible()
        press(page, "Go on where it was")
        assert shown(page) == ("Present", "5:00")
        assert text_of(page, "ends") == "Planned end 17:30, new end 17:40"
        minutes(page, 1)
        page.reload()
        assert shown(page) == ("Present", "4:00")

    def test_a_clock_stopped_in_a_pause_is_still_in_its_pause(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 3)
        press(page, "Pause")
        minutes(page, 2)
        press(page, "Stop the clock")
        minutes(page, 10)
        press(page, "Go on where it was")
        assert shown(page) == ("Choose", "5:00")
        assert text_of(page, "notice") == "Paused"
        press(page, "Go on")
        minutes(page, 1)
        assert shown(page) == ("Choose", "4:00")

    def test_stopping_before_the_planned_start_does_not_put_it_off(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped(now=START - dt.timedelta(minutes=20))
        press(page, "Follow the planned times", "Stop the clock")
        minutes(page, 5)
        press(page, "Go on where it was")
        assert shown(page) == ("Not begun yet", "15:00")

    def test_when_all_is_over_it_is_not_paused(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now", "Pause", *["Next phase"] * len(PHASES))
        assert shown(page) == ("All phases are over", "0:00")
        assert text_of(page, "notice") == ""
        assert text_of(page, "pause") == "Pause"
        press(page, "Back")
        assert shown(page) == ("Return", "9:00")
        assert text_of(page, "notice") == "Paused"

    def test_back_passes_over_what_has_no_time(self, stopped: Callable[..., Page]) -> None:
        lengths = {"none": 0, "one": 5, "nothing": 0, "short": 1.5, "moment": 2 / 3, "last": 2}
        session = rg.sequence(
            *(
                rg.Phase(name=one, time=rg.exactly(rg.minutes(many)))
                for one, many in lengths.items()
            )
        )
        protocol = rg.Protocol(key="x", title="X", session=session)
        meeting = attrs.evolve(
            example("school").meeting, protocol=protocol, slot=rg.minutes(sum(lengths.values()))
        )
        page = stopped(handout(plan(meeting)))
        press(page, "Start now")
        assert text_of(page, "phase") == "One"
        assert page.get_by_role("button", name="Back").is_disabled()  # to `none`
        minutes(page, 5)
        assert text_of(page, "phase") == "Short"
        assert text_of(page, "then").startswith("Next: Moment, 40 s, at ")
        press(page, "Back")
        assert shown(page) == ("One", "1:00")
        press(page, "Next phase", "Back")  # what was left is not lost with it
        assert shown(page) == ("One", "1:00")

    def test_a_length_that_is_no_whole_minute_is_told_as_in_the_table(
        self, stopped: Callable[..., Page]
    ) -> None:
        first = rg.Phase(name="first", time=rg.exactly(rg.minutes(2)))
        short = rg.Phase(name="short", time=rg.exactly(rg.minutes(1.5)))
        protocol = rg.Protocol(key="x", title="X", session=first >> short)
        meeting = attrs.evolve(
            example("school").meeting, protocol=protocol, slot=rg.minutes(3.5), presenters=()
        )
        page = stopped(handout(plan(meeting)))
        press(page, "Start now")
        row = page.locator("tr[data-start]").last
        assert row.locator(".length").inner_text() == "1.5 min"
        assert text_of(page, "then") == "Next: Short, 1.5 min, at 16:32"

    def test_the_keyboard_is_enough(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert shown(page) == ("Choose", "8:00")
        focused = "document.activeElement.id"
        assert page.evaluate(focused) == "pause"
        page.keyboard.press("Space")
        assert text_of(page, "notice") == "Paused"
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # there is nothing to go back to
        assert text_of(page, "phase") == "Choose"
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "next"
        page.keyboard.press("Enter")
        assert text_of(page, "phase") == "Present"
        order = []
        for _ in range(5):
            page.keyboard.press("Tab")
            order.append(page.evaluate(focused))
        assert order == ["less", "more", "five", "sound", "stop"]

    def test_the_focus_is_not_lost_with_a_button_that_can_do_no_more(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 6)
        press(page, "1 min less")
        less = page.get_by_role("button", name="1 min less")
        assert less.is_disabled()
        assert page.evaluate("document.activeElement.id") == "less"
        page.keyboard.press("Enter")
        assert shown(page) == ("Choose", "1:00")
        asleep(page, 60)
        assert page.evaluate("document.activeElement.id") == "less"

    def test_it_makes_no_sound_unless_asked_to(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        page.evaluate(
            "window.tones = 0; const make = AudioContext.prototype.createOscillator;"
            "AudioContext.prototype.createOscillator = function () {"
            " tones += 1; return make.call(this); }; null"
        )
        press(page, "Start now", "Next phase")
        assert page.evaluate("tones") == 0
        page.get_by_label("Sound at each change").check()
        heard = page.evaluate("tones")
        press(page, "Next phase")
        assert page.evaluate("tones") == heard + 1
        page.get_by_label("Sound at each change").uncheck()
        press(page, "Next phase")
        assert page.evaluate("tones") == heard + 1


class TestTroubles:
    def test_a_tab_that_slept_knows_where_it_is(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        asleep(page, 17)
        assert shown(page) == ("Present", "1:00")
        assert text_of(page, "notice") == "1 minute left"
        assert text_of(page, "ends") == "Planned end 17:30, and it holds"

    def test_a_page_loaded_again_goes_on(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 9)
        press(page, "5 min more")
        page.reload()
        assert shown(page) == ("Present", "14:00")
        assert moved(page)["Clarify"] == "now 16:53"
        press(page, "Pause")
        minutes(page, 3)
        page.reload()
        assert shown(page) == ("Present", "14:00")
        assert text_of(page, "notice") == "Paused"

    def test_the_clock_of_another_plan_is_another_clock(
        self, stopped: Callable[..., Page], open_file: Open
    ) -> None:
        page = stopped()
        press(page, "Start now")
        later = attrs.evolve(example("school").meeting, slot=rg.minutes(61))
        open_file(handout(plan(later)), "sheet.html")
        assert page.locator("#idle").is_visible()

    @pytest.mark.parametrize("how", [REFUSING, FULL], ids=["refused", "full"])
    def test_it_runs_where_nothing_can_be_kept_and_says_so(
        self, stopped: Callable[..., Page], how: str
    ) -> None:
        page = stopped(refusing=how)
        assert page.locator("#unkept").is_visible() is (how == REFUSING)
        press(page, "Start now")
        minutes(page, 9)
        press(page, "1 min more")
        assert shown(page) == ("Present", "10:00")
        assert page.locator("#unkept").is_visible()

    def test_where_things_are_kept_it_does_not_say_the_opposite(
        self, stopped: Callable[..., Page]
    ) -> None:
        page = stopped()
        press(page, "Start now")
        assert not page.locator("#unkept").is_visible()

    @pytest.mark.parametrize(
        "kept",
        [
            "{",
            "null",
            "[]",
            '"<b>"',
            '{"from": 0}',
            '{"from": 99, "begun": 0, "paused": null, "lengths": [], "left": []}',
            '{"from":0,"begun":0,"paused":null,"lengths":[1,1,1,1,-1],"left":[0,0,0,0,0]}',
            '{"from":0,"begun":"x","paused":null,"lengths":[1,1,1,1,1],"left":[0,0,0,0,0]}',
            *(
                f'{{"from":0,"begun":{begun},"paused":{paused},"stopped":{stopped},'
                f'"lengths":[{length},9,9,9,9],"left":[0,0,0,0,0]}}'
                for begun, paused, stopped, length in (
                    ("1e300", "null", "null", "9"),
                    ("-1e18", "null", "null", "9"),
                    ("1794000000000", "-1e18", "null", "9"),
                    ("1794000000000", "1793999999999", "null", "9"),
                    ("1794000000000", "null", "1e300", "9"),
                    ("1794000000000", "null", '"x"', "9"),
                    ("1794000000000", "null", "null", "1e300"),
                )
            ),
        ],
    )
    def test_what_was_kept_by_somebody_else_does_no_harm(
        self, stopped: Callable[..., Page], kept: str
    ) -> None:
        page = stopped()
        press(page, "Start now")
        page.evaluate("kept => localStorage.setItem(Object.keys(localStorage)[0], kept)", kept)
        page.reload()
        assert page.locator("#idle").is_visible()
        assert not page.get_by_role("button", name="Go on where it was").is_visible()
        press(page, "Start now")
        assert text_of(page, "phase") == "Choose"

    def test_two_windows_show_the_same_clock(self, stopped: Callable[..., Page]) -> None:
        page = stopped()
        press(page, "Start now")
        other = page.context.new_page()
        other.goto(page.url)
        press(page, "Next phase")
        other.wait_for_function("document.getElementById('phase').textContent === 'Present'")

    def test_without_script_it_is_a_plain_sheet(self, browser: Browser, tmp_path: Path) -> None:
        path = tmp_path / "sheet.html"
        path.write_text(SCHOOL, encoding="utf-8")
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(path.as_uri())
        assert not page.locator("#clock").is_visible()
        assert not page.get_by_role("button").all()
        assert tuple(page.locator(".title").all_inner_texts()) == PHASES
        assert page.get_by_role("row", name="16:53").is_visible()
        context.close()

    def test_nothing_is_fetched(self, stopped: Callable[..., Page], seen: Seen) -> None:
        page = stopped()
        press(page, "Start now")
        minutes(page, 70)
        assert seen.others(page.url) == []

    def test_a_script_that_is_put_in_does_not_run(
        self, stopped: Callable[..., Page], seen: Seen
    ) -> None:
        seen.excuse("Content Security Policy", because="it is what the test provokes")
        page = stopped()
        page.evaluate(
            "const one = document.createElement('script');"
            "one.textContent = 'window.ran = true'; document.body.append(one);"
            "const two = document.createElement('img');"
            "two.setAttribute('onerror', 'window.ran = true'); two.src = 'x';"
            "document.body.append(two)"
        )
        assert page.evaluate("window.ran") is None
        assert len(seen.noise) >= 2

    def test_names_that_look_like_markup_stay_names(self, stopped: Callable[..., Page]) -> None:
        bad = "<img src=x onerror='window.ran=1'>"
        script = "</script><script>window.ran=1</script>"
        right = "\u202e" + "دينا"
        long = "W" * 200
        school = example("school").meeting
        group = attrs.evolve(
            school.group, members=(bad, script, right, long), leaders=(rg.Person("\"'&"),)
        )
        meeting = attrs.evolve(
            school,
            group=group,
            presenters=(bad,),
            protocol=attrs.evolve(school.protocol, title="<b>Ours</b>"),
        )
        page = stopped(handout(plan(meeting)))
        press(page, "Start now", "Next phase")
        assert f"presenter {bad}" in text_of(page, "who")
        assert page.locator("h1").inner_text() == "<b>Ours</b>"
        assert page.evaluate("window.ran") is None
        for width in (320, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            assert overflow(page) == 0

    def test_nothing_moves_for_whoever_wants_that(self, browser: Browser, tmp_path: Path) -> None:
        path = tmp_path / "sheet.html"
        path.write_text(SCHOOL, encoding="utf-8")
        told = {}
        for motion in ("reduce", "no-preference"):
            context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(path.as_uri())
            look = "getComputedStyle(document.getElementById('gone')).transitionDuration"
            told[motion] = page.evaluate(look)
            context.close()
        assert told == {"reduce": "0s", "no-preference": "0.25s"}


def test_small_groups_share_one_row_of_the_clock(stopped: Callable[..., Page]) -> None:
    agenda = example("triads")
    page = stopped(handout(agenda), now=agenda.meeting.start)
    assert page.locator("tr[data-start]").count() == len({one.start for one in agenda}) == 12
    press(page, "Start now")
    minutes(page, 2)
    assert shown(page) == ("Coach", "30:00")
    assert text_of(page, "where") == "Triads, round 1 of 3"
    who = text_of(page, "who")
    assert "Group 1: coach Abe, coachee Bea, observers Col and Gil" in who
    assert "Group 2: coach Dee, coachee Eli, observer Flo" in who
    minutes(page, 38)
    assert text_of(page, "where") == "Triads, round 2 of 3"
    assert text_of(page, "phase") == "Agree roles"
    assert "Group 1: coach Bea, coachee Col, observers Abe and Gil" in text_of(page, "who")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("reader", Reader, ids=str)
@pytest.mark.parametrize("name", ["school", "monday_repaired", "triads"])
def test_everybody_can_read_it(
    open_file: Open, violations: Violations, name: str, reader: Reader, scheme: Scheme
) -> None:
    text = handout(example(name), reader=reader)
    for width in WIDTHS:
        page = open_file(text, "sheet.html", width=width, scheme=scheme)
        if reader is Reader.FACILITATOR and not page.locator("#running").is_visible():
            assert violations(page) == []
            press(page, "Start now", "5 min more", "Pause")
        assert violations(page) == []
        assert faint(page, "body") == []
        assert overflow(page) == 0


@pytest.mark.parametrize("name", ["school", "monday_repaired", "triads"])
def test_on_paper_there_is_the_whole_plan_and_no_clock(open_file: Open, name: str) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not there")
    agenda = example(name)
    page = open_file(handout(agenda), "sheet.html", scheme="dark")
    press(page, "Start now", "5 min more")
    page.emulate_media(media="print")
    assert faint(page, "body", least=7) == []  # dark on white, whatever the screen was
    made = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in made.pages]
    words = " ".join(" ".join(texts).split())
    for row in page.locator("tr[data-start]").all():
        assert " ".join(row.locator("time").inner_text().split()) in words
        assert row.locator(".title").inner_text() in words
    for absent in ("Phase clock", "Pause", "Next phase", "5 min more", "Planned end"):
        assert absent not in words
    assert not re.search(r"now \d", words)
    assert 2 <= len(texts) <= 4
    box = made.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)  # A4, in points


def test_on_paper_no_row_is_torn_apart(open_file: Open) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not there")
    phases = [
        rg.Phase(
            name=f"phase_{number}",
            time=rg.exactly(rg.minutes(5)),
            purpose=f"top{number}. {'So many words. ' * 20 * (1 + number % 3)}tail{number}.",
        )
        for number in range(14)
    ]
    session = rg.sequence(*phases)
    agenda = plan(
        rg.Meeting(
            protocol=rg.Protocol(key="x", title="Many rows", session=session),
            group=rg.Group(members=("Ann",)),
            start=START,
            slot=rg.minutes(70),
        )
    )
    for reader in Reader:
        page = open_file(handout(agenda, reader=reader), "sheet.html", media="print")
        made = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        texts = [sheet.extract_text() for sheet in made.pages]
        assert len(texts) >= 3
        for number in range(14):
            whole = [f"top{number}." in text for text in texts]
            assert whole.count(True) == 1
            assert whole == [f"tail{number}." in text for text in texts]
        for text in texts:
            if "top" in text:
                assert "Who may speak" in text  # the head of the table is repeated
