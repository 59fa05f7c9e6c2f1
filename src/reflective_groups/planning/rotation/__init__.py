"""Small groups across meetings, so that everybody meets everybody, with a certificate."""

from reflective_groups.planning.rotation.apart import across as across
from reflective_groups.planning.rotation.apart import managed as managed
from reflective_groups.planning.rotation.apart import within as within
from reflective_groups.planning.rotation.rotating import rotate as rotate
from reflective_groups.planning.rotation.values import Certificate as Certificate
from reflective_groups.planning.rotation.values import Progress as Progress
from reflective_groups.planning.rotation.values import Remainder as Remainder
from reflective_groups.planning.rotation.values import Rotation as Rotation
from reflective_groups.planning.rotation.values import rounds_of_groups as rounds_of_groups
