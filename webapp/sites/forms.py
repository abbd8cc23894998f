"""The form of a new site scan. What can be scanned, services decide."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from webapp.domain.site_plan import USUAL_DEPTH, USUAL_PAGES, SiteSource
from webapp.exceptions import Refused, Unavailable, UrlRefused
from webapp.forms import Form

SOURCES = {
    SiteSource.CRAWL: "Follow links and sitemaps",
    SiteSource.SITEMAP: "Only what the sitemaps list",
    SiteSource.LIST: "Only the addresses that I list",
}
#: A file's text that goes back into the field of the list where something is to be
#: mended; a longer one is chosen anew.
MOST_SHOWN = 256 * 1024


class SiteForm(Form):
    url = StringField(
        "Address of the site",
        description="Its start page, such as example.com.",
        render_kw={
            "autocomplete": "url",
            "autocapitalize": "off",
            "inputmode": "url",
            "spellcheck": "false",
            "maxlength": 2048,
            "placeholder": "example.com",
        },
    )
    source = RadioField(
        "Which pages",
        choices=[SelectChoice(each.value, text) for each, text in SOURCES.items()],
        default=SiteSource.CRAWL.value,
    )
    urls = TextAreaField(
        "Addresses, one a line",
        description="All of one site, up to 50,000. A CSV or the XML of a sitemap may "
        "be pasted as well.",
        render_kw={"rows": 5, "spellcheck": "false", "autocapitalize": "off"},
    )
    file = FileField(
        "Or a file of them",
        description="Text, CSV or a sitemap’s XML, up to 8 MB.",
        render_kw={"accept": ".txt,.csv,.xml,text/plain,text/csv,text/xml"},
    )
    max_pages = IntegerField(
        "Pages at most", [Optional()], default=USUAL_PAGES, render_kw={"min": 1}
    )
    max_depth = IntegerField(
        "Clicks from the start page at most",
        [Optional()],
        default=USUAL_DEPTH,
        render_kw={"min": 0},
    )
    include = TextAreaField(
        "Only addresses like these (optional)",
        description="A pattern a line; * stands for anything: /blog/*",
        render_kw={"rows": 2, "spellcheck": "false", "autocapitalize": "off"},
    )
    exclude = TextAreaField(
        "No addresses like these (optional)",
        description="A pattern a line: */print/*",
        render_kw={"rows": 2, "spellcheck": "false", "autocapitalize": "off"},
    )
    finds_keyphrases = BooleanField("Find the keyphrases of each page (slower)")
    asks_external = BooleanField("Try links to other sites as well (slower)")

    #: Those that few people change: they fold away.
    RARE = (
        "max_depth",
        "include",
        "exclude",
        "finds_keyphrases",
        "asks_external",
    )

    def is_changed(self, names: tuple[str, ...]) -> bool:
        """Whether one of these has an error, or says something else than at first."""
        fields = [self[name] for name in names]
        return any(
            field.errors or differs(field.data, field.default) for field in fields
        )

    def list_text(self) -> str:
        """What was pasted, or stands in the uploaded file, which goes before."""
        upload = self.file.data
        if not upload or not upload.filename:
            return str(self.urls.data or "")
        text = decoded(upload.read())
        if len(text) <= MOST_SHOWN:
            self.urls.data = text
        return text


def differs(value: object, default: object) -> bool:
    return bool(value) and value != default


def decoded(body: bytes) -> str:
    """Spreadsheets write UTF-16 and Windows-1252 as well."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


#: The field that a refusal is about, where it is not the address.
FIELDS = {
    "bad_limit": "max_pages",
    "bad_depth": "max_depth",
    "bad_list": "urls",
    "other_site": "urls",
    "bad_pattern": "include",
}
#: What is about no field goes above the form.
NO_FIELD = frozenset({"too_many_site_scans", "queue_full", "rate_limited"})


def show_refusal(
    form: SiteForm, error: Refused | Unavailable | UrlRefused, field: str = ""
) -> None:
    """Put the sentence beside its field."""
    if error.code in NO_FIELD:
        form.form_errors.append(error.message)
        return
    name = field or FIELDS.get(error.code, "url")
    form[name].errors = [*form[name].errors, error.message]
