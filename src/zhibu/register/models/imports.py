"""Uploads of rosters: whose, when, how far. What they hold lies sealed on disk for seven days."""

from django.db import models

from zhibu.accounts.models import Account


class ImportState(models.TextChoices):
    """How far an upload has come."""

    READING = "reading", "正在预览"
    PREVIEWED = "previewed", "待确认"
    IMPORTING = "importing", "正在导入"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤回"
    FAILED = "failed", "处理中断"


class ImportRun(models.Model):
    """One upload of one or several files, from preview to result. Only its owner sees it; the key is part of addresses and hard to guess.

    ``options`` and ``summary`` hold choices and counts, never a person's data.
    """

    key = models.CharField("编号", max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    uploaded_at = models.DateTimeField("上传时间")
    expires_at = models.DateTimeField("保留至", db_index=True)
    touched_at = models.DateTimeField("最后进展")
    state = models.CharField("状态", max_length=12, choices=ImportState, default=ImportState.READING)
    names = models.JSONField("文件名", default=list)
    options = models.JSONField("选项", default=dict)
    summary = models.JSONField("结果", default=dict)
    operations = models.JSONField("操作", default=list)

    class Meta:
        verbose_name = "导入"
        indexes = [models.Index(fields=["account", "uploaded_at"], name="importrun_account_ix")]

    def __str__(self) -> str:
        return "、".join(self.names)

    @property
    def takes_nothing(self) -> bool:
        """Whether no row of the preview would be taken, not even as one that says the same: there is nothing to confirm."""
        rows, stays_out, moves = (self.summary.get(name, 0) for name in ("rows", "refused", "proposals"))
        return self.state == ImportState.PREVIEWED and rows + moves <= stays_out

    @property
    def standing(self) -> str:
        """How far it has come, in words."""
        return "没有可导入的内容" if self.takes_nothing else ImportState(self.state).label
