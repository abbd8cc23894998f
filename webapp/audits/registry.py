"""Every audit, family by family; a test holds it against the files."""

from __future__ import annotations

from webapp.audits import (
    canonical,
    content,
    crawl,
    desc,
    h,
    h1,
    head,
    hreflang,
    img,
    index,
    lang,
    link,
    mob,
    og,
    sd,
    sec,
    title,
)

FAMILIES = (
    crawl,
    index,
    canonical,
    title,
    desc,
    head,
    h1,
    h,
    content,
    link,
    img,
    sd,
    og,
    lang,
    hreflang,
    mob,
    sec,
)
AUDITS = tuple(audit for family in FAMILIES for audit in family.AUDITS)
