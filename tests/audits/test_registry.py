"""The registry against the files, the metas against the rules of the house."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.audits.audit import Audit, AuditMeta
from webapp.audits.registry import AUDITS
from webapp.audits.scoring import CATEGORIES
from webapp.audits.site import SITE_AUDITS
from webapp.audits.site_audit import SiteAudit
from webapp.domain.audit_inputs import AuditInputs

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    f"{path.parent.name}.{path.stem}"
    for path in ROOT.glob("webapp/audits/*/*.py")
    if path.stem != "__init__" and path.parent.name != "site"
}
METAS = [audit.meta for audit in (*AUDITS, *SITE_AUDITS)]


def file_of(audit_id: str) -> str:
    return audit_id.replace("-", "_")


def test_every_file_is_registered_and_named_by_its_id() -> None:
    assert {file_of(audit.meta.id) for audit in AUDITS} == FILES


def site_file_of(audit_id: str) -> str:
    return file_of(audit_id).replace(".", "_")


def test_every_site_check_is_registered_and_its_file_named_by_its_id() -> None:
    files = {path.stem for path in ROOT.glob("webapp/audits/site/*.py")}
    registered = {site_file_of(audit.meta.id) for audit in SITE_AUDITS}
    assert registered == files - {"__init__"}


def test_ids_are_unique_and_pages_and_sites_share_none() -> None:
    assert len({meta.id for meta in METAS}) == len(METAS)


def test_there_are_at_least_thirty() -> None:
    assert len(AUDITS) >= 30


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.meta.id)
def test_it_has_a_test_file(audit: Audit) -> None:
    folder, _, name = file_of(audit.meta.id).partition(".")
    path = ROOT / f"tests/audits/{folder}/test_{folder}_{name}.py"
    text = path.read_text()
    assert f'ID = "{audit.meta.id}"' in text
    assert "def test_it_passes" in text
    assert "def test_it_fails" in text


@pytest.mark.parametrize("audit", SITE_AUDITS, ids=lambda audit: audit.meta.id)
def test_a_site_check_has_a_test_file(audit: SiteAudit) -> None:
    name = site_file_of(audit.meta.id)
    text = (ROOT / f"tests/audits/site/test_{name}.py").read_text()
    assert f'ID = "{audit.meta.id}"' in text
    assert "def test_it_passes" in text
    assert "def test_it_fails" in text
    assert 'outcome == "na"' in text


@pytest.mark.parametrize("meta", METAS, ids=lambda meta: meta.id)
def test_its_meta_is_whole(meta: AuditMeta) -> None:
    assert meta.category in CATEGORIES
    assert meta.source.startswith("https://")
    assert meta.title != meta.failure_title
    assert not meta.title.endswith(".")
    for text in (meta.why, meta.how_to_fix):
        assert text.endswith(".")
        assert "  " not in text
    assert meta.rule.endswith(".")
    assert meta.wrong.strip()
    assert meta.right.strip()
    assert meta.wrong != meta.right
    assert set(meta.inputs) <= set(AuditInputs.__slots__)


def test_texts_are_not_shared() -> None:
    for field in ("title", "failure_title", "why", "how_to_fix"):
        texts = [getattr(meta, field) for meta in METAS]
        assert len(set(texts)) == len(texts), field
