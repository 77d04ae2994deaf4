"""Rows of chapter two, strong ranks."""

from typing import Final

from zhibu.keeping.terms.retention import FIRST, NECESSITY, End, Retention

TEAM: Final = (
    Retention(
        "grades",
        "民主评议结果",
        "每人每年一个等次；资料销毁时一同删除。测评的逐人票数在结果报送时删除，不记谁投了什么票",
        "评定之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
    Retention(
        "elections",
        "换届选举",
        "名额、候选人、每次投票的票数、当选和任职；人员资料销毁后只留票数，不留姓名。纸质选票不在系统里",
        "选举大会之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质会议记录相同",
    ),
    Retention(
        "search_texts",
        "联系查找的文字",
        "联系查找中写下的亲属、单位和其他人的情况，每件一个密钥；步骤和日期不删",
        "结案或取消之日",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "floating",
        "流动登记和联系记录",
        "登记的途径、号码、日期；联系的日期、方式和联系人",
        "登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与本人资料相同",
    ),
)
