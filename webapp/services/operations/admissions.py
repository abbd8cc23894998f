"""Who gets in without an operator's doing: visitors who scan, people who register."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.exceptions import Refused
from webapp.models import OperatorSwitch
from webapp.services import switches
from webapp.services.audit_log import Operator
from webapp.services.current import settings

#: Switches by name: what they allow.
LABELS = {
    switches.ANONYMOUS_SCANS: "Visitors may scan",
    switches.REGISTRATION_OPEN: "People may register",
}


@dataclass(frozen=True)
class Admission:
    """One of the two, as it is now."""

    name: str
    label: str
    is_on: bool
    #: The setting of the environment, and what it says.
    setting: str
    is_set: bool
    #: Who switched it by hand, and when; None: the setting holds.
    switched: OperatorSwitch | None


def list_all() -> list[Admission]:
    return [look(name) for name in LABELS]


def look(name: str) -> Admission:
    is_set = bool(getattr(settings(), name))
    switched = switches.all_with(name).get("")
    is_on = is_set if switched is None else switched.is_on
    return Admission(name, LABELS[name], is_on, name.upper(), is_set, switched)


def turn(name: str, is_on: bool, by: Operator) -> str:
    """Allow it or not; its label. Raises ``Refused`` (404)."""
    if name not in LABELS:
        raise Refused("not_found", "There is no such switch.", status=404)
    action = "switch.on" if is_on else "switch.off"
    switches.turn(name, is_on, by, action, LABELS[name])
    return LABELS[name]
