"""Which language the text is written in.

py3langid tells some ninety languages from a few hundred characters in about a
millisecond. https://github.com/adbar/py3langid
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from webapp.domain.page_resources import TextLanguage

#: Less text than this is guessed at, more does not make the answer better.
FEWEST, MOST = 120, 2000


@lru_cache(maxsize=1)
def identifier() -> Any:
    """Imported late: only those who scan need it, and its model takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> TextLanguage:
    """The language and how sure that is; nothing for a text too short to tell."""
    if len(text) < FEWEST:
        return TextLanguage()
    code, confidence = identifier().classify(text[:MOST])
    return TextLanguage(str(code), round(float(confidence), 3))
