"""A scan that stops a build, as docs/ci.md tells it, and what build servers read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from flask import Flask
from lxml import etree

from support.site import HTML, Site

DOCS = Path(__file__).resolve().parents[2] / "docs" / "ci.md"
SCHEMA = Path(__file__).with_name("sarif-2.1.0-subset.json")
HOSTILE = "]]>&amp;<b>\n::error::owned %0A \x1b[31m"


@pytest.fixture
def scan(app: Flask) -> Callable[..., Result]:
    return lambda *words: app.test_cli_runner().invoke(args=["scan", *words])


@pytest.fixture
def worse(site: Site) -> str:
    """The good page without title and description."""
    page = re.sub("<title>.*?</title>", "", site.good_page("/worse"), flags=re.S)
    site.pages["/worse"] = re.sub('<meta name="description"[^>]*>', "", page)
    return f"{site.url}/worse"


def test_a_score_that_is_too_low(scan: Callable[..., Result], site: Site) -> None:
    assert scan(site.url, "--fail-under", "1").exit_code == 0
    done = scan(site.url, "--fail-under", "100")
    assert done.exit_code == 1
    assert "does not pass: The score is" in done.stderr
    assert "Score" in done.stdout  # the report is printed all the same


def test_a_regression_and_only_then(
    scan: Callable[..., Result], site: Site, worse: str, tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text(scan(site.url, "--format", "json").stdout)
    same = scan(site.url, "--baseline", str(baseline))
    assert (same.exit_code, "does not pass" in same.stderr) == (0, False)
    done = scan(worse, "--baseline", str(baseline), "--fail-on", "serious")
    assert done.exit_code == 1
    reasons = re.findall(r"does not pass: (\S+) \(", done.stderr)
    assert "title.missing" in reasons
    # What is as bad as before is forgiven.
    baseline.write_text(scan(worse, "--json").stdout)
    assert scan(worse, "--baseline", str(baseline)).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--fail-under", "101"], "0<=x<=100"),
        (["--fail-on", "bad"], "critical"),
        (["--format", "xml"], "junit"),
        (["--baseline", "no-such-file"], "No such file"),
        (["--baseline", __file__], "is no JSON"),
        (["--baseline", str(SCHEMA)], "This is no report of a scan"),
    ],
)
def test_bad_words(scan: Callable[..., Result], words: list[str], told: str) -> None:
    done = scan("http://127.0.0.1:9/", *words)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_page_that_cannot_be_scanned(scan: Callable[..., Result], site: Site) -> None:
    done = scan(f"{site.url}/none", "--format", "junit", "--fail-under", "1")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "http_404" in done.stderr


def test_junit(scan: Callable[..., Result], worse: str) -> None:
    suite = etree.fromstring(scan(worse, "--format", "junit").stdout.encode())[0]
    cases = {case.get("name", "").partition(":")[0]: case for case in suite}
    assert suite.get("tests") == str(len(cases))
    assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    failure = cases["title.missing"].find("failure")
    assert failure is not None
    assert failure.get("message")


def test_sarif(scan: Callable[..., Result], worse: str) -> None:
    log = json.loads(scan(worse, "--format", "sarif").stdout)
    jsonschema.validate(log, json.loads(SCHEMA.read_text()))
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found = {result["ruleId"]: result for result in run["results"]}
    assert sorted(rules) == sorted(found)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    assert found["title.missing"]["level"] == "error"


def test_github(scan: Callable[..., Result], worse: str) -> None:
    lines = scan(worse, "--format", "github").stdout.splitlines()
    assert any(line.startswith("::error title=title.missing") for line in lines)
    assert re.fullmatch(r"XenlixAI: \S+ scores \d+ of 100", lines[-1])
    commands = [
        line for line in lines[:-1] if re.match("::(error|warning|notice) ", line)
    ]
    assert commands == lines[:-1]


@pytest.mark.parametrize("form", ["junit", "sarif", "github"])
def test_a_page_commands_nobody(
    scan: Callable[..., Result], site: Site, form: str
) -> None:
    page = f"<title>{HOSTILE}</title><img src='{HOSTILE}'><a href='{HOSTILE}'>x</a><p>x"
    site.pages["/odd"] = lambda: (200, HTML, page.encode())
    out = scan(f"{site.url}/odd", "--format", form).stdout
    assert "\x1b" not in out
    if form == "junit":
        etree.fromstring(out.encode())
    elif form == "sarif":
        json.loads(out)
    else:
        assert not re.search("(?m)^::error::owned", out)


def test_the_example_of_the_docs(
    scan: Callable[..., Result], site: Site, worse: str, tmp_path: Path
) -> None:
    """Its commands, on a good page and on a planted regression."""
    shell = re.search(r"```sh\n(.*?)```", DOCS.read_text(), re.S)
    assert shell
    commands = [line for line in shell[1].splitlines() if " scan " in line]
    assert len(commands) == 2
    baseline = tmp_path / "baseline.json"

    def do(command: str, url: str) -> Result:
        words = command.partition(" scan ")[2].partition(">")[0].split()
        known = {"baseline.json": str(baseline), '"$URL"': url}
        return scan(*(known.get(word, word) for word in words))

    baseline.write_text(do(commands[0], site.url).stdout)
    assert do(commands[1], site.url).exit_code == 0
    assert do(commands[1], worse).exit_code == 1
    assert do(commands[1], f"{site.url}/none").exit_code == 2
