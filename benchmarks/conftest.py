"""A small table at the end: how long each took, how many a second, and how that compares."""

from __future__ import annotations

from typing import Any

import pytest


def told(seconds: float) -> str:
    """Seconds in the unit in which they are easiest to read."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds * 1e9:.3g} ns"


@pytest.hookimpl(trylast=True)  # after the plugin's own, wide table
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write the medians of this run beside each other, with the ratios that count."""
    session: Any = getattr(config, "_benchmarksession", None)
    found = [one for one in getattr(session, "benchmarks", ()) if one.stats.data]
    if not found:
        return
    # a call that does many things at once says how many, and is told by the one
    medians = {
        one.extra_info.get("is", one.name): one.stats.median / one.extra_info.get("of", 1)
        for one in found
    }
    write = terminalreporter.write_line
    terminalreporter.section("medians of this run, and ratios within it")
    wide = max(map(len, medians))
    for one in found:
        name = one.extra_info.get("is", one.name)
        against = one.extra_info.get("against", ())
        bases = [against] if isinstance(against, str) else against
        ratio = "  ".join(
            f"{medians[name] / medians[base]:6.2f} x {base}" for base in bases if base in medians
        )
        rate = f"{1 / medians[name]:,.0f}/s"
        write(f"{name:<{wide}}  {told(medians[name]):>9}  {rate:>12}  {ratio}".rstrip())
    start = medians.get("python itself")
    if start is None:
        return
    base = medians.get("attrs, cattrs and pendulum")
    for name in ("the package", "the package and one protocol"):
        if base is not None and name in medians:
            ratio = (medians[name] - start) / (base - start)
            write(f"without python's own start, {name}: {ratio:.2f} x attrs, cattrs and pendulum")
