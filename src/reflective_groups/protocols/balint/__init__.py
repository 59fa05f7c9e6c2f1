"""Balint groups: one case, one presenter who sits back, and the relationship at work in it."""

from reflective_groups.protocols.balint.abs_online import ABS_ONLINE as ABS_ONLINE
from reflective_groups.protocols.balint.bsanz import BSANZ as BSANZ
from reflective_groups.protocols.balint.ch import CH as CH
from reflective_groups.protocols.balint.coach_40 import COACH_40 as COACH_40
from reflective_groups.protocols.balint.de import DE as DE
from reflective_groups.protocols.balint.fr import FR as FR
from reflective_groups.protocols.balint.gr import GR as GR
from reflective_groups.protocols.balint.nl import NL as NL
from reflective_groups.protocols.balint.online_on_ca import ONLINE_ON_CA as ONLINE_ON_CA
from reflective_groups.protocols.balint.revised_coaching import REVISED_COACHING as REVISED_COACHING
from reflective_groups.protocols.balint.school import SCHOOL as SCHOOL
from reflective_groups.protocols.balint.series import SERIES as SERIES
from reflective_groups.protocols.balint.teacher_fr import TEACHER_FR as TEACHER_FR
from reflective_groups.protocols.balint.uk import UK as UK
from reflective_groups.protocols.balint.uk_online import UK_ONLINE as UK_ONLINE
from reflective_groups.protocols.balint.us_blog import US_BLOG as US_BLOG
