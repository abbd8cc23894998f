"""Commands for accounts: ``flask --app webapp users …``. Results go to stdout."""

from __future__ import annotations

import functools
import secrets
import sys
from collections.abc import Callable
from typing import ParamSpec

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from webapp.exceptions import XenlixError
from webapp.services import accounts, api_tokens, schema

P = ParamSpec("P")

users = AppGroup("users", help="Accounts, their roles, passwords and API tokens.")

PASSWORD = click.option(
    "--password", help="Asked for when left out; made up where nobody can be asked."
)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """A refusal is one sentence and exit status 1, not a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except XenlixError as error:
            raise click.ClickException(error.message) from error
        except SQLAlchemyError as error:
            found = schema.state()
            if found is schema.SchemaState.READY:
                raise
            raise click.ClickException(schema.explain(found)) from error

    return run


def is_interactive() -> bool:
    return sys.stdin.isatty()


def chosen(password: str | None) -> str:
    if password is not None:
        return password
    if is_interactive():
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return asked
    made = secrets.token_urlsafe(12)
    click.echo(f"Password: {made}")
    return made


@users.command()
@click.argument("email")
@click.option("--operator", is_flag=True, help="May open /rq.")
@PASSWORD
@told
def create(email: str, operator: bool, password: str | None) -> None:
    """Create an account."""
    email = accounts.normalise_email(email)
    user = accounts.create(email, chosen(password), is_operator=operator)
    role = "operator" if operator else "user"
    click.echo(f"Created {role} {user.email}.")


@users.command()
@click.argument("email")
@click.option("--name", default="Command line", show_default=True)
@told
def token(email: str, name: str) -> None:
    """Print a new API token: the only time that it is shown."""
    click.echo(api_tokens.create(accounts.find(email), name))


@users.command()
@click.argument("email")
@PASSWORD
@told
def password(email: str, password: str | None) -> None:
    """Set a new password and sign every browser out."""
    accounts.find(email)
    user = accounts.set_password(email, chosen(password))
    click.echo(f"Changed the password of {user.email}; every browser is signed out.")


@users.command()
@click.argument("email")
@told
def promote(email: str) -> None:
    """Make an account an operator."""
    user = accounts.set_operator(email, True)
    click.echo(f"{user.email} is an operator now and has to sign in again.")


@users.command()
@click.argument("email")
@told
def demote(email: str) -> None:
    """Make an operator a user; the last operator stays one."""
    click.echo(f"{accounts.set_operator(email, False).email} is a user now.")


@users.command()
@click.argument("email")
@told
def disable(email: str) -> None:
    """Sign an account out everywhere and let it in no more."""
    click.echo(f"Disabled {accounts.set_disabled(email, True).email}.")


@users.command()
@click.argument("email")
@told
def enable(email: str) -> None:
    """Let a disabled account in again."""
    click.echo(f"Enabled {accounts.set_disabled(email, False).email}.")


@users.command("list")
@told
def list_users() -> None:
    """List the accounts."""
    for user in accounts.list_users():
        role = "operator" if user.is_operator else "user"
        state = "disabled" if user.is_disabled else "active"
        click.echo(f"{user.email}\t{role}\t{state}\t{user.created_at:%Y-%m-%d}")
