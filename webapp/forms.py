"""The base of all forms: what WTForms says of a field that it cannot read, in our own
words, which tell what to do."""

from __future__ import annotations

import uuid
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

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


def new_mark() -> str:
    return str(uuid.uuid4())


class FormOfOnce(Form):
    """Of what is shown with a secret in the answer to its form: each time that the page
    is shown it makes one thing, whose id the page chose, so that a reload of the answer
    makes no second one."""

    once = HiddenField(default=new_mark)

    @property
    def new_id(self) -> uuid.UUID | None:
        """None where something else than our page sent it."""
        try:
            return uuid.UUID(self.once.data)
        except (TypeError, ValueError):
            return None

    def renew(self) -> None:
        """What is shown now makes another."""
        self.once.data = new_mark()
