"""sd.none."""

from __future__ import annotations

from support.pages import check

ID = "sd.none"
LD = '<script type="application/ld+json">%s</script>'
MICRODATA = '<div itemscope itemtype="https://schema.org/Thing"></div>'
RDFA = '<div vocab="https://schema.org/" typeof="Thing"></div>'


def test_it_passes() -> None:
    thing = LD % '{"@context": "https://schema.org", "@type": "Thing"}'
    result = check(ID, thing + MICRODATA + MICRODATA + RDFA)
    assert result.outcome == "pass"
    assert result.explanation == "4 items: 1 in json-ld, 2 in microdata, 1 in rdfa."


def test_it_fails() -> None:
    assert check(ID, "<meta property=og:title content=x>").outcome == "fail"
    assert check(ID, LD % "[]").outcome == "fail"


def test_it_does_not_apply() -> None:
    assert check(ID, LD % "{").outcome == "na"
