"""What the commands that scan in this process share: options, networks, refusals."""

from __future__ import annotations

import dataclasses
import ipaddress
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import click

from webapp.cli.terminal import say, say_json
from webapp.domain.settings import Network
from webapp.domain.status import ScanStatus
from webapp.exceptions import FetchFailed, Refused, UrlRefused, XenlixError
from webapp.pipeline.crawl import check_url
from webapp.pipeline.runner import ScanOptions

Command = Callable[..., Any]

EVERYWHERE = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
CANNOT_SCAN = 2
HINT = (
    "Is it on your own machine or in your own network? Then allow that network, "
    "for example with --allow 127.0.0.0/8."
)

allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="CIDR",
    help="Also scan addresses of this network, such as 127.0.0.0/8. Repeatable.",
)


def format_options(names: Iterable[str]) -> Callable[[Command], Command]:
    """``--format`` and ``--json``, which the command gets as its ``form``: text, JSON,
    or one of these names."""
    choice = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", *names]),
        default="text",
        show_default=True,
        help="How the report is printed.",
    )
    short = click.option(
        "--json", "form", flag_value="json", help="The same as --format json."
    )
    return lambda command: choice(short(command))


def allowing(options: ScanOptions, allow: tuple[str, ...]) -> ScanOptions:
    try:
        more = tuple(ipaddress.ip_network(text) for text in allow)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--allow") from error
    policy = dataclasses.replace(
        options.policy, allowed_networks=options.policy.allowed_networks + more
    )
    return dataclasses.replace(options, policy=policy)


def give_up(
    error: XenlixError, url: str, allowed: tuple[Network, ...], *, as_json: bool
) -> NoReturn:
    """Say why there is no report, and what would help."""
    if as_json:
        say_json({"error": {"code": error.code, "message": error.message}}, None)
    status = ScanStatus.ERROR_ANALYZE
    if isinstance(error, UrlRefused | Refused):
        status = ScanStatus.ERROR_VALIDATION
    elif isinstance(error, FetchFailed):
        status = ScanStatus.ERROR_CRAWL
    say(f"{status} ({error.code}): {error.message}", err=True)
    if is_allowing_of_use(url, error, allowed):
        click.echo(HINT, err=True)
    sys.exit(CANNOT_SCAN)


def is_allowing_of_use(
    url: str, error: XenlixError, allowed: tuple[Network, ...]
) -> bool:
    """Whether the address is refused for the network that it may be in, and for
    nothing else, such as its spelling."""
    if not isinstance(error, UrlRefused) or not is_sound(url, EVERYWHERE):
        return False
    return not allowed or not is_sound(url, allowed)


def is_sound(url: str, allowed: tuple[Network, ...]) -> bool:
    try:
        check_url(url, allowed)
    except UrlRefused:
        return False
    return True
