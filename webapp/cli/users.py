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

from webapp.domain.role import Role
from webapp.exceptions import XenlixError
from webapp.services import accounts, schema
from webapp.services.audit_log import Operator
from webapp.services.operations import users as operations

P = ParamSpec("P")

#: Whoever has a shell on the machine, for the audit log.
COMMAND_LINE = Operator(None, "command line")

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
@click.option("--operator", is_flag=True, help="May use the operators' pages.")
@click.option("--viewer", is_flag=True, help="May look at them and change nothing.")
@PASSWORD
@told
def create(email: str, operator: bool, viewer: bool, password: str | None) -> None:
    """Create an account."""
    role = role_wanted(operator, viewer)
    email = accounts.normalise_email(email)
    user = operations.create(email, chosen(password), role, COMMAND_LINE)
    click.echo(f"Created {role} {user.email}.")


def role_wanted(operator: bool, viewer: bool) -> Role:
    if operator and viewer:
        raise click.UsageError("--operator and --viewer exclude each other.")
    if operator:
        return Role.OPERATOR
    return Role.VIEWER if viewer else Role.USER


@users.command()
@click.argument("email")
@click.option("--name", default="Command line", show_default=True)
@told
def token(email: str, name: str) -> None:
    """Print a new API token: the only time that it is shown."""
    click.echo(operations.create_token(accounts.find(email).id, name, COMMAND_LINE))


@users.command()
@click.argument("email")
@PASSWORD
@told
def password(email: str, password: str | None) -> None:
    """Set a new password and sign every browser out."""
    user_id = accounts.find(email).id
    user = operations.set_password(user_id, chosen(password), COMMAND_LINE)
    click.echo(f"Changed the password of {user.email}; every browser is signed out.")


@users.command()
@click.argument("email")
@click.option("--viewer", is_flag=True, help="A viewer rather than an operator.")
@told
def promote(email: str, viewer: bool) -> None:
    """Make an account an operator, or a user a viewer."""
    user = accounts.find(email)
    role = role_wanted(not viewer, viewer)
    if role.power < accounts.role_of(user).power:
        raise click.ClickException(f"{user.email} is an operator: demote it first.")
    operations.set_role(user.id, role, COMMAND_LINE)
    named = "a viewer" if viewer else "an operator"
    click.echo(f"{user.email} is {named} now and has to sign in again.")


@users.command()
@click.argument("email")
@told
def demote(email: str) -> None:
    """Make an operator or viewer a user; the last operator stays one."""
    user = operations.set_role(accounts.find(email).id, Role.USER, COMMAND_LINE)
    click.echo(f"{user.email} is a user now.")


@users.command()
@click.argument("email")
@told
def disable(email: str) -> None:
    """Sign an account out everywhere and let it in no more."""
    user = operations.set_disabled(accounts.find(email).id, True, COMMAND_LINE)
    click.echo(f"Disabled {user.email}.")


@users.command()
@click.argument("email")
@told
def enable(email: str) -> None:
    """Let a disabled account in again."""
    user = operations.set_disabled(accounts.find(email).id, False, COMMAND_LINE)
    click.echo(f"Enabled {user.email}.")


@users.command("list")
@told
def list_users() -> None:
    """List the accounts."""
    for user in accounts.list_users():
        role = accounts.role_of(user)
        state = "disabled" if user.is_disabled else "active"
        click.echo(f"{user.email}\t{role}\t{state}\t{user.created_at:%Y-%m-%d}")
