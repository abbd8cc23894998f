"""What the product loads is what requirements.txt installs, without the test tools.

CI installs both into one environment, which hides a package that only the tools bring.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"^[A-Za-z0-9].*", re.MULTILINE)
#: What structlog loads where it is there, and does without.
OPTIONAL = {"attr", "greenlet"}
#: All that a worker, the web and an export load, as modules' first names.
LOADED = """
import json, sys
from pathlib import Path
import webapp, worker, typst
from webapp import api, auth, checks, cli, errors, filters, ops, scans, security
from webapp.pipeline import analyze, parse
from webapp.pipeline.generate import model_client
from webapp.processes import redis, scan_worker, scheduler, web
parse.preload()
analyze.preload("default", "auto", Path(sys.argv[1]))
analyze.preload("default", "torch", Path(sys.argv[1]))
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def installed_by(requirements: Path) -> set[str]:
    """The distributions of a file and all that they need here.

    Extras count where the file names them itself. Those that a package asks of another
    do not: Debian's pip (23.0) misses ``lxml[html_clean]``, for its underscore.
    """
    named = [Requirement(line) for line in LINE.findall(requirements.read_text())]
    waiting = [(wanted.name, wanted.extras) for wanted in named]
    found: set[str] = set()
    for name, extras in waiting:  # it grows while it is walked
        if canonicalize_name(name) in found:
            continue
        found.add(canonicalize_name(name))
        for text in metadata.requires(name) or ():
            inner = Requirement(text)
            asked = [{"extra": extra} for extra in ("", *extras)]
            if not inner.marker or any(map(inner.marker.evaluate, asked)):
                waiting.append((inner.name, set()))
    return found


def test_the_product_loads_nothing_that_only_the_tools_bring(models: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(models)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    owners = metadata.packages_distributions()
    product = installed_by(ROOT / "requirements.txt")
    foreign = {
        module: owners[module]
        for module in json.loads(done.stdout.splitlines()[-1])
        if module in owners.keys() - OPTIONAL
        and product.isdisjoint(canonicalize_name(name) for name in owners[module])
    }
    assert foreign == {}
