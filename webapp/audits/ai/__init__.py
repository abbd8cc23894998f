"""The ``ai.…`` checks: what crawlers and agents of language models may and can read."""

from __future__ import annotations

from webapp.audits.ai import (
    content_signal,
    eligible,
    extractable,
    feed,
    md_alt,
    noai,
    pay,
    rsl,
    search_bots,
    token_weight,
    training_bots,
    user_fetchers,
)
from webapp.audits.audit import Audit

AUDITS = (
    Audit(eligible.META, eligible.run),
    Audit(token_weight.META, token_weight.run),
    Audit(extractable.META, extractable.run),
    Audit(md_alt.META, md_alt.run),
    Audit(feed.META, feed.run),
    Audit(search_bots.META, search_bots.run),
    Audit(user_fetchers.META, user_fetchers.run),
    Audit(training_bots.META, training_bots.run),
    Audit(content_signal.META, content_signal.run),
    Audit(noai.META, noai.run),
    Audit(rsl.META, rsl.run),
    Audit(pay.META, pay.run),
)
