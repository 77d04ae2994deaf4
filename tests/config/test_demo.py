"""The demonstration: personas for each role, loaded once, never into somebody's own data."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.config import demo
from zhibu.config.demo import HOST, has_screen, prepare, welcome
from zhibu.config.sample.personas import PERSONAS
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Installation, Organisation, Person
from zhibu.trail.models import Operation

WHY = "测试"


def test_a_persona_for_each_role() -> None:
    roles = [persona.role for persona in PERSONAS]
    assert sorted(set(roles), key=list(Role).index) == list(Role)
    assert roles.count(Role.STREET_CLERK) == 2  # who count the ballots of the street


@pytest.mark.django_db(transaction=True)
def test_prepared_once(capsys: pytest.CaptureFixture[str]) -> None:
    prepare()
    people, operations = Person.objects.unguarded(WHY).count(), Operation.objects.count()
    prepare()
    assert (Person.objects.unguarded(WHY).count(), Operation.objects.count()) == (people, operations)
    assert capsys.readouterr().out == "载入示例街道……(loading the sample street)\n"


@pytest.mark.django_db
def test_never_beside_a_real_roster() -> None:
    Installation.objects.create(pk=1, holds_real=True)
    with pytest.raises(Unusable) as stop:
        prepare()
    assert (
        str(stop.value) == "这个数据目录里有真实名册，不能载入演示数据：请用 --data-dir 另指一个目录。(data directory holds a real roster)"
    )
    assert (Account.objects.count(), Organisation.objects.unguarded(WHY).count()) == (0, 0)


def test_the_welcome_names_address_personas_and_password() -> None:
    lines = welcome("http://127.0.0.1:8000/").splitlines()
    assert lines[1] == "http://127.0.0.1:8000/"
    assert lines[4:14] == [f"  {one.username:<10}{one.name}　{one.role.label}" for one in PERSONAS]


@pytest.mark.parametrize(("display", "shown"), [("", False), (":0", True)])
def test_no_browser_without_a_screen(monkeypatch: pytest.MonkeyPatch, display: str, shown: bool) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert has_screen() is shown


@contextmanager
def listening(number: int) -> Iterator[int]:
    """So many neighbouring ports are taken; the first of them."""
    for first in range(20_000, 30_000, number):
        with ExitStack() as held:
            try:
                for port in range(first, first + number):
                    held.enter_context(socket.create_server((HOST, port)))
            except OSError:
                continue
            yield first
            return
    pytest.fail("no ports are free")


@pytest.fixture
def here(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR, settings.PORTAL_QUEUE, settings.PORTAL_ADDRESS = tmp_path / "zhibu", None, ""
    for name in ("ZHIBU_PORTAL_QUEUE", "ZHIBU_PORTAL"):
        monkeypatch.setenv(name, "")


@pytest.mark.django_db
@pytest.mark.usefixtures("here")
def test_the_portal_takes_another_port_and_says_so(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    with listening(2) as first:
        found = demo._portal(first)
    assert found is not None
    address = settings.PORTAL_ADDRESS
    port = int(address.rpartition(":")[2])
    assert first + 2 <= port < first + demo.PORTAL_PORTS
    assert capsys.readouterr().out == f"端口 {first} 已被占用，门户改用 {port}。(portal on another port)\n"


@pytest.mark.usefixtures("here")
def test_the_demo_goes_on_without_a_portal_and_says_so(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    with listening(demo.PORTAL_PORTS) as first:
        assert demo._portal(first) is None
    assert settings.PORTAL_ADDRESS == ""
    assert capsys.readouterr().out == f"端口 {first} 到 {first + 9} 都不能使用，这次不运行门户。(no port for the portal)\n"
