"""Shapes only: a plain scene and what draws it; this room has never heard of a group."""

from reflective_groups.display.drawn import Drawn, render

__all__ = ["Drawn", "render"]
