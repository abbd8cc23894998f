from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher

from webapp.exceptions import Refused, Unavailable
from webapp.services import passwords


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "eight888",
        "пароль из слов",
        "x y" * 300,
    ],
)
def test_it_takes_long_and_odd_passwords(password: str) -> None:
    passwords.check(password, "alice@example.com")
    assert passwords.matches(passwords.hashed(password), password)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "seven77",
        "x9" * 513,
        "alice@example.com",
        "Alice@Example.com ",
        "Password123",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        " " * 8,
        "\u3000 \t" * 4,
        "a" + " " * 7,
    ],
)
def test_it_refuses_what_would_be_guessed(password: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.check(password, "alice@example.com")
    assert refused.value.code == "bad_password"


def test_it_refuses_the_name_in_the_address() -> None:
    with pytest.raises(Refused):
        passwords.check("bartholomew", "bartholomew@example.com")


def test_common_passwords_are_worth_listing() -> None:
    for word in passwords.COMMON_PASSWORDS:
        assert word == word.lower()
        assert len(word) >= passwords.MIN_LENGTH


def test_a_hash_matches_its_password_alone() -> None:
    stored = passwords.hashed("correct horse")

    assert passwords.matches(stored, "correct horse")
    assert not passwords.matches(stored, "correct horsf")
    assert not passwords.matches(stored, "correct horse" + " " * 1024)
    assert not passwords.matches("no hash at all", "correct horse")


def test_nobody_has_a_password() -> None:
    assert not passwords.matches(None, "anything")


def test_nobodys_hash_costs_what_a_real_one_costs() -> None:
    assert not PasswordHasher().check_needs_rehash(passwords.NOBODYS_HASH)


def test_a_queue_of_hashes_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_slots", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)

    with passwords._slot(), pytest.raises(Unavailable) as unavailable:
        passwords.hashed("correct horse")

    assert unavailable.value.code == "busy"
    assert passwords.hashed("correct horse")


def test_what_is_no_text_is_refused_and_matches_nothing() -> None:
    broken = "a long password \udcff"
    with pytest.raises(Refused) as error:
        passwords.check(broken, "alice@example.com")
    assert error.value.code == "bad_password"
    assert not passwords.matches(None, broken)
