"""Accounts, sessions, drafts. Accounts are exempt from the guard: they are read before anybody is known."""

from typing import ClassVar

from django.db import models


class Account(models.Model):
    """Somebody who can sign in. What the account may do stands in grants, whom it belongs to in ``access``."""

    trail_subject: ClassVar[tuple[str, str]] = ("account", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"password"})
    projections: ClassVar[frozenset[str]] = frozenset()

    username = models.CharField("登录名", max_length=64, unique=True)
    display_name = models.CharField("姓名", max_length=64)
    password = models.CharField("密码", max_length=256)
    password_changed_at = models.DateTimeField("密码设置时间")
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    active = models.BooleanField("启用", default=True)
    failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True)
    created_at = models.DateTimeField("建立时间")
    demo = models.BooleanField("演示账号", default=False)

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return f"{self.display_name}（{self.username}）"


class Session(models.Model):
    """A signed-in browser: the cookie carries the key, the row says whether it still counts."""

    key = models.CharField(max_length=32, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField("登录时间")
    ended_at = models.DateTimeField("退出时间", null=True)
    address = models.GenericIPAddressField("网络地址", null=True)

    class Meta:
        verbose_name = "登录会话"
        indexes = [models.Index(fields=["account", "ended_at"], name="session_account_ix")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.started_at:%Y-%m-%d %H:%M}"


class FailedSignIn(models.Model):
    """A log-in that did not succeed, by network and time alone: kept for minutes, so that guessing from one place runs dry."""

    network = models.CharField("网络地址", max_length=45)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "未成功的登录"
        indexes = [models.Index(fields=["network", "at"], name="failed_sign_in_ix")]

    def __str__(self) -> str:
        return f"{self.network} {self.at:%Y-%m-%d %H:%M}"


class Revision(models.Model):
    """One row with a number that grows whenever accounts, sessions or grants change.

    A process keeps what it read of them until the number differs: one cheap query a request instead of four.
    """

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "授权版本"

    def __str__(self) -> str:
        return str(self.number)


class Draft(models.Model):
    """Text that somebody typed and has not sent: kept when the session ends, found again by key."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    body = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "草稿"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="draft_once")]

    def __str__(self) -> str:
        return self.key
