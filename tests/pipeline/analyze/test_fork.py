"""Work horses are forked from a worker that has loaded the model, used or not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HORSES = 50
PROGRAM = """
import os, signal, sys
from pathlib import Path
from config import prepare_model_environment
prepare_model_environment()
from webapp.pipeline.analyze import Source, encoders
from webapp.pipeline.analyze.finder import KeyphraseFinder
wanted, parent, horses, cache = sys.argv[1:]
extractor = KeyphraseFinder(encoders.choose("default", wanted, Path(cache)))
text = "Tomato plants need good potting soil. Water the tomato plants each morning. "
page = Source(blocks=(text * 30,), lang="en")
if parent == "inferred":
    extractor.warm_up()
for number in range(int(horses)):
    pid = os.fork()
    if pid == 0:
        signal.alarm(30)  # a horse that hangs is killed, and told
        found = extractor.extract(page, 15000)
        os._exit(0 if found.phrases and "KeyBERT" in found.note else 1)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        sys.exit(f"horse {number} ended with {status}")
"""


@pytest.mark.parametrize("parent", ["idle", "inferred"])
@pytest.mark.parametrize(("wanted", "horses"), [("onnx", HORSES), ("torch", 12)])
def test_no_horse_hangs(models: Path, parent: str, wanted: str, horses: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, wanted, parent, str(horses), str(models)],
        cwd=ROOT,
        timeout=110,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
