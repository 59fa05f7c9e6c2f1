"""Bytes: JSON for programs, TOML for people, and the JSON Schema of both."""

from reflective_groups.serial.envelope import FORMAT_VERSION as FORMAT_VERSION
from reflective_groups.serial.envelope import documents as documents
from reflective_groups.serial.envelope import dumps as dumps
from reflective_groups.serial.envelope import from_data as from_data
from reflective_groups.serial.envelope import load_meeting as load_meeting
from reflective_groups.serial.envelope import load_protocol as load_protocol
from reflective_groups.serial.envelope import load_series as load_series
from reflective_groups.serial.envelope import loads as loads
from reflective_groups.serial.envelope import loads_toml as loads_toml
from reflective_groups.serial.envelope import to_data as to_data
from reflective_groups.serial.intake import Limits as Limits
from reflective_groups.serial.schema import json_schema as json_schema
