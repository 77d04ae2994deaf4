"""``zhibu bench NAME``: measures the product against floors measured in the same run. The cases say their aims.

Everything generated lies in its own data directory and is used again until the program that generates it changes.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Final

from zhibu.config.bench import appraisal, burden, cases, certificates, envelope, exporting, findings, importing, meeting, pages
from zhibu.config.bench.figures import Figure, said
from zhibu.config.preconditions import ensure_writable

Bench = Callable[[argparse.Namespace], list[Figure]]
BENCHES: Final[Mapping[str, Bench]] = {
    "import": importing.measure,
    "pages": pages.measure,
    "export": exporting.measure,
    "findings": findings.measure,
    "cases": cases.measure,
    "appraisal": appraisal.measure,
    "record": meeting.measure,
    "burden": burden.measure,
    "certificates": certificates.measure,
    "envelope": envelope.measure,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which, how large, how often."""
    parser.add_argument("name", choices=BENCHES, metavar="NAME", help="、".join(BENCHES))
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")
    parser.add_argument(
        "--members",
        type=int,
        metavar="N",
        help="人数或行数（默认：import、export 十万，pages、findings 一百万，"
        "findings 在 SQLite 上十万，appraisal 十八万；cases 在一百万人的组织里取十分之一的件数；record、burden 用示例街道）",
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="每项测几遍，取中位数（默认 3）")
    parser.add_argument("--case", action="append", default=[], metavar="CASE", help="只测这一项，可重复")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="pages、export、findings、cases、appraisal、envelope 用哪种数据库（默认 sqlite）",
    )


def run(options: argparse.Namespace) -> int:
    """Measure, and say it."""
    ensure_writable(options.data_dir)
    results = BENCHES[options.name](options)
    if options.json:
        print(json.dumps({"bench": options.name, "results": [one.answer() for one in results]}, ensure_ascii=False))
    else:
        print(said(results))
    return 0
