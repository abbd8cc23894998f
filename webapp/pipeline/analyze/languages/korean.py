"""Korean words without the particles that stick to them, by a light rule.

An analyser of the language takes 90 MB and more. Particles that hardly ever end a noun
are cut off; those that often do (피부과, 고양이) only where the rest stands in the text
as a noun of its own and the whole does not.
"""

from __future__ import annotations

import re

from webapp.pipeline.analyze.languages.words import BREAK

#: Longer ones first: the first that fits is cut.
SURE = (
    *("이라는", "입니다", "에서는", "에서도", "으로는", "에게는", "까지", "부터"),
    *("에서", "에게", "에는", "에도", "으로", "이란", "을", "를", "은", "는", "에"),
)
UNSURE = ("이", "가", "의", "도", "로", "와", "과", "만")
SHORTEST_NOUN = 2
#: Verbs and adjectives in the forms of running text.
VERB = re.compile(
    "(?:(?<!입)니다|하고|하여|해서|하게|하면|하기|하는|되는|되어|시키는|있는|없는|않는|같은"
    "|많은|좋은|한다|된다|했다|됐다|세요|어요|아요|해요)$"
)


def without_particles(tokens: list[str]) -> list[str]:
    """The same tokens; a word is its noun, a verb is a break mark."""
    korean = {token for token in tokens if "가" <= token[-1] <= "힣"}
    verbs = {token for token in korean if VERB.search(token)}
    cut = {token: cut_off(token, SURE) for token in korean - verbs}
    nouns = {rest for token, rest in cut.items() if rest != token}
    known = nouns | cut.keys()
    spelled = dict.fromkeys(verbs, BREAK)
    for token, rest in cut.items():
        other = token if rest != token or token in nouns else cut_off(token, UNSURE)
        spelled[token] = other if other in known and other != token else rest
    return [spelled.get(token, token) for token in tokens]


def cut_off(token: str, particles: tuple[str, ...]) -> str:
    for particle in particles:
        rest = token.removesuffix(particle)
        if rest != token and len(rest) >= SHORTEST_NOUN:
            return rest
    return token
