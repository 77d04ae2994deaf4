"""Rows of what happened and what is under way."""

from typing import Final

from zhibu.keeping.terms.retention import FIRST, NECESSITY, End, Retention

HAPPENING: Final = (
    Retention(
        "gatherings",
        "会议活动",
        "日期、地点、议程、会议记录、决议、计票和到会人数；到会名单随本人资料一同销毁",
        "会议召开之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与纸质会议记录相同",
    ),
    Retention(
        "case_texts",
        "办理事项的文字",
        "事项名称、反映人、答复和原因，每件一个密钥；步骤和日期不删",
        "办结或取消之日",
        24,
        NECESSITY,
        FIRST,
        End.JOB,
    ),
)
