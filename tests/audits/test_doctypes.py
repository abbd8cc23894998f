"""What a doctype makes of a page."""

from __future__ import annotations

import pytest

from webapp.audits.doctypes import QUIRKY, mode_of

W3C = "-//W3C//DTD "


@pytest.mark.parametrize(
    "declared",
    [
        "html",
        " HTML ",
        'html SYSTEM "about:legacy-compat"',
        "html system 'about:legacy-compat' and more",
        f'html PUBLIC "{W3C}HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"',
        f'html PUBLIC "{W3C}HTML 4.0//EN"',
        f'html PUBLIC "{W3C}XHTML 1.1//EN" "x"',
        'html PUBLIC "" ""',
    ],
)
def test_standards_mode(declared: str) -> None:
    assert mode_of(declared) == "no quirks"


@pytest.mark.parametrize(
    "declared",
    [
        f'html PUBLIC "{W3C}XHTML 1.0 Transitional//EN" "x"',
        f'html PUBLIC "{W3C}XHTML 1.0 Frameset//EN"',
        f'html PUBLIC "{W3C}HTML 4.01 Transitional//EN" "x"',
        f'html PUBLIC "{W3C}HTML 4.01 Frameset//EN" ""',
    ],
)
def test_limited_quirks_mode(declared: str) -> None:
    assert mode_of(declared) == "limited quirks"


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "svg",
        "html foo",
        "html PUBLIC",
        "html PUBLIC foo",
        "html SYSTEM",
        'html PUBLIC "-//x//" foo',
        'html PUBLIC "html"',
        'html public "-/w3c/DTD HTML 4.0 Transitional/EN"',
        f'html PUBLIC "{W3C}HTML 4.01 Transitional//EN"',
        f"html PUBLIC'{W3C}HTML 3.2 Final//EN'",
        'html SYSTEM "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"',
        *(f'html PUBLIC "{beginning}EN" "x"' for beginning in QUIRKY),
    ],
)
def test_quirks_mode(declared: str) -> None:
    assert mode_of(declared) == "quirks"


def test_the_standard_names_fifty_five_beginnings() -> None:
    assert len(set(QUIRKY)) == 55
