"""The ``crawl.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.crawl import (
    html_size,
    http_to_https,
    redirect_chain,
    redirect_temp,
    soft_404,
    status,
    www_variants,
)

AUDITS = (
    Audit(status.META, status.run),
    Audit(redirect_chain.META, redirect_chain.run),
    Audit(redirect_temp.META, redirect_temp.run),
    Audit(http_to_https.META, http_to_https.run),
    Audit(www_variants.META, www_variants.run),
    Audit(soft_404.META, soft_404.run),
    Audit(html_size.META, html_size.run),
)
