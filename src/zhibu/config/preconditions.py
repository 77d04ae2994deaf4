"""What a command needs of the machine before it starts; each lack is one sentence with the remedy."""

import socket
import tempfile
from pathlib import Path

from zhibu.kernel.unusable import Unusable


def ensure_writable(directory: Path) -> None:
    """Make the data directory, and prove that a file can be written there. Names stand there in plain text: what we make is ours alone."""
    try:
        for place in (*reversed(directory.parents), directory):
            if not place.exists():
                place.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        text = f"数据目录 {directory} 不能写入：用 --data-dir 换一个目录，或让当前用户可写。(data directory not writable: {error.strerror})"
        raise Unusable(text) from error


def ensure_port_free(host: str, port: int) -> None:
    """See that nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            text = f"端口 {port} 不能使用：换一个，例如 --port {port + 1}。(port in use or not allowed: {error.strerror})"
            raise Unusable(text) from error
