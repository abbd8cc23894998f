"""Who gets in without an operator's doing: visitors who scan, people who register."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


class Choice(StrEnum):
    """What an operator may choose for one of them."""

    ON = "on"
    OFF = "off"
    SETTING = "setting"


#: In the audit log.
ACTIONS = {
    Choice.ON: "switch.on",
    Choice.OFF: "switch.off",
    Choice.SETTING: "switch.setting",
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

    @property
    def overrides(self) -> bool:
        """Whether the setting would have it otherwise."""
        return self.is_on != self.is_set


def list_all() -> list[Admission]:
    return [look(name) for name in LABELS]


def look(name: str) -> Admission:
    is_set = bool(getattr(settings(), name))
    switched = switches.all_with(name).get("")
    is_on = is_set if switched is None else switched.is_on
    return Admission(name, LABELS[name], is_on, name.upper(), is_set, switched)


def choose(name: str, value: str, by: Operator) -> Admission:
    """Allow it, forbid it, or leave it to the setting again; what came of it.

    Raises ``Refused``: not_found, bad_choice.
    """
    if name not in LABELS:
        raise Refused("not_found", "There is no such switch.", status=404)
    choice, label = chosen(value), LABELS[name]
    action = ACTIONS[choice]
    if choice is Choice.SETTING:
        switches.let_go(name, by, action, label)
    else:
        switches.turn(name, choice is Choice.ON, by, action, label)
    return look(name)


def chosen(value: str) -> Choice:
    try:
        return Choice(value)
    except ValueError as error:
        sentence = "A switch is turned on, off, or left to its setting: nothing else."
        raise Refused("bad_choice", sentence, status=422) from error
