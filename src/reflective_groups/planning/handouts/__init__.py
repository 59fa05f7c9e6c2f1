"""Pages for the table: a plan as one file of HTML, to be opened on a laptop or printed."""

from reflective_groups.planning.handouts.page import handout as handout
from reflective_groups.planning.handouts.reader import Reader as Reader
from reflective_groups.planning.handouts.saving import save as save

__all__ = ["Reader", "handout", "save"]
