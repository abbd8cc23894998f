"""What a page gives to look for keyphrases in.

A web page is more than its text: its title, headings, description, address, link and
alternative texts say what its author holds it to be about. Program text is no evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from webapp.domain.parsed_page import ParsedPage

#: Program text.
NO_PROSE = frozenset({"pre", "code", "samp", "kbd"})
#: Where a link leads that shares the page: what is written on it is no content.
SHARING = re.compile(
    r"^(?:mailto|sms|viber|whatsapp):"
    r"|//(?:www\.)?(?:facebook\.com/(?:sharer|dialog)|(?:twitter|x)\.com/(?:share|intent)"
    r"|linkedin\.com/share|pinterest\.\w+/pin/create|reddit\.com/submit|wa\.me/"
    r"|api\.whatsapp\.com|t\.me/share|telegram\.me/share|tumblr\.com/(?:share|widgets)"
    r"|share\.flipboard\.com|getpocket\.com/(?:save|edit)|vk\.com/share"
    r"|xing\.com/(?:spi|app)|bsky\.app/intent)",
    re.IGNORECASE,
)
#: So many link and alternative texts are read.
MAX_TEXTS = 500
#: A longer block is no row of buttons.
MAX_LABELS = 120
HAS_LETTER = re.compile(r"[^\W\d_]")
URL_WORD = re.compile(r"[^\W\d_]{2,}")
#: Parts of addresses that name a technique.
URL_NOISE = frozenset(
    {"aspx", "cfm", "cgi", "default", "en", "htm", "html", "index", "jsp", "php", "www"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """A page's evidence. ``blocks`` are the main content's texts in page order,
    headings among them; ``lang`` is a code of two or three letters, or empty.
    ``headings`` are those of h2 to h6."""

    blocks: tuple[str, ...]
    lang: str = ""
    title: str = ""
    h1s: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    description: str = ""
    link_texts: tuple[str, ...] = ()
    alt_texts: tuple[str, ...] = ()
    url_words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The main content, a line a block."""
        return "\n".join(self.blocks)

    def beginning(self, characters: int) -> str:
        """Title, description and the first text: what a model is given to read."""
        parts = (self.title, self.description, self.text[:characters])
        return "\n".join(part for part in parts if part)[:characters]


def source_of(page: ParsedPage) -> Source:
    """The evidence of a parsed page; what is hidden gives none."""
    pressed = {link.text for link in page.links if SHARING.search(link.url)}
    pressed |= {control.label for control in page.controls}
    shown = [heading for heading in page.headings if not heading.is_hidden]
    links = [
        link.text
        for link in page.links
        if link.in_main and not link.is_hidden and link.text not in pressed
    ]
    alts = [
        image.alt for image in page.images if image.alt and not image.is_aria_hidden
    ]
    return Source(
        # What stands there again and again is a label: "Advertisement", "Reply".
        blocks=tuple(
            dict.fromkeys(
                block.text
                for block in page.blocks
                if block.in_main
                and block.kind not in NO_PROSE
                and not is_pressed(block.text, pressed)
            )
        ),
        lang=page.written_language,
        title=page.title,
        h1s=tuple(heading.text for heading in shown if heading.level == 1),
        headings=tuple(heading.text for heading in shown if heading.level > 1),
        description=page.description,
        link_texts=tuple(text for text in links if text)[:MAX_TEXTS],
        alt_texts=tuple(alts[:MAX_TEXTS]),
        url_words=url_words(page.url),
    )


def is_pressed(text: str, labels: set[str]) -> bool:
    """Whether a block is made of such labels alone, be there spaces between or not."""
    if text in labels:
        return True
    if len(text) > MAX_LABELS:
        return False
    for label in sorted(filter(None, labels), key=len, reverse=True):
        text = text.replace(label, "")
    return HAS_LETTER.search(text) is None


def url_words(url: str) -> tuple[str, ...]:
    """The words of the address's path, lower case; technical parts are left out."""
    words = URL_WORD.findall(unquote(urlsplit(url).path).lower())
    return tuple(word for word in words if word not in URL_NOISE)
