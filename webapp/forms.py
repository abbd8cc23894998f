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


def fresh_id() -> str:
    return str(uuid.uuid4())


class FormOfNew(Form):
    """Of something new whose secret is shown once, in the answer to the form. The page
    chooses the new thing's id, so that the same form sent again, as by a reload of that
    answer, makes no second one."""

    new_id = HiddenField(default=fresh_id)

    @property
    def chosen_id(self) -> uuid.UUID | None:
        """None where what was sent is no id."""
        try:
            return uuid.UUID(self.new_id.data)
        except (TypeError, ValueError):
            return None

    def choose_anew(self) -> None:
        """The form that is shown now makes another thing."""
        self.new_id.data = fresh_id()
