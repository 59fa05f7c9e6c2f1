"""Shapes only: a plain scene and what draws it; this room has never heard of a group."""
