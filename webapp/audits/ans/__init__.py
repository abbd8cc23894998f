"""The ``ans.…`` checks: whether the content is written so that it can be quoted."""

from __future__ import annotations

from webapp.audits.ans import (
    answer_first,
    definition,
    evidence,
    question_heads,
    structure,
)
from webapp.audits.audit import Audit

AUDITS = (
    Audit(question_heads.META, question_heads.run),
    Audit(answer_first.META, answer_first.run),
    Audit(structure.META, structure.run),
    Audit(evidence.META, evidence.run),
    Audit(definition.META, definition.run),
)
