"""Collect the examples in prose and docstrings as tests."""

from __future__ import annotations

from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

_prose = Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"])
_docstrings = Sybil(
    parsers=[DocTestParser()], patterns=["*.py"], excludes=["test_*.py", "conftest.py"]
)
pytest_collect_file = (_prose + _docstrings).pytest()
