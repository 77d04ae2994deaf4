"""What the machine must offer before a command starts."""

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
