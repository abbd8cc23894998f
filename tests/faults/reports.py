"""What a long run has to say, printed and kept in ``var/faults``."""

from __future__ import annotations

import json
from typing import Any

from support.stack import ROOT


def keep(name: str, report: dict[str, Any]) -> None:
    text = json.dumps(report, indent=1)
    print(text)
    results = ROOT / "var" / "faults"
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{name}.txt").write_text(text + "\n")
