"""Lighthouse's tests are read and turned into pages as they were meant."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from bench import lighthouse_cases, lighthouse_fixtures
from bench.lighthouse_pages import anchor, inputs_of

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="needs node")

UNIT_TEST = """
import assert from 'assert/strict';
import TheirAudit from '../../../audits/seo/meta-description.js';
describe('descriptions', () => {
  const metas = content => ({MetaElements: [{name: 'description', content}]});
  it('fails without words', () => {
    for (const text of ['', ' ']) assert.equal(TheirAudit.audit(metas(text)).score, 0);
  });
  it('passes', async () => {
    const {score} = await TheirAudit.audit(metas('Words'));
    assert.equal(score, 1);
  });
  it('throws', () => {
    assert.throws(() => TheirAudit.audit({MetaElements: []}), /no/);
  });
  it('warns', () => TheirAudit.audit(metas('Words')).then(result => {
    assert.equal(result.score, 1);
    expect(result.warnings).toHaveLength(1);
  }));
});
"""


@needs_node
def test_each_call_of_an_audit_is_a_case(tmp_path: Path) -> None:
    (tmp_path / "x-test.js").write_text(UNIT_TEST)
    records = list(lighthouse_cases.read(tmp_path, "x-test.js"))
    assert {record["audit"] for record in records} == {"meta-description"}
    assert [record["test"] for record in records] == [
        *["fails without words"] * 2,
        *["passes", "throws", "warns"],
    ]
    wanted = ["fail", "fail", "pass", "", "fail"]
    said = [lighthouse_cases.expected(record["expected"]) for record in records]
    assert said == wanted
    texts = [record["artifacts"]["MetaElements"] for record in records[:2]]
    assert [metas[0]["content"] for metas in texts] == ["", " "]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"score": 1, "notApplicable": True}, "na"),
        ({"score": 0}, "fail"),
        ({"details.items.length": 3}, "fail"),
        ({"throws": True}, ""),
    ],
)
def test_what_a_test_expects(said: dict[str, Any], meant: str) -> None:
    assert lighthouse_cases.expected(said) == meant


@pytest.mark.parametrize(
    ("given", "element"),
    [
        ({"rawHref": "", "href": "", "attributeNames": []}, "<a>"),
        ({"rawHref": "", "href": "", "attributeNames": ["href"]}, '<a href="">'),
        ({"rawHref": "x", "attributeNames": ["href"], "listeners": [{"type": "click"}]},
         '<a href="x" onclick="follow()">'),
        ({"href": "", "rel": "nofollow"}, '<a rel="nofollow">'),
        ({"href": "/x", "textLang": "de"}, '<a href="/x" lang="de">'),
    ],
)  # fmt: skip
def test_links_have_the_attributes_they_had(
    given: dict[str, Any], element: str
) -> None:
    assert anchor(given).startswith(element + "A link")


def test_links_metas_and_headers_stand_where_they_stood() -> None:
    inputs = inputs_of(
        {
            "URL": {"mainDocumentUrl": "https://example.com"},
            "DevtoolsLog": [{"responseHeaders": [{"name": "X", "value": "1"}]}],
            "MetaElements": [{"name": "robots", "content": "none"}],
            "LinkElements": [
                {"rel": "canonical", "source": "body", "href": "https://b.example/"},
                {
                    "rel": "alternate",
                    "source": "head",
                    "hrefRaw": "/x",
                    "hreflang": "de",
                },
                {"rel": "canonical", "source": "headers", "hrefRaw": "/y"},
            ],
            "RobotsTxt": {"content": "User-agent: *\nDisallow: /"},
        }
    )
    page, fetched, site = inputs.page, inputs.fetched, inputs.site
    assert page
    assert fetched
    assert site
    assert page.url == "https://example.com/"
    assert [link.in_head for link in page.canonicals] == [False]
    assert [link.href for link in page.alternates] == ["/x"]
    assert page.metas_named("robots")[0].content == "none"
    assert fetched.header("X") == "1"
    assert fetched.header("Link") == '</y>; rel="canonical"'
    assert not site.robots.allows_bot(page.url, "Googlebot")


def test_fixtures_are_served_as_their_query_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(lighthouse_fixtures, "PORT", port)
    (tmp_path / "seo").mkdir()
    (tmp_path / "seo/a.html").write_text("<title>A</title><p>hello")
    url = f"http://localhost:{port}/seo/a.html"
    header = "extra_header=x-robots-tag%3Dnone"
    plain, refused = lighthouse_fixtures.scan_fixtures(
        tmp_path, [f"{url}?{header}", f"{url}?status_code=403"]
    )
    assert not isinstance(plain, str)
    assert plain.fetched
    assert plain.fetched.header("x-robots-tag") == "none"
    assert isinstance(refused, str)
    assert refused.startswith("http_403")


def test_every_mapped_check_is_judged_together() -> None:
    theirs = {"LinkElements": [{"rel": "canonical", "source": "head", "hrefRaw": "/"}]}
    verdict, said = lighthouse_cases.verdict("canonical", theirs)
    assert verdict == "fail"
    assert "canonical.relative fail" in said
