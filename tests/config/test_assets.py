"""Where node comes from."""

import os
from pathlib import Path

import pytest

from zhibu.config.assets import find_node


def put(folder: Path, node: str) -> Path:
    folder.mkdir()
    for name, text in {"node": f"#!/bin/sh\necho {node}\n", "npm": "#!/bin/sh\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("version", ["v12.22.9", "v18.20.4", "nonsense"])
def test_node_too_old_is_left_alone(tmp_path: Path, version: str) -> None:
    assert find_node(str(put(tmp_path / "bin", version))) is None


def test_no_node_at_all(tmp_path: Path) -> None:
    assert find_node(str(tmp_path)) is None


def test_node_without_npm(tmp_path: Path) -> None:
    folder = put(tmp_path / "bin", "v24.19.0")
    (folder / "npm").unlink()
    assert find_node(str(folder)) is None


def test_first_node_on_the_path_is_taken(tmp_path: Path) -> None:
    own, machine = put(tmp_path / "own", "v24.19.0"), put(tmp_path / "machine", "v20.20.2")
    assert find_node(os.pathsep.join([str(own), str(machine)])) == own
