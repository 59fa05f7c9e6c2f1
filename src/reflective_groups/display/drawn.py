"""What draws itself: one scene, and every way of showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reflective_groups.display.scene import Scene


class Drawn:
    """A value that draws itself in a notebook, a terminal, a page and a text.

    >>> from reflective_groups.display.scene import Scene
    >>> class Tea(Drawn):
    ...     def scene(self) -> Scene:
    ...         return Scene(title="Tea")
    >>> format(Tea(), "md")
    '**Tea**'

    `format(value, how)` and f-strings take `text`, `md`, `html`, `svg` and `mermaid`; without any
    of them a value is told as `str` tells it. Raises `ValueError` for another one.
    """

    __slots__ = ()

    def scene(self) -> Scene:
        """What there is to see, as a plain scene that any renderer can show."""
        raise NotImplementedError  # pragma: no cover: each kind has its own

    def __format__(self, how: str) -> str:
        return render(self.scene(), how) if how else str(self)

    def _repr_html_(self) -> str:
        return render(self.scene(), "html")

    def _repr_svg_(self) -> str:
        return render(self.scene(), "svg")

    def _repr_markdown_(self) -> str:
        return render(self.scene(), "md")

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        """Every kind of picture that a notebook may ask for, or those it asks for."""
        kinds = frozenset(_KINDS if include is None else include) - frozenset(exclude or ())
        scene = self.scene()
        return {kind: render(scene, how) for kind, how in _KINDS.items() if kind in kinds}


_KINDS = {
    "text/plain": "text",
    "text/html": "html",
    "text/markdown": "md",
    "image/svg+xml": "svg",
}


def render(scene: Scene, how: str) -> str:
    """Show a scene in one of the ways.

    >>> from reflective_groups.display.scene import Scene
    >>> render(Scene(title="Tea"), "text")
    'Tea'
    """
    match how:
        case "text":
            from reflective_groups.display.text import text as show
        case "md":
            from reflective_groups.display.markdown import markdown as show
        case "html":
            from reflective_groups.display.html import html as show
        case "svg":
            from reflective_groups.display.svg import svg as show
        case "mermaid":
            from reflective_groups.display.mermaid import mermaid as show
        case _:
            message = f"a value can be shown as text, md, html, svg or mermaid, not as {how!r}"
            raise ValueError(message)
    return show(scene)
