"""The runs of a schedule, as people read them."""

from __future__ import annotations

from webapp.services.schedules.history import State
from webapp.services.schedules.runs import Reason

#: Shape, word, and the class that colours them.
RUN_STATES = {
    State.RUNNING: ("◐", "Running", "running"),
    State.FINISHED: ("●", "Ready", "pass"),
    State.FAILED: ("■", "Failed", "fail"),
    State.CANCELED: ("○", "Canceled", "na"),
    State.LEFT_OUT: ("▲", "Left out", "warn"),
    State.DELETED: ("○", "Deleted since", "na"),
}
#: None is of a run before there was a list of them.
RUN_REASONS = {
    Reason.DUE: "Due",
    Reason.CATCH_UP: "Caught up",
    Reason.RUN_NOW: "Run now",
    None: "Not known",
}
