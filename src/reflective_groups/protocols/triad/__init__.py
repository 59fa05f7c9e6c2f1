"""Peer coaching in threes: coach, coachee and observer, and the model of one trust of schools."""

from reflective_groups.protocols.triad.peer import PEER as PEER
from reflective_groups.protocols.triad.practice import PRACTICE as PRACTICE
from reflective_groups.protocols.triad.veritas_meeting import VERITAS_MEETING as VERITAS_MEETING
from reflective_groups.protocols.triad.veritas_workshop import VERITAS_WORKSHOP as VERITAS_WORKSHOP
