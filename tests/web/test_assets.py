"""What the browser loads: hashed, compressed, small."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from zhibu.web import assets

FIRST_LOAD = 150 * 1024
OURS = 40 * 1024
SHEETS = Path(assets.__file__).parent / "assets" / "css"
ELSEWHERE = frozenset({"dark", "narrow", "print", "sizes"})


def compressed(name: str) -> int:
    return (assets.DIST / f"{assets.manifest()[name]}.gz").stat().st_size


def test_names_carry_a_hash() -> None:
    assert sorted(assets.manifest()) == ["chart.js", "main.css", "main.js", "mark.svg"]
    for name, built in assets.manifest().items():
        stem, _, ending = name.partition(".")
        assert re.fullmatch(rf"{stem}\.[0-9A-Z]{{8}}\.{ending}", built)
        assert staticfiles_storage.url(name) == f"/static/{built}"


def test_everything_lies_there_compressed() -> None:
    for built in assets.manifest().values():
        plain = (assets.DIST / built).read_bytes()
        assert gzip.decompress((assets.DIST / f"{built}.gz").read_bytes()) == plain
        assert (assets.DIST / f"{built}.br").stat().st_size < len(plain)


def test_scripts_and_styles_of_every_page_stay_small() -> None:
    assert compressed("main.js") + compressed("main.css") < OURS


@pytest.mark.usefixtures("gallery")
def test_the_first_load_of_a_long_list_stays_within_its_limit(client: Client) -> None:
    page = gzip.compress(client.get("/members/?size=980").content)
    assert len(page) + compressed("main.js") + compressed("main.css") + compressed("mark.svg") < FIRST_LOAD


def test_assets_that_were_not_built_name_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assets.manifest.cache_clear()
    monkeypatch.setattr(assets, "DIST", tmp_path)
    with pytest.raises(assets.NotBuilt) as missing:
        assets.manifest()
    assert str(missing.value) == "界面文件尚未生成，请先运行：npm ci && npm run build（或 ./zhibu demo）"


def test_a_class_is_laid_down_in_one_sheet() -> None:
    """Two parts of the product that call different things alike spoil each other; how it looks narrow or printed may be added."""
    laid_down: dict[str, set[str]] = {}
    for sheet in sorted(SHEETS.glob("*.css")):
        if sheet.stem not in ELSEWHERE:
            for name in re.findall(r"^\.([a-z][a-z-]*)(?: \{|,$)", sheet.read_text(encoding="utf-8"), flags=re.MULTILINE):
                laid_down.setdefault(name, set()).add(sheet.stem)
    assert len(laid_down) > 50
    assert {name: sorted(sheets) for name, sheets in laid_down.items() if len(sheets) > 1} == {}
