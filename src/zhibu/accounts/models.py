"""Accounts, sessions, second factors, codes on paper, drafts. Accounts are exempt from the guard: they are read before anybody is known."""

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
    second_factor_due = models.DateField("二次验证最迟设置日期", null=True)
    sessions_ended_at = models.DateTimeField("全部登录退出时间", null=True)

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
    browser = models.CharField("浏览器", max_length=60, default="")

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


class SecondFactor(models.Model):
    """What an account shows beside its password: codes of a phone, codes on a printed sheet, or both.

    The row stays when the last code of a sheet is spent: then nothing opens by the password alone.
    """

    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"secret_sealed", "last_counter", "version"})
    projections: ClassVar[frozenset[str]] = frozenset()

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="factor", verbose_name="账号")
    secret_sealed = models.BinaryField("手机验证器的密钥", null=True)
    phone_since = models.DateTimeField("手机验证器设置时间", null=True)
    last_counter = models.BigIntegerField(default=0)
    sheet_since = models.DateTimeField("验证码单打印时间", null=True)
    codes_left = models.PositiveSmallIntegerField("验证码单余数", default=0)
    version = models.PositiveIntegerField(default=1)
    """Grows when phone or sheet are set anew: devices that were remembered before are asked again."""

    class Meta:
        verbose_name = "二次验证"

    def __str__(self) -> str:
        return str(self.account_id)


class SheetCode(models.Model):
    """One code of the printed sheet, as a keyed hash; the trail tells of the sheet, not of its codes."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    digest = models.BinaryField()
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "验证码"

    def __str__(self) -> str:
        return str(self.account_id)


class Device(models.Model):
    """A browser that gave the second factor and is not asked again for a while; the cookie names the row."""

    key = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    bound = models.BinaryField()
    """Password and second factor of that day, hashed: with another one the device is asked again."""
    since = models.DateTimeField("记住时间")
    until = models.DateTimeField("记住至")
    ended_at = models.DateTimeField("取消时间", null=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    browser = models.CharField("浏览器", max_length=60, default="")

    class Meta:
        verbose_name = "记住的设备"

    def __str__(self) -> str:
        return f"{self.account_id} {self.browser}"


class Slip(models.Model):
    """A printed slip of log-in codes for somebody who wants no password; a new one voids the one before."""

    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"number"})

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    number = models.CharField(max_length=6, unique=True)
    printed_at = models.DateTimeField("打印时间")
    printed_by = models.CharField("打印人", max_length=100)
    expires_at = models.DateTimeField("有效期至")
    voided_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        verbose_name = "登录码纸条"

    def __str__(self) -> str:
        return f"{self.account_id} {self.printed_at:%Y-%m-%d}"


class SlipCode(models.Model):
    """One log-in code, as a keyed hash; the trail tells of the slip."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="codes", verbose_name="登录码纸条")
    digest = models.BinaryField()
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "登录码"

    def __str__(self) -> str:
        return str(self.slip_id)


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
