"""What makes a protocol, a meeting or a series sound: rules with sources, and what they find."""

from reflective_groups.rules.book import Rule as Rule
from reflective_groups.rules.book import rule as rule
from reflective_groups.rules.checking import RULES as RULES
from reflective_groups.rules.checking import Profile as Profile
from reflective_groups.rules.checking import Weight as Weight
from reflective_groups.rules.checking import check as check
from reflective_groups.rules.checking import explain as explain
from reflective_groups.rules.finding import Finding as Finding
from reflective_groups.rules.finding import Notice as Notice
from reflective_groups.rules.finding import Report as Report
from reflective_groups.rules.finding import Severity as Severity
from reflective_groups.rules.repair import Edit as Edit
from reflective_groups.rules.repair import FactsOnly as FactsOnly
from reflective_groups.rules.repair import LeaveOut as LeaveOut
from reflective_groups.rules.repair import MoveAfter as MoveAfter
from reflective_groups.rules.repair import PayLeaders as PayLeaders
from reflective_groups.rules.repair import PutAfter as PutAfter
from reflective_groups.rules.repair import PutBefore as PutBefore
from reflective_groups.rules.repair import Repair as Repair
from reflective_groups.rules.repair import SetFee as SetFee
from reflective_groups.rules.repair import SetMeetings as SetMeetings
from reflective_groups.rules.repair import SetRounds as SetRounds
from reflective_groups.rules.repair import SetSlot as SetSlot
from reflective_groups.rules.repair import SetTime as SetTime
from reflective_groups.rules.repair import Silence as Silence
from reflective_groups.rules.repair import Unlock as Unlock
