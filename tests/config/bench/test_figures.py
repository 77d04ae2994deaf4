"""How figures are told: in the keys of the issue, with the ratio to a floor of the same run."""

from zhibu.config.bench.figures import Figure, median, percentile, said


def test_the_keys_of_the_issue() -> None:
    figure = Figure("sqlite", 12.345, "s", 2.9, 6.0, more={"memory_mb": 431.26})
    assert figure.answer() == {
        "case": "sqlite",
        "value": 12.35,
        "unit": "s",
        "floor": 2.9,
        "ratio": 4.26,
        "aim": 6.0,
        "aim_of": "value",
        "memory_mb": 431.26,
    }


def test_a_case_that_could_not_be_run_says_why() -> None:
    assert Figure("postgresql", skipped="没有找到 PostgreSQL").answer() == {
        "case": "postgresql",
        "value": None,
        "skipped": "没有找到 PostgreSQL",
    }


def test_for_people() -> None:
    figures = [Figure("list@1m", 4.0, "ms", 0.25, 20, "ratio", {"queries": 5}), Figure("postgresql", skipped="没有服务器")]
    assert said(figures) == "list@1m           4.0 ms  基准的 16.0 倍  目标倍数 20  queries 5\npostgresql        未测：没有服务器"


def test_middle_and_upper_values() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert percentile([float(value) for value in range(100)], 95) == 95.0
    assert percentile([7.0], 95) == 7.0
