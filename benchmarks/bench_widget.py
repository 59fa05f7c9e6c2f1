"""How long `explore` takes from a slider to the picture, and how much of that is Python."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

import pytest

import reflective_groups as rg
from reflective_groups.widget.explorer import Controls, answer, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROUNDS = 50
KEYS = ("balint.school", "balint.uk_online", "triad.peer")
CELLS = (
    """
import statistics, time
import reflective_groups as rg
w = rg.explore(rg.CATALOGUE["{key}"])
taken, heard = [], w._heard

def timed(*told):
    began = time.perf_counter()
    heard(*told)
    taken.append(1e3 * (time.perf_counter() - began))

w.on_msg(heard, remove=True)
w.on_msg(timed)
w
""",
    "print(statistics.median(taken[-{rounds}:]))",
)
MOVE = """
() => new Promise((done) => {
  const root = document.querySelector(".rgx");
  const slot = root.querySelector(".rgx-slider input");
  const picture = root.querySelector(".rgx-picture");
  window.step = window.step === 1 ? -1 : 1;
  const began = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  });
  watch.observe(picture, {childList: true});
  slot.value = Number(slot.value) + window.step;
  slot.dispatchEvent(new Event("input", {bubbles: true}));
})
"""


def controls(key: str, extra: int = 0) -> Controls:
    protocol = rg.CATALOGUE[key]
    usual = Controls.of(protocol)
    return Controls.of(protocol, slot=usual.slot + rg.minutes(extra))


@pytest.mark.parametrize("key", KEYS)
def test_answer_in_python(benchmark: Any, key: str) -> None:  # noqa: ANN401 -- the plugin gives its fixture no type
    benchmark.extra_info.update(
        {"is": f"answer a slider in Python, {key}", "against": f"check the same meeting, {key}"}
    )
    moves = iter(range(1_000_000))
    shown = benchmark.pedantic(
        lambda: page(answer(controls(key, next(moves) % 2))), rounds=ROUNDS, warmup_rounds=2
    )
    assert shown["fits"]
    assert "<svg" in shown["picture"]


@pytest.mark.parametrize("key", KEYS)
def test_check(benchmark: Any, key: str) -> None:  # noqa: ANN401 -- the same
    benchmark.extra_info.update({"is": f"check the same meeting, {key}"})
    meeting = controls(key).meeting
    assert benchmark.pedantic(lambda: rg.check(meeting), rounds=ROUNDS, warmup_rounds=2)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser without a screen."""
    pytest.importorskip("anywidget", reason="needs the extra widget")
    pytest.importorskip("jupyterlab", reason="JupyterLab is not there")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not there")
    from tests.browser import ground

    path = ground.chromium()
    if path is None:
        pytest.skip("Chromium is not there")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ground.flags())
        yield running
        running.close()


@pytest.mark.parametrize("key", KEYS)
def test_slider_to_picture(benchmark: Any, key: str, chromium: Any, tmp_path: Path) -> None:  # noqa: ANN401 -- the same
    """Timed in the page, from the event of the slider to the frame that shows the new picture."""
    from tests.browser.notebooks import jupyterlab, opened, run_cell

    cells = [cell.replace("{key}", key).replace("{rounds}", str(ROUNDS)) for cell in CELLS]
    window = chromium.new_context(viewport={"width": 1200, "height": 900}).new_page()
    with jupyterlab(tmp_path, cells) as address:
        opened(window, address)
        run_cell(window, 0)
        window.locator(".rgx svg").wait_for()
        for _ in range(5):
            window.evaluate(MOVE)
        taken: list[float] = []
        benchmark.pedantic(lambda: taken.append(window.evaluate(MOVE)), rounds=ROUNDS)
        python = float(run_cell(window, 1).inner_text())
        window.goto("about:blank")
    whole = statistics.median(taken)
    benchmark.extra_info.update(
        {
            "is": f"slider to picture in JupyterLab, {key}: {whole:.1f} ms in the page, "
            f"of which Python {python:.1f} ms",
            "against": f"answer a slider in Python, {key}",
        }
    )
    assert len(taken) == ROUNDS
    assert 0 < python < whole
