"""Notebooks of a few cells in JupyterLab and marimo, each in a folder of its own."""

from __future__ import annotations

import json
import socket
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.servers import home, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Locator, Page


def document(cells: Sequence[str]) -> dict[str, object]:
    """A notebook of Jupyter with these cells."""
    made = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source.strip(),
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


@contextmanager
def jupyterlab(folder: Path, cells: Sequence[str], *, dark: bool = False) -> Iterator[str]:
    """The address of a notebook in a JupyterLab that has nothing of the user's."""
    books = folder / "books"
    books.mkdir()
    (books / "book.ipynb").write_text(json.dumps(document(cells)), encoding="utf-8")
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
    look = {"theme": f"JupyterLab {'Dark' if dark else 'Light'}"}
    for name, told in (("notification", quiet), ("themes", look)):
        path = settings / f"{name}.jupyterlab-settings"
        path.write_text(json.dumps(told), encoding="utf-8")
    surroundings = home(folder / "home") | {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    words = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={books}"),
        *("--LabApp.news_url=", "--LabApp.extension_manager=readonly"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]

    def address() -> str:
        for path in (folder / "runtime").glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            told = json.loads(text) if text.endswith("}") else {}
            if told:
                return f"{told['url']}lab/tree/book.ipynb?token={told['token']}"
        return ""

    with running(words, where=folder, surroundings=surroundings, address=address) as found:
        yield found


@contextmanager
def marimo(folder: Path, cells: Sequence[str]) -> Iterator[str]:
    """The address of a notebook in a marimo that has nothing of the user's."""
    bodies = "".join(
        f"@app.cell\ndef _():\n{textwrap.indent(cell.strip(), ' ' * 4)}\n    return\n\n\n"
        for cell in cells
    )
    path = folder / "book.py"
    path.write_text(f"import marimo\n\napp = marimo.App()\n\n\n{bodies}", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        *(sys.executable, "-m", "marimo", "-y", "edit", "--headless", "--no-token"),
        *("--skip-update-check", "--host", "127.0.0.1", "--port", str(port), str(path)),
    ]
    found = f"http://127.0.0.1:{port}/"
    with running(
        words, where=folder, surroundings=home(folder / "home"), address=lambda: found
    ) as answering:
        yield answering


def opened(page: Page, address: str) -> None:
    """JupyterLab with the notebook, and its kernel at rest."""
    page.goto(address)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)


def run_cell(page: Page, number: int) -> Locator:
    """Run a cell of JupyterLab and give what it shows."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    prompt = cell.locator(".jp-InputPrompt")
    before = prompt.inner_text()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "([one, before]) => one.textContent !== before && /[0-9]/.test(one.textContent)",
        arg=[prompt.element_handle(), before],
        timeout=60_000,
    )
    shown = cell.locator(".jp-OutputArea")
    shown.locator(".jp-OutputArea-child").first.wait_for(timeout=60_000)
    return shown
