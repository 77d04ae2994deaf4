"""What the machine must offer before a command starts."""

import os
import socket
from pathlib import Path

import pytest

from zhibu.config.preconditions import ensure_port_free, ensure_writable
from zhibu.kernel.unusable import Unusable


def test_port_that_somebody_listens_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Unusable) as stop:
            ensure_port_free("127.0.0.1", port)
    assert str(stop.value) == f"端口 {port} 不能使用：换一个，例如 --port {port + 1}。(port in use or not allowed: Address already in use)"


def test_port_is_free_again_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    ensure_port_free("127.0.0.1", port)


def test_data_directory_is_made_and_left_empty(tmp_path: Path) -> None:
    ensure_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_data_directories_that_are_made_are_their_owner_s_alone_and_others_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there").chmod(0o755)
    ensure_writable(tmp_path / "there" / "data" / "demo")
    modes = [(tmp_path / place).stat().st_mode & 0o777 for place in ("there", "there/data", "there/data/demo")]
    assert modes == [0o755, 0o700, 0o700]
