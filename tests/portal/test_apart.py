"""The portal's process reads no row of the inside, though the inside stands beside it and its environment says where."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from zhibu.config.portal import environment
from zhibu.portal.apart import SOURCE, clean
from zhibu.portal.walls import version

ATTEMPTS: Final = {
    "open the database's file": "open(INSIDE / 'zhibu.sqlite3', 'rb').read()",
    "open it by a number": "os.open(str(INSIDE / 'zhibu.sqlite3'), os.O_RDONLY)",
    "open it by another way": "open(OWN / '..' / 'inside' / 'zhibu.sqlite3', 'rb').read()",
    "open it by a link": "os.symlink(INSIDE, OWN / 'link'); open(OWN / 'link' / 'zhibu.sqlite3', 'rb').read()",
    "open it by the process's root": "open(f'/proc/self/root{INSIDE}/zhibu.sqlite3', 'rb').read()",
    "connect to it": "sqlite3.connect(INSIDE / 'zhibu.sqlite3').execute('SELECT * FROM member').fetchall()",
    "connect to it by address": "sqlite3.connect(f'file:{INSIDE}/zhibu.sqlite3?mode=ro', uri=True)",
    "attach it": "sqlite3.connect(OWN / 'portal.sqlite3').execute(f\"ATTACH '{INSIDE}/zhibu.sqlite3' AS inside\")",
    "list its folder": "os.listdir(INSIDE)",
    "write there": "open(INSIDE / 'new', 'w')",
    "move it here": "os.rename(INSIDE / 'zhibu.sqlite3', OWN / 'mine')",
    "link it here": "os.link(INSIDE / 'zhibu.sqlite3', OWN / 'mine'); open(OWN / 'mine', 'rb').read()",
    "run another program": "subprocess.run(['cat', str(INSIDE / 'zhibu.sqlite3')], check=True)",
    "run a shell": "os.system('true')",
    "become another program": "os.execv('/bin/cat', ['cat'])",
    "reach a database server": "socket.create_connection(('127.0.0.1', 5432), timeout=1)",
    "load the register": "importlib.import_module('zhibu.register.models')",
    "load the inner settings": "importlib.import_module('zhibu.config.settings')",
    "load the key store": "importlib.import_module('zhibu.store.keys')",
    "read what the environment said": "open('/proc/self/environ', 'rb').read()",
}
BY_MACHINE_CODE: Final = {
    "attach it past the module": "sqlite3.Connection(OWN / 'portal.sqlite3').execute(f\"ATTACH '{INSIDE}/zhibu.sqlite3' AS inside\")",
    "copy the own database into it": "sqlite3.Connection(OWN / 'portal.sqlite3').execute(f\"VACUUM INTO '{INSIDE}/copy'\")",
    "connect by a socket of its own making": "_socket.socket().connect(('127.0.0.1', 9))",
}
"""What no hook of the interpreter sees, or not every one of it: stopped where the kernel has a wall."""
PROGRAM: Final = """
import _socket, importlib, json, os, socket, sqlite3, subprocess, sys
from pathlib import Path
INSIDE, OWN = Path(os.environ["ZHIBU_DATA_DIR"]), Path(os.environ["ZHIBU_PORTAL_DIR"])
from zhibu.portal.walls import version
walls = version()
import zhibu.portal.wsgi
said = {"environment": sorted(name for name in os.environ if name.startswith(("ZHIBU_D", "PG")))}
said["secret"] = os.environ.get("ZHIBU_DATABASE")
from django.apps import apps
from django.conf import settings
said["apps"] = [app.name for app in apps.get_app_configs()]
said["databases"] = [one["ENGINE"] for one in settings.DATABASES.values()]
for name, attempt in json.loads(sys.argv[1]).items():
    try:
        exec(attempt)
        said[name] = "done"
    except Exception as error:
        said[name] = type(error).__name__
said["wall"] = walls
said["modules"] = sorted({name.split(".")[1] for name in sys.modules if name.startswith("zhibu.")})
print(json.dumps(said))
"""
REFUSED: Final = {"Apart", "OperationalError", "ModuleNotFoundError", "PermissionError"}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the process answers, with a member's row standing beside it."""
    here = tmp_path_factory.mktemp("beside")
    (here / "inside").mkdir()
    with closing(sqlite3.connect(here / "inside" / "zhibu.sqlite3")) as inside:
        inside.executescript("CREATE TABLE member (name TEXT); INSERT INTO member VALUES ('张三');")
    known = {
        "ZHIBU_PORTAL_DIR": str(here / "own"),
        "ZHIBU_DATA_DIR": str(here / "inside"),
        "ZHIBU_DATABASE": "postgres://zhibu:secret@127.0.0.1:5432/zhibu",
        "PGPASSWORD": "secret",
        "PYTHONPATH": str(SOURCE.parent),
        "PATH": os.environ["PATH"],
    }
    asked = [sys.executable, "-c", PROGRAM, json.dumps({**ATTEMPTS, **BY_MACHINE_CODE})]
    done = subprocess.run(asked, env=known, capture_output=True, text=True, check=False, cwd=here)
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_every_way_to_a_members_row_is_refused(said: dict[str, object], attempt: str) -> None:
    assert said[attempt] in REFUSED


@pytest.mark.skipif(version() < 4, reason="this kernel has no such wall")
@pytest.mark.parametrize("attempt", BY_MACHINE_CODE)
def test_where_the_kernel_has_a_wall_it_holds_below_python(said: dict[str, object], attempt: str) -> None:
    assert said[attempt] in REFUSED


def test_the_process_knows_nothing_of_the_inside(said: dict[str, object]) -> None:
    assert (said["environment"], said["secret"]) == ([], None)
    assert said["apps"] == ["zhibu.portal"]
    assert said["databases"] == []
    assert said["modules"] == ["exchange", "kernel", "portal"]


def test_whoever_starts_it_tells_it_nothing_of_the_inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIBU_DATABASE", "postgres://secret")
    monkeypatch.setenv("ZHIBU_MASTER_KEY_FILE", "/keys")
    known = environment(tmp_path)
    assert {name for name in known if name.startswith("ZHIBU")} == {"ZHIBU_PORTAL_DIR"}
    assert clean({"PGPASSWORD": "x", "PATH": "/bin", "ZHIBU_PORTAL_NAME": "y"}) == {"PATH": "/bin", "ZHIBU_PORTAL_NAME": "y"}
