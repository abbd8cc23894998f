"""A site scan that stops a build, as docs/ci.md tells, and what build servers read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result
from lxml import etree

from support.site import Site

DOCS = Path(__file__).resolve().parents[2] / "docs" / "ci.md"
SCHEMA = Path(__file__).with_name("sarif-2.1.0-subset.json")


def test_a_gate(scan_site: Callable[..., Result], garden: Site, tmp_path: Path) -> None:
    assert scan_site(garden.url, "--fail-under", "1").exit_code == 0
    assert scan_site(garden.url, "--fail-under", "100").exit_code == 1
    done = scan_site(garden.url, "--fail-on", "serious")
    assert done.exit_code == 1
    assert f"link.broken (serious) fails on {garden.url}/pots" in done.stderr

    baseline = tmp_path / "baseline.json"
    baseline.write_text(scan_site(garden.url, "--json").stdout)
    assert scan_site(garden.url, "--baseline", str(baseline)).exit_code == 0
    # The same check on another page is news.
    garden.pages["/soil"] = (
        str(garden.pages["/soil"])
        .replace("/", "/", 1)
        .replace("</main>", '<a href="/gone">Gone</a></main>')
    )
    done = scan_site(garden.url, "--baseline", str(baseline))
    assert done.exit_code == 1
    [reason] = [line for line in done.stderr.splitlines() if "link.broken" in line]
    assert reason.endswith(f"fails and did not before on {garden.url}/soil")


@pytest.mark.parametrize("form", ["junit", "sarif", "github"])
def test_build_servers_can_read_it(
    scan_site: Callable[..., Result], garden: Site, form: str
) -> None:
    garden.pages["/pots"] = str(garden.pages["/pots"]).replace(
        "<title>", "<title>\n::error::owned "
    )
    out = scan_site(garden.url, "--format", form).stdout
    if form == "junit":
        suite = etree.fromstring(out.encode())[0]
        failed = suite.xpath("testcase[failure]/@name")
        assert any(name.startswith("link.broken: ") for name in failed)
    elif form == "sarif":
        log = json.loads(out)
        jsonschema.validate(log, json.loads(SCHEMA.read_text()))
        [broken] = [
            r for r in log["runs"][0]["results"] if r["ruleId"] == "link.broken"
        ]
        place = broken["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uri"] == f"{garden.url}/pots"
    else:
        assert re.search("(?m)^::error title=link.broken%3A ", out)
        assert not re.search("(?m)^::error::owned", out)


def test_the_example_of_the_docs(
    scan_site: Callable[..., Result], garden: Site, tmp_path: Path
) -> None:
    """Its commands, on a site as it was and on a planted regression."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCS.read_text(), re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [line for line in lines if " --app webapp site " in line]
    assert len(commands) == 2
    baseline = tmp_path / "baseline.json"

    def do(command: str) -> Result:
        words = command.partition(" site ")[2].partition(">")[0].split()
        known = {"site-baseline.json": str(baseline), '"$URL"': garden.url}
        return scan_site(*(known.get(word, word) for word in words))

    baseline.write_text(do(commands[0]).stdout)
    assert do(commands[1]).exit_code == 0
    # A change that makes nothing worse passes, and so does one that mends a link.
    soil = str(garden.pages["/soil"])
    garden.pages["/soil"] = soil.replace("Watering", "Watering in the morning")
    pots = str(garden.pages["/pots"])
    garden.pages["/pots"] = pots.replace("/gone", "/")
    assert do(commands[1]).exit_code == 0
    garden.pages["/soil"] = soil.replace("</main>", '<a href="/lost">Lost</a></main>')
    done = do(commands[1])
    assert done.exit_code == 1
    assert f"link.broken (serious) fails and did not before on {garden.url}/soil" in (
        done.stderr
    )
    garden.pages.clear()
    assert do(commands[1]).exit_code == 2
