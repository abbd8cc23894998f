"""The form of a webhook. What makes a good address, services decide."""

from __future__ import annotations

from wtforms import SelectMultipleField, StringField, URLField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from webapp.exceptions import Refused
from webapp.forms import Form, FormOfNew
from webapp.models import WebhookEndpoint
from webapp.services.webhooks.endpoints import MAX_NAME
from webapp.services.webhooks.events import CHOICES
from webapp.webhooks.words import EVENTS


class WebhookForm(Form):
    url = URLField(
        "Address",
        [InputRequired("Enter the address that is to be told.")],
        description="It begins with https:// and takes a POST.",
        render_kw={"autocomplete": "off"},
    )
    name = StringField(
        "Name (optional)",
        [Length(max=MAX_NAME)],
        description="What you know it by; without one, its address.",
        render_kw={"autocomplete": "off"},
    )
    events = SelectMultipleField(
        "Tell it when",
        choices=[SelectChoice(event.value, EVENTS[event]) for event in CHOICES],
        default=[event.value for event in CHOICES],
        option_widget=CheckboxInput(),
    )

    def validate_events(self, field: SelectMultipleField) -> None:
        """No ``InputRequired``: it would make each of the boxes a required one."""
        if not field.data:
            raise ValidationError("Choose at least one.")


class NewWebhookForm(FormOfNew, WebhookForm):
    """Of one that is not there yet."""


def filled_in(endpoint: WebhookEndpoint) -> WebhookForm:
    """With what it says now, to be changed."""
    now = {"url": endpoint.url, "name": endpoint.name}
    return WebhookForm(data={**now, "events": endpoint.events.split()})


#: The field that a refusal is about, where it is not the address.
FIELDS = {"bad_events": "events", "too_many_webhooks": None, "made_already": None}


def show_refusal(form: WebhookForm, error: Refused) -> None:
    """Put the sentence beside its field; one about no field goes above the form."""
    name = FIELDS.get(error.code, "url")
    if name:
        form[name].errors = [*form[name].errors, error.message]
    else:
        form.form_errors.append(error.message)
