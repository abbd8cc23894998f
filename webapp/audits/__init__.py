"""The checks: one a file, pure functions of the inputs they declare.

``run_audits`` runs every check of the registry, ``score`` adds them up, ``to_entries``
puts them into the report, ``with_pagespeed`` adds what is measured after the teaser,
``ledger`` shows how the score came about.
"""

from __future__ import annotations

from webapp.audits.entries import to_entries
from webapp.audits.late import with_pagespeed
from webapp.audits.ledger import ledger
from webapp.audits.runner import run_audits
from webapp.audits.scoring import Scores, score

__all__ = ["Scores", "ledger", "run_audits", "score", "to_entries", "with_pagespeed"]
