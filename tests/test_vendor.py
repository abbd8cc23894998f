"""Third-party browser assets are what their README says, to the byte."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "webapp/static/vendor"


def test_each_asset_has_its_checksum() -> None:
    assets = list(VENDOR.glob("*/*.js"))
    assert assets
    for asset in assets:
        told = re.findall(r"[0-9a-f]{64}", (asset.parent / "README.md").read_text())
        assert hashlib.sha256(asset.read_bytes()).hexdigest() in told
        assert (asset.parent / "LICENSE").is_file()


def test_no_template_carries_a_script_or_a_style() -> None:
    for path in ROOT.glob("webapp/templates/**/*.html"):
        if "rq_dashboard" in path.parts:
            continue
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path
