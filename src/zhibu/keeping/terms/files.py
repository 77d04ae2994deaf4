"""Rows of files that come in, wait and go out."""

from typing import Final

from zhibu.keeping.terms.retention import FIRST, NECESSITY, End, Retention

FILES: Final = (
    Retention(
        "uploads",
        "上传的名册和未导入的行",
        "上传的文件原文，加密保存",
        "上传之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=7,
    ),
    Retention(
        "drafts",
        "草稿",
        "填了没有提交的表单，加密保存",
        "最后一次保存",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=30,
    ),
    Retention(
        "export_files",
        "完整号码文件",
        "等待下载的加密文件；下载一次即删",
        "同意导出之时",
        None,
        NECESSITY,
        FIRST,
        End.JOB,
        days=1,
    ),
    Retention(
        "attachments",
        "附件",
        "照片、PDF、Word、Excel、文本，加密保存；照片不留拍摄地点；移除或到期即销毁密钥，旧备份里也读不出",
        "所属记录登记之日",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与所属记录相同",
    ),
    Retention(
        "copies",
        "导出副本",
        "谁、何时、为什么导出了多少行，副本何时销毁",
        "导出之时",
        None,
        NECESSITY,
        FIRST,
        End.NEVER,
        period="与日志相同",
    ),
)
