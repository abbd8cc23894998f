"""The operators' pages, in the order of their bar, and what their templates know."""

from __future__ import annotations

from flask import current_app

from webapp.ops.blueprint import bp
from webapp.security import current_actor

PAGES = (
    ("ops.overview", "Overview"),
    ("ops.scan_list", "Scans"),
    ("ops.dead_letters", "Dead letters"),
    ("ops.queues", "Queues"),
    ("ops.workers", "Workers"),
    ("ops.schedule", "Schedule"),
    ("ops.users", "Users"),
    ("ops.audit_log", "Audit log"),
)


@bp.context_processor
def for_templates() -> dict[str, object]:
    """``may_act``: an operator, who gets buttons, rather than a viewer."""
    known = current_app.view_functions
    return {
        "ops_pages": [page for page in PAGES if page[0] in known],
        "may_act": current_actor().is_operator,
    }
