"""What a sentence states: a number, a definition, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.audits.number_words import has_number

MAX_CHARACTERS = 600
END = re.compile(r"""[.!?…]+[)"”»'’]*\s+|[。！？]""")
#: Words before a full stop that do not end a sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:[^\W\d_]|\d{1,2}|[Dd]r|[Mm]rs?|[Ms]s|[Pp]rof|[Ss]t|vs|etc|e\.g|i\.e"
    r"|bzw|ca|[Nn]r|[Ss]r|inkl|usw|[Aa]bs|[Aa]rt|p\.ej|ej|cf|env|[Mm]me)$"
)
NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][\w’'-]{2,}")
ACRONYM = re.compile(r"\b[A-ZÄÖÜ][A-ZÄÖÜ0-9]{1,7}\b")
#: In these, every noun has a capital.
CAPITALISING = frozenset({"de", "lb"})

#: What may follow “are” and is no noun.
NO_NOUNS = (
    "made|done|found|built|sent|held|kept|sold|given|shown|written|taken|seen|not|also|"
    "very|more|most|often|now|available|here|there|in|on|at|for|from|to|by|of|good|"
    "great|important"
)
#: A subject of at most 80 characters, then what says that it is being defined.
SUBJECT = r"[^.!?:;,]{2,80}?"
SAYS = {
    "en": r"\b(?:is|are|was|were) (?:an?|the|one|any|each|what|when|how|defined|called|"
    rf"known)\b|\bare (?!\w+(?:ing|ed|ly)\b|(?:{NO_NOUNS})\b)[a-z]|"
    r"\b(?:means|refers to|stands for|denotes|describes)\b",
    "de": r"\b(?:ist|sind|war|waren) (?:ein|eine|einer|eines|der|die|das|jede|jeder|"
    r"jedes|alle)\b|\b(?:bezeichnet|bedeutet|heißt|versteht man|steht für|nennt man)\b",
    "fr": r"\b(?:est|sont|était) (?:une?\b|le\b|la\b|les\b|l['’]|des\b)|"
    r"\b(?:désigne|désignent|signifie|consiste à)\b",
    "es": r"\b(?:es|son|era) (?:una?|el|la|los|las|lo)\b|"
    r"\b(?:significa|se refiere a|consiste en|se define como)\b",
    "it": r"\b(?:è|sono|era) (?:un[ao]?\b|un['’]|il\b|lo\b|la\b|l['’]|i\b|gli\b|le\b)|"
    r"\b(?:significa|indica|consiste)\b",
    "pt": r"\b(?:é|são|era) (?:uma?|o|a|os|as)\b|\b(?:significa|refere-se|consiste)\b",
    "nl": r"\b(?:is|zijn|was) (?:een|de|het|elke?)\b|\b(?:betekent|verwijst naar)\b",
    "pl": r"\b(?:jest|są|to)\b|\b(?:oznacza|nazywamy)\b",
    "sv": r"\b(?:är|var) (?:en|ett|den|det|de)\b|\b(?:betyder|innebär)\b",
    "da": r"\b(?:er|var) (?:en|et|den|det|de)\b|\b(?:betyder|betegner)\b",
    "ru": r"[—–-] это\b|\bэто\b|\b(?:является|являются|называется|называют|означает)\b",
    "tr": r".{0,200}?(?:d[ıiuü]r|t[ıiuü]r|denir)(?:$|[.!?])",
    "ja": r"とは|は.{2,200}?(?:である|です|のこと)",
    "zh": r"是(?:指|一[种種个個类類项項]|由)|指的是|是.{1,200}?的",
    "ko": r"(?:이?란|은|는) .{2,200}?(?:이다|입니다|[이예]요|말한다|뜻한다|말합니다)",
}
DEFINES = {
    lang: re.compile(SUBJECT + f"(?:{says})", re.I) for lang, says in SAYS.items()
}
#: Subjects that stand for something else, so that nothing is named.
NO_SUBJECTS = {
    "en": "it|this|that|these|those|there|here|he|she|they|we|you|i|what|who|which|"
    "it's|that's|there's|one|if|when|where|how|why|in|on|at|for|with|from|by|after|"
    "before|but|and|so|although|while|because|as|to|most",
    "de": "es|das|dies|dieser|diese|dieses|er|sie|wir|ihr|ich|hier|da|dort|was|wer|"
    "wenn|wie|man|bei|in|im|für|mit|nach|seit|auf|am|an|zum|zur|doch|auch|nun|so|ab|"
    "vor|von|aber|und|obwohl|während|weil|als|heute",
    "fr": "il|elle|ils|elles|ce|c'est|cela|ceci|ça|on|nous|vous|je|ici|qui|si|quand|"
    "dans|en|pour|avec|sur|à|au|mais|et|depuis|selon|après|avant|comme",
    "es": "esto|eso|este|esta|estos|estas|ese|esa|él|ella|ellos|ellas|aquí|si|cuando|"
    "en|para|con|por|pero|y|desde|según|al|como",
    "it": "questo|questa|quello|quella|esso|essa|qui|se",
    "pt": "isto|isso|este|esta|esse|essa|ele|ela|eles|elas|aqui|se",
    "nl": "het|dit|dat|deze|die|hij|zij|ze|er|hier|wij|we|ik|als",
    "pl": "to|ten|ta|te|on|ona|oni",
    "sv": "det|den|detta|denna|dessa|han|hon|de|vi|här|om",
    "da": "det|den|dette|denne|disse|han|hun|de|vi|her|hvis",
    "ru": "это|он|она|они|оно|здесь|если",
}  # fmt: skip
NAMELESS = {lang: frozenset(words.split("|")) for lang, words in NO_SUBJECTS.items()}


def first_sentence(text: str) -> str:
    """The first sentence of the first line."""
    return next(sentences(text.partition("\n")[0]), "")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text's first ``MAX_CHARACTERS``; the full stop of an
    abbreviation or of an ordinal number ends none."""
    text = text[:MAX_CHARACTERS].strip()
    start = 0
    for found in END.finditer(text):
        if not ABBREVIATION.search(text[max(0, found.start() - 8) : found.start()]):
            yield text[start : found.end()].strip()
            start = found.end()
    if start < len(text):
        yield text[start:]


def first_word(sentence: str) -> str:
    """In lower case and with straight apostrophes; may be empty."""
    found = re.match(r"[^\w]*([\w'’-]+)", sentence)
    return found[1].lower().replace("’", "'") if found else ""


def defines(sentence: str, lang: str) -> bool:
    """Whether it says what something is, with that something named. False in languages
    that ``is_known`` does not know."""
    pattern = DEFINES.get(lang)
    if pattern is None or first_word(sentence) in NAMELESS.get(lang, ()):
        return False
    return pattern.match(sentence[:MAX_CHARACTERS]) is not None


def is_known(lang: str) -> bool:
    """Whether definitions are found in this language (two letters)."""
    return lang in DEFINES


def has_name(text: str, lang: str) -> bool:
    """Whether a proper name seems to stand after the first word. In German, where each
    noun has a capital, abbreviations in capitals alone count."""
    if ACRONYM.search(text):
        return True
    return lang not in CAPITALISING and NAME.search(text) is not None


def fact_of(text: str, lang: str) -> str:
    """``a number``, ``a definition``, ``a name``, or empty."""
    if has_number(text, lang):
        return "a number"
    if defines(text, lang):
        return "a definition"
    return "a name" if has_name(text, lang) else ""
