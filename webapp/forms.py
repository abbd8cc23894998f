"""The base of all forms: what WTForms says of a field that it cannot read, in our own
words, which tell what to do."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm

SENTENCES = {
    "Not a valid choice.": "Choose one of the list.",
    "Invalid Choice: could not coerce.": "Choose one of the list.",
    "Not a valid integer value.": "Enter a whole number.",
    "Not a valid time value.": "Enter a time of day, such as 09:30.",
    "Field cannot be longer than %(max)d characters.": (
        "Enter at most %(max)d characters."
    ),
}


class OwnWords:
    """As WTForms asks for a language's.
    https://wtforms.readthedocs.io/en/stable/i18n/#writing-your-own-translations-provider
    """

    def gettext(self, text: str) -> str:
        return SENTENCES.get(text, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return SENTENCES.get(many, one if number == 1 else many)


class Form(FlaskForm):
    """Of a page."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> OwnWords:
            return OwnWords()
