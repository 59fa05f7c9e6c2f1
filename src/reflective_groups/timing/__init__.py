"""Lengths without a date: what can be kept, how it is shared out, and what gives way."""

from reflective_groups.timing.allotment import Allotment as Allotment
from reflective_groups.timing.limit import Limit as Limit
from reflective_groups.timing.limit import Side as Side
from reflective_groups.timing.network import Bound as Bound
from reflective_groups.timing.network import Network as Network
from reflective_groups.timing.network import Span as Span
from reflective_groups.timing.retime import Mode as Mode
from reflective_groups.timing.retime import Retimed as Retimed
from reflective_groups.timing.retime import retime as retime
