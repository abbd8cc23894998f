"""What a doctype makes of a page: standards, limited quirks or quirks mode.

https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Mode = Literal["no quirks", "limited quirks", "quirks"]

DOCTYPE = re.compile(
    r"""(?P<name>\S+)
    (?: \s+
        (?: public \s* (?P<public>"[^"]*"|'[^']*')
            (?: \s* (?P<system>"[^"]*"|'[^']*') )?
        | system \s* (?P<alone>"[^"]*"|'[^']*')
        )
        (?P<rest>.*)
    )? \s*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
QUIRKY_IDS = frozenset(
    {
        "-//w3o//dtd w3 html strict 3.0//en//",
        "-/w3c/dtd html 4.0 transitional/en",
        "html",
    }
)
QUIRKY_SYSTEM = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"
#: Beginnings of public identifiers.
QUIRKY = (
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
)
LIMITED = (
    "-//w3c//dtd xhtml 1.0 frameset//",
    "-//w3c//dtd xhtml 1.0 transitional//",
)
#: Quirks without a system identifier, limited quirks with one.
BY_SYSTEM = (
    "-//w3c//dtd html 4.01 frameset//",
    "-//w3c//dtd html 4.01 transitional//",
)


@dataclass(frozen=True, slots=True)
class Doctype:
    """Its parts in lower case; an identifier is None where it is missing."""

    name: str
    public: str | None
    system: str | None


def mode_of(declared: str) -> Mode:
    """The mode of a page with this text between ``<!doctype`` and ``>``."""
    doctype = read(declared)
    if doctype is None or doctype.name != "html" or doctype.system == QUIRKY_SYSTEM:
        return "quirks"
    public = doctype.public or ""
    if public in QUIRKY_IDS or public.startswith(QUIRKY):
        return "quirks"
    if public.startswith(BY_SYSTEM):
        return "quirks" if doctype.system is None else "limited quirks"
    return "limited quirks" if public.startswith(LIMITED) else "no quirks"


def read(declared: str) -> Doctype | None:
    """The parts; None where a parser gives up and falls into quirks mode."""
    match = DOCTYPE.fullmatch(declared.strip().lower())
    if match is None or is_broken(match):
        return None
    system = match["system"] or match["alone"]
    return Doctype(match["name"], unquoted(match["public"]), unquoted(system))


def is_broken(match: re.Match[str]) -> bool:
    """After a system identifier anything is let pass, after a public one nothing."""
    has_system = match["system"] is not None or match["alone"] is not None
    return not has_system and bool((match["rest"] or "").strip())


def unquoted(text: str | None) -> str | None:
    return None if text is None else text[1:-1]
