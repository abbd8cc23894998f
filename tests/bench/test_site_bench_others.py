"""The bench of site scans: other tools, what they used, and what is said of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.site import __main__ as bench
from bench.site import crawl, meter, notes, others, pages
from bench.site.folder import START, Folder, served
from bench.site.others import Told
from support.stack import wait_for

#: The system counts user and system time in whole hundredths, each rounded down.
BUSY = "import time\nwhile time.process_time() < 0.45: pass\n"
#: It asks for the pages that it is given, twice for the first.
TOOL = """
import json, sys, urllib.request
name, site, pages, folder = sys.argv[1:]
with urllib.request.urlopen(site + "/all-pages.txt") as answer:
    urls = answer.read().decode().split()
for url in [urls[0], *urls]:
    urllib.request.urlopen(url).close()
while __import__("time").process_time() < 0.2: pass
print("some words of the tool")
print(json.dumps({"pages": len(urls), "broken": 1}))
"""


def told(**changes: object) -> Told:
    values = {
        "name": "tool",
        "pages": 2,
        "broken": 0,
        "given": frozenset({"/a"}),
        "requests": 3,
        "wall": 2.0,
        "processor": 1.0,
        "memory_mb": 9.0,
    }
    return Told(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<a href='a.html'>a</a>")
    (tmp_path / "site" / "a.html").write_text("<title>a</title>")
    return Folder(tmp_path / "site")


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def put(text: str) -> None:
        path = tmp_path / "tool.py"
        path.write_text(text)
        monkeypatch.setattr(others, "SCRIPT", path)

    return put


def test_a_tool_is_counted_by_the_server(
    folder: Folder, script: Callable[[str], None]
) -> None:
    script(TOOL)
    with served(folder) as site:
        found_pages = folder.walk(9)
        found = others.crawl(sys.executable, "tool", site, found_pages)
    assert (found.pages, found.broken) == (2, 1)
    assert (found.given, found.requests) == (frozenset(found_pages), 4)
    assert 0.2 <= found.processor < 5
    assert found.wall > 0


@pytest.mark.parametrize(
    ("python", "words"),
    [("/no/python", "--other /no/python"), (sys.executable, "No module named 'nope'")],
)
def test_a_tool_that_is_not_there_is_told(
    folder: Folder, script: Callable[[str], None], python: str, words: str
) -> None:
    script("import nope")
    with served(folder) as site, pytest.raises(SystemExit, match=words):
        others.crawl(python, "tool", site, [START])


def test_a_process_and_its_children_are_metered() -> None:
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY!r}])"
    command = [sys.executable, "-c", f"{code}\nsys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        with meter.metered({"it": process.pid}, [process.pid], 0.01) as used:
            # The child has ended and was waited for.
            wait_for(lambda: meter.used(process.pid) >= 0.4, "its child was busy")
        process.stdin.close()
    assert used.processor["it"] >= 0.3
    assert 1 < used.memory_mb < 500
    assert meter.used(process.pid) == 0  # it is gone
    assert meter.peak_mb() >= meter.share_mb(os.getpid()) > 1


def test_the_start_is_left_out_and_told() -> None:
    start = told(wall=1.5, processor=0.75)
    found = others.without_start(told(), start)
    assert (found.wall, found.processor) == (0.5, 0.25)
    found_notes = notes.notes_on(found, frozenset({"/a", "/b"}))
    assert found_notes[0] == "1 pages were not given, as /b"
    assert "1.5 s, 0.8 of the processor" in found_notes[1]
    assert "more pages" in found_notes[2]


def test_what_went_otherwise_is_told() -> None:
    found = notes.notes_on(told(broken=3), frozenset({"/c"}))
    assert found == [
        "1 pages were not given, as /c",
        "1 other pages were given, as /a",
        "3 addresses failed",
    ]
    assert notes.notes_on(told(), frozenset({"/a"})) == []


def test_ratios_are_per_second_of_the_processor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = crawl.Form(2, has_keyphrases=True)
    ours = crawl.Result(told(name="ours", processor=0.5), form, {"worker": 0.5})
    theirs = crawl.Result(told(name="theirs", processor=2.0))
    crawl.show(ours, ours)
    crawl.show(theirs, ours)
    first, second = capsys.readouterr().out.splitlines()
    assert first == "| ours | on | 2 | 3 | 1 | 2 | 2.0 | 0.5 | 0.5 | 2.00 |  | 9 |"
    assert second == "| theirs |  |  | 3 | 1 | 2 | 2.0 | 0.5 | 2.0 | 0.50 | 4.00 | 9 |"
    assert crawl.by_kind({"worker0": 1, "worker1": 2, "web": 3}) == {
        "worker": 3,
        "web": 3,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "PART"),
        (["crawl"], "--pages"),
        (["crawl", "--pages", "/no/folder"], "there is no folder"),
        (["judge", "--pages", "0"], "must be 1 or more"),
        (["pages", "--times", "1"], "must be 2 or more"),
    ],
)
def test_bad_arguments_are_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.arguments(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_bound_that_is_not_kept_ends_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = time.monotonic()
    monkeypatch.setattr(pages, "run", lambda asked: asked.times == 3)
    with pytest.raises(SystemExit, match="200 ms"):
        bench.main(["pages", "--times", "2"])
    bench.main(["pages", "--times", "3"])
    assert time.monotonic() - began < 30
