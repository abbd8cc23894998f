"""The ``img.…`` checks."""

from __future__ import annotations

from webapp.audits.audit import Audit
from webapp.audits.img import alt_missing, alt_quality, lazy_hero, picture, size_attrs

AUDITS = (
    Audit(alt_missing.META, alt_missing.run),
    Audit(alt_quality.META, alt_quality.run),
    Audit(size_attrs.META, size_attrs.run),
    Audit(picture.META, picture.run),
    Audit(lazy_hero.META, lazy_hero.run),
)
