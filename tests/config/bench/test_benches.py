"""Every bench runs, at sizes that say nothing about speed: processes, servers and answers are the real ones."""

import argparse
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from zhibu.config.bench import appraisal, burden, cases, findings, importing, pages, run


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is generated is found again, as by whoever measures twice."""
    return tmp_path_factory.mktemp("bench")


def apart(program: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """In a thread of its own: the worker may have a browser open already, and two cannot stand in one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(program, options).result()


def measured(
    capsys: pytest.CaptureFixture[str], home: Path, name: str, *, members: int, case: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    options = argparse.Namespace(name=name, json=True, members=members, runs=1, case=list(case), database="sqlite", data_dir=home)
    assert apart(run, options) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["bench"] == name
    results: list[dict[str, Any]] = answer["results"]
    return results


def test_import_first_and_again(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    first, again = measured(capsys, home, "import", members=150, case=("sqlite", "again-sqlite"))
    assert (first["case"], first["unit"], first["aim"]) == ("sqlite", "s", 6.0)
    assert (again["case"], again["unit"], again["aim"]) == ("again-sqlite", "s", 3.0)
    assert list(first) == [
        "case", "value", "unit", "floor", "ratio", "aim", "aim_of", "memory_mb", "aim_memory_mb", "process_seconds", "floor_memory_mb",
    ]  # fmt: skip
    assert min(first["value"], first["floor"], first["ratio"], first["memory_mb"]) > 0


def test_import_without_a_server(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "postgresql_programs", lambda: None)
    results = measured(capsys, home, "import", members=150, case=("postgresql", "again-postgresql"))
    assert results == [{"case": name, "value": None, "skipped": importing.NO_SERVER} for name in ("postgresql", "again-postgresql")]


def test_export(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (result,) = measured(capsys, home, "export", members=200)
    assert (result["case"], result["unit"], result["aim"], result["rows"]) == ("100k", "s", 5.0, 200)
    assert result["queries"] == result["queries_of_one_street"]


def test_certificates_of_more_ask_no_more(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    found = [measured(capsys, home, "certificates", members=number)[0] for number in (1, 4)]
    assert {(one["case"], one["unit"], one["aim"]) for one in found} == {("500", "s", 3.0)}
    assert [(one["pages"], one["queries"]) for one in found] == [(1, 1), (4, 1)]
    assert found[1]["mb"] > found[0]["mb"] > 0


def test_appraisal(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "REQUESTS", 2)
    monkeypatch.setattr(pages, "WARM_UP", 1)
    everybody, page = measured(capsys, home, "appraisal", members=240)
    assert (everybody["case"], everybody["unit"], everybody["aim"], everybody["aim_of"]) == ("all", "s", 3.0, "value")
    assert (everybody["branches"], everybody["communities"], everybody["indicators"]) == (85, 9, 60)
    assert everybody["equal"] is True
    assert everybody["queries"] == everybody["queries_of_one"]
    assert (page["case"], page["unit"], page["aim"], page["aim_of"]) == ("page", "ms", 20.0, "ratio")
    assert page["value"] == page["p50"] > page["floor"] > 0
    assert page["queries"] <= 10


def test_the_bench_of_appraisals_takes_as_many_as_are_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appraisal, "BRANCHES", 7)
    monkeypatch.setattr(appraisal, "COMMUNITIES", 2)
    (everybody,) = measured(capsys, tmp_path, "appraisal", members=240, case=("all",))
    assert (everybody["branches"], everybody["communities"], everybody["equal"]) == (7, 2, True)


def test_envelope(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (result,) = measured(capsys, home, "envelope", members=240)
    assert (result["case"], result["unit"], result["aim"]) == ("110", "s", None)
    assert (result["organisations"], result["indicators"]) == (85, 60)
    assert result["differences"] == 0
    assert result["queries"] == result["queries_of_one"]
    assert min(result["records"], result["bytes"], result["value"], result["floor"]) > 0


def test_pages(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SMALL", 120)
    monkeypatch.setattr(pages, "REQUESTS", 3)
    monkeypatch.setattr(pages, "WARM_UP", 1)
    results = measured(capsys, home, "pages", members=240)
    assert [one["case"] for one in results] == [
        "list@10k", "search@10k", "list@1m", "root@1m", "past@1m", "search@1m", "member@1m", "organisation@1m", "workbench@1m",
    ]  # fmt: skip
    assert {(one["unit"], one["aim"], one["aim_of"], one["aim_queries"]) for one in results} == {("ms", 20.0, "ratio", 8)}
    assert [one["case"] for one in results if "times_list_10k" in one] == ["list@1m"]
    assert max(one["queries"] for one in results) <= 8


def test_findings(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "REPEATED", {})
    results = measured(capsys, home, "findings", members=240)
    assert [one["case"] for one in results] == ["counts", "listed", "street", "branch", "past"]
    assert results[0]["findings"] == results[1]["findings"] > 0
    assert {one["queries"] for one in results} == {3}
    assert [one["case"] for one in results if "times_street" in one] == ["past"]


def test_cases(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "REPEATED", 2)
    board, rebuild = measured(capsys, home, "cases", members=600)
    assert (board["case"], board["unit"], board["aim"], board["queries"], board["cases"]) == ("board", "s", 0.02, 2, 60)
    assert board["cards"] == board["waiting"] > 0
    assert (rebuild["case"], rebuild["aim"], rebuild["cases"], rebuild["differing"], rebuild["written_first"]) == (
        "rebuild",
        60.0,
        60,
        0,
        60,
    )
    assert not (home / "cases").exists()


def test_record(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (result,) = measured(capsys, home, "record", members=240)
    facts = ("case", "unit", "requests", "people", "items", "votes")
    assert tuple(result[name] for name in facts) == ("meeting", "ms", 25, 40, 3, 1)
    assert result["value"] == result["p50"] > result["floor"] > 0
    assert result["bytes_received_gzip"] < result["bytes_received"]
    assert not (home / "played").exists()


@pytest.mark.journey
def test_burden(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (result,) = measured(capsys, home, "burden", members=240, case=("inputs",))
    assert (result["case"], result["unit"], result["aim"], result["aim_of"]) == ("inputs", "inputs", 0.1, "ratio")
    assert (result["value"], result["cells"], result["floor"]) == (len(result["typed"]), 5 * 18 + 11, 5 * 18 + 11)
    assert result["ratio"] <= 0.1
    assert (result["typed_twice"], result["known_typed"], result["offenders"]) == (0, 0, [])
    assert result["signed"] == 7


@pytest.mark.journey
def test_burden_of_a_committee(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (result,) = measured(capsys, home, "burden", members=240, case=("committee",))
    assert (result["case"], result["unit"], result["aim"], result["aim_of"]) == ("committee", "inputs", 0.2, "ratio")
    assert result["value"] == len(result["typed"])
    assert result["cells"] == result["floor"] == sum(number for name, number in result.items() if name.startswith("cells_of_"))
    assert result["ratio"] <= 0.2
    assert (result["typed_twice"], result["known_typed"], result["offenders"]) == (0, 0, [])
    came_to = ("sessions", "topics", "supervised", "studied", "letters")
    assert tuple(result[name] for name in came_to) == (2, 12, 5, 1, 3)


def test_burden_without_a_browser(capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burden, "chromium_program", lambda: None)
    skipped = [{"case": case, "value": None, "skipped": burden.NO_BROWSER} for case in ("inputs", "committee")]
    assert measured(capsys, home, "burden", members=240) == skipped
