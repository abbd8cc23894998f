"""The forms of accounts. What makes a good e-mail or password, services decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp.exceptions import Refused
from webapp.forms import Form, FormOfNew
from webapp.services import accounts, api_tokens, passwords

PASSWORD_HINT = f"At least {passwords.MIN_LENGTH} characters; a few words are good."


def email_field() -> EmailField:
    return EmailField(
        "E-mail",
        [InputRequired("Enter your e-mail address.")],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )


def password_field(label: str, kind: str, description: str = "") -> PasswordField:
    """``kind`` is what password managers go by: current-password or new-password."""
    return PasswordField(
        label,
        [InputRequired("Enter a password.")],
        description=description,
        render_kw={"autocomplete": kind},
    )


class LoginForm(Form):
    email = email_field()
    password = password_field("Password", "current-password")


class NewAccountForm(Form):
    """Registering, and setting up the first operator."""

    email = email_field()
    password = password_field("Password", "new-password", PASSWORD_HINT)

    def validate_email(self, field: EmailField) -> None:
        with told_beside():
            accounts.normalise_email(field.data)

    def validate_password(self, field: PasswordField) -> None:
        """Here already, so that two mistakes are told at once."""
        with told_beside():
            passwords.check(field.data, (self.email.data or "").strip())


class ChangePasswordForm(Form):
    current_password = password_field("Current password", "current-password")
    new_password = password_field("New password", "new-password", PASSWORD_HINT)


class ForgottenForm(Form):
    email = email_field()

    def validate_email(self, field: EmailField) -> None:
        with told_beside():
            accounts.normalise_email(field.data)


class NewPasswordForm(Form):
    """By a link that came by mail."""

    new_password = password_field("New password", "new-password", PASSWORD_HINT)


class DeleteAccountForm(Form):
    current_password = password_field("Current password", "current-password")


class TokenForm(FormOfNew):
    name = StringField(
        "Name",
        [
            InputRequired("Enter a name, such as the program's."),
            Length(max=api_tokens.MAX_NAME),
        ],
        description="What the token is for, so that you know which one to revoke.",
        render_kw={"autocomplete": "off"},
    )


@contextmanager
def told_beside() -> Iterator[None]:
    """What a service refuses becomes an error of the field that is validated."""
    try:
        yield
    except Refused as error:
        raise ValidationError(error.message) from error


#: The field that a refusal is about; the first that the form has.
FIELDS = {
    "bad_email": ("email",),
    "email_taken": ("email",),
    "bad_password": ("new_password", "password"),
    "wrong_password": ("current_password",),
}


def show_refusal(form: Form, error: Refused) -> None:
    """Put the sentence beside its field; one about no field goes above the form."""
    names = [name for name in FIELDS.get(error.code, ()) if name in form]
    if names:
        field = form[names[0]]
        field.errors = [*field.errors, error.message]
    else:
        form.form_errors.append(error.message)
