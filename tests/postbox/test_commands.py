"""By file and by hand: keys out, a bundle out, the portal's own program, a bundle in."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.postbox.test_carrying import entry
from tests.postbox.test_publishing import put
from zhibu.config.portal import environment, portal_dir
from zhibu.kernel.unusable import Unusable
from zhibu.portal.secret import keys_in
from zhibu.portal.store import Store
from zhibu.postbox.commands import keys, out, show, take_in

pytestmark = pytest.mark.django_db


def portal(directory: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    told = [sys.executable, "-m", "zhibu.portal", *words]
    return subprocess.run(told, env=environment(directory), capture_output=True, text=True, check=False)


def test_files_carry_both_ways(tmp_path: Path) -> None:
    outside, outward, inward = tmp_path / "outside", tmp_path / "out.json", tmp_path / "in.json"
    outside.mkdir()
    assert "portal.keys" in keys(outside / "portal.keys", new=False)
    assert (outside / "portal.keys").stat().st_mode & 0o077 == 0
    put("1", content=entry("张三"))
    assert "zhibu portal take out.json" in out(outward)
    assert portal(outside, "take", str(outward)).stdout == "已收取，1 处变动。\n"
    Store(outside).put_in({"kind": "test.unknown", "key": "k", "content": {}, "at": "2026-12-01T08:00:00+08:00"}, keys_in(outside))
    assert "zhibu portal in in.json" in portal(outside, "give", str(inward)).stdout
    assert take_in(inward, past_gap=False).startswith("已收取 1 件，处理 0 件。")
    said = show()
    assert ("公布中的页面：光荣册 1" in said, "待发出的变动：0" in said, "待处理的来件：1" in said) == (True, True, True)


def test_a_refusal_is_one_sentence_on_either_side(tmp_path: Path) -> None:
    outside, bad = tmp_path / "outside", tmp_path / "bad.json"
    outside.mkdir()
    bad.write_bytes(b"{}")
    with pytest.raises(Unusable, match="不是往来包"):
        take_in(bad, past_gap=False)
    done = portal(outside, "take", str(bad))
    assert (done.returncode, "没有" in done.stderr, "portal.keys" in done.stderr) == (2, True, True)
    keys(outside / "portal.keys", new=False)
    done = portal(outside, "take", str(bad))
    assert (done.returncode, done.stderr) == (2, "这个文件不是往来包，或没有拷贝完整：请重新拷贝。\n")


def test_new_keys_are_other_keys_but_what_was_printed_holds(tmp_path: Path) -> None:
    file = tmp_path / "portal.keys"
    keys(file, new=False)
    before: dict[str, Any] = json.loads(file.read_text(encoding="ascii"))
    keys(file, new=True)
    after = json.loads(file.read_text(encoding="ascii"))
    assert {name for name in before if before[name] != after[name]} == {"marks", "sealing", "sealing_name"}


def test_the_portal_lies_beside_the_data_never_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHIBU_PORTAL_DIR", raising=False)
    assert portal_dir(tmp_path / "data") == tmp_path / "data-portal"
