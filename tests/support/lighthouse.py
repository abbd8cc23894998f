"""A stand-in for Lighthouse: it speaks its command line, and writes what a test says.

``make_lighthouse(folder, how)`` writes an executable. Its ``log.json`` has one line a
run: arguments, environment and process id.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

#: Browsers are started as Lighthouse does it: by CHROME_PATH, in a group of their own.
PROGRAM = """#!{python}
import json, os, re, subprocess, sys, time, urllib.request
folder, how = {folder!r}, {how!r}
options = dict(a.partition("=")[::2] for a in sys.argv[1:])
run = dict(arguments=sys.argv[1:], environment=dict(os.environ), pid=os.getpid())
with open(folder + "/log.json", "a") as log:
    log.write(json.dumps(run) + "\\n")
if "browser" in how:
    subprocess.Popen([os.environ["CHROME_PATH"], "60"], start_new_session=True)
    while not os.path.exists(folder + "/browser.log"):
        time.sleep(0.01)
if "get" in how:
    address = re.search("--proxy-server=(\\\\S+)", options["--chrome-flags"])[1]
    proxy = urllib.request.ProxyHandler(dict(http=address))
    opener = urllib.request.build_opener(proxy)
    try:
        opener.open(how["get"], timeout=5).read()
    except OSError as error:
        print(error, file=sys.stderr)
if "say" in how:
    print(how["say"], file=sys.stderr)
time.sleep(how.get("sleep", 0))
if "result" in how:
    with open(options["--output-path"], "w") as output:
        output.write(how["result"])
sys.exit(how.get("status", 0))
"""
#: A browser that is there, and stays.
BROWSER = """#!/bin/sh
env > "{folder}/browser.log"
echo $$ > "{folder}/browser.pid"
exec sleep "$1"
"""


def make_lighthouse(folder: Path, how: dict[str, Any]) -> str:
    """``how``: ``result`` (text of the output), ``sleep``, ``status``, ``say`` (to
    standard error), ``browser`` (start one and leave it), ``get`` (by the proxy)."""
    path = folder / "lighthouse"
    filled = PROGRAM.format(python=sys.executable, folder=str(folder), how=how)
    path.write_text(filled)
    path.chmod(0o700)
    return str(path)


def make_browser(folder: Path) -> str:
    path = folder / "chromium"
    path.write_text(BROWSER.format(folder=folder))
    path.chmod(0o700)
    return str(path)


def runs(folder: Path) -> list[dict[str, Any]]:
    """What each run was told."""
    log = folder / "log.json"
    lines = log.read_text().splitlines() if log.exists() else []
    return [json.loads(line) for line in lines]
