"""Sites are told apart by their port, and not by a ``www.``.

Revision 0012, after 0011.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SITES = sa.table(
    "site_scans",
    sa.column("start_url", sa.String),
    sa.column("host", sa.String),
)


def upgrade() -> None:
    connection = op.get_bind()
    for (url,) in connection.execute(sa.select(SITES.c.start_url).distinct()).all():
        same = SITES.c.start_url == url
        connection.execute(sa.update(SITES).where(same).values(host=name_of(url)))


def name_of(url: str) -> str:
    """As ``pipeline.sites.site_name`` tells it at this revision."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
    whole = f"[{host}]" if ":" in host else host
    is_usual = parts.port in (None, 443 if parts.scheme == "https" else 80)
    return (whole if is_usual else f"{whole}:{parts.port}")[:253]


def downgrade() -> None:
    """Older code takes any name."""
