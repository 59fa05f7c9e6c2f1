"""A plan needs a date: the slot shared out, and the meeting laid out on the clock."""

from reflective_groups.planning.agenda import Agenda as Agenda
from reflective_groups.planning.agenda import plan as plan
from reflective_groups.planning.fit import Allotment as Allotment
from reflective_groups.planning.fit import Chosen as Chosen
from reflective_groups.planning.fit import Fit as Fit
from reflective_groups.planning.fit import fit as fit
