"""GROW and its kin: one coach, one coachee, and a talk that ends in something to do."""

from reflective_groups.protocols.grow.clear import CLEAR as CLEAR
from reflective_groups.protocols.grow.grow import GROW as GROW
from reflective_groups.protocols.grow.growth import GROWTH as GROWTH
from reflective_groups.protocols.grow.oskar import OSKAR as OSKAR
from reflective_groups.protocols.grow.regrow import REGROW as REGROW
from reflective_groups.protocols.grow.stepppa import STEPPPA as STEPPPA
from reflective_groups.protocols.grow.tgrow import TGROW as TGROW
