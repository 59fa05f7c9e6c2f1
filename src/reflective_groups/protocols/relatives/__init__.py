"""Relatives of the Balint group: peers who think together about one member's matter."""

from reflective_groups.protocols.relatives.action_learning import ACTION_LEARNING as ACTION_LEARNING
from reflective_groups.protocols.relatives.consultancy import CONSULTANCY as CONSULTANCY
from reflective_groups.protocols.relatives.consultancy_short import (
    CONSULTANCY_SHORT as CONSULTANCY_SHORT,
)
from reflective_groups.protocols.relatives.intervision import INTERVISION as INTERVISION
from reflective_groups.protocols.relatives.intervision_course import (
    INTERVISION_COURSE as INTERVISION_COURSE,
)
from reflective_groups.protocols.relatives.intervision_five_step import (
    INTERVISION_FIVE_STEP as INTERVISION_FIVE_STEP,
)
from reflective_groups.protocols.relatives.intervision_peer import (
    INTERVISION_PEER as INTERVISION_PEER,
)
from reflective_groups.protocols.relatives.peer_supervision import (
    PEER_SUPERVISION as PEER_SUPERVISION,
)
from reflective_groups.protocols.relatives.reflecting_team import REFLECTING_TEAM as REFLECTING_TEAM
from reflective_groups.protocols.relatives.reflecting_team_case import (
    REFLECTING_TEAM_CASE as REFLECTING_TEAM_CASE,
)
from reflective_groups.protocols.relatives.troika import TROIKA as TROIKA
from reflective_groups.protocols.relatives.wise_crowds import WISE_CROWDS as WISE_CROWDS
from reflective_groups.protocols.relatives.work_discussion import WORK_DISCUSSION as WORK_DISCUSSION
