"""What an installation says to its database."""

import pytest
from django.db import connection

from zhibu.config.settings import postgres


def test_an_address_is_read_with_its_options() -> None:
    read = postgres("postgres://zhibu:a%40b@db:5433/street?sslmode=require")
    assert {name: read[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "street",
        "USER": "zhibu",
        "PASSWORD": "a@b",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require", "options": "-c jit=off -c plan_cache_mode=force_generic_plan"},
    }


def test_what_the_address_says_of_the_server_comes_last_and_counts() -> None:
    assert postgres("postgres://db/street?options=-c%20jit=on")["OPTIONS"] == {
        "options": "-c jit=off -c plan_cache_mode=force_generic_plan -c jit=on"
    }


@pytest.mark.skipif(connection.vendor == "sqlite", reason="compiles nothing")
@pytest.mark.django_db
def test_the_server_compiles_no_statement() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
