"""A code is read out on the phone: its first letter says what it is, and no two kinds share one."""

import re
from collections import defaultdict
from pathlib import Path

import zhibu

SOURCE = Path(zhibu.__file__).parent
MADE = re.compile(r'(?<!series = )(?:f"([A-Z])\{\w+:0[456]d\}"|^PREFIX: Final = "([A-Z])")', re.MULTILINE)
KINDS = {
    "A": "appraisal 目标责任书",
    "B": "cases 办理事项",
    "C": "coordination 共建方",
    "D": "register 驻区单位",
    "E": "responsibility 五同事项",
    "F": "keeping 导出副本",
    "G": "gatherings 会议活动",
    "H": "honours 上级荣誉",
    "J": "responsibility 工作交接",
    "K": "appraisal 考评办法",
    "L": "ties 联系点",
    "M": "coordination 共建项目",
    "N": "coordination 联络员链接",
    "P": "responsibility 年度重点任务",
    "Q": "institutions 制度",
    "R": "register 人员",
    "S": "register 社区",
    "T": "sessions 议题",
    "U": "secretary_reports 述职",
    "W": "letters 公文",
    "X": "coordination 共建需求",
    "Y": "coordination 共建资源",
    "Z": "register 党组织",
}


def test_each_letter_stands_for_one_kind_of_one_package() -> None:
    """Somebody who takes a letter for a new kind finds here that it is taken."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in sorted(SOURCE.rglob("*.py")):
        package = file.relative_to(SOURCE).parts[1 if file.relative_to(SOURCE).parts[0] in {"mechanism", "team"} else 0]
        if package not in {"config", "access"}:
            for one, other in MADE.findall(file.read_text(encoding="utf-8")):
                found[one or other].add(package)
    assert {letter: " ".join(packages) for letter, packages in found.items()} == {
        letter: kind.partition(" ")[0] for letter, kind in KINDS.items()
    }
