"""Audit rows are only ever added. What they say of a person is sealed with that person's key."""

from django.db import models

from zhibu.accounts.models import Account


class Operation(models.Model):
    """One act of one actor: everything that was written together, and can be taken back together."""

    at = models.DateTimeField("时间", db_index=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="账号")
    actor = models.CharField("操作人", max_length=100)
    on_behalf_of = models.CharField("代谁", max_length=100, default="")
    channel = models.CharField("途径", max_length=10)
    act = models.CharField("事项", max_length=60, db_index=True)
    reason = models.CharField("原因", max_length=500, default="")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by", verbose_name="撤回的操作")
    mac = models.BinaryField()

    class Meta:
        verbose_name = "操作"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.act}"


class AuditEntry(models.Model):
    """What one operation changed of one subject: a list of ``[table, row, before, after]``.

    ``changes`` is JSON; for a person it is sealed with the person's key, so that destroying the key silences it.
    ``mac`` is keyed, over the operation's mac and every column here: a row that was altered by hand shows.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="entries", verbose_name="操作")
    subject_kind = models.CharField("对象类别", max_length=20)
    subject_id = models.BigIntegerField("对象")
    path = models.CharField("所在组织", max_length=120, default="")
    sealed = models.BooleanField(default=False)
    changes = models.BinaryField()
    mac = models.BinaryField()

    class Meta:
        verbose_name = "审计记录"
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_subject_ix")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"


class ReadEntry(models.Model):
    """Somebody opened a person's page, revealed a number or exported: rows of a list are not logged.

    One that concerns many people at once names none of them here; ``ReadPerson`` does.
    """

    at = models.DateTimeField("时间")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="账号")
    actor = models.CharField("查阅人", max_length=100)
    kind = models.CharField("方式", max_length=12)
    person_id = models.BigIntegerField("人员", null=True)
    field = models.CharField("内容", max_length=200, default="")
    reason = models.CharField("原因", max_length=500, default="")
    path = models.CharField("范围", max_length=120, default="")
    rows = models.PositiveIntegerField("行数", default=1)
    mac = models.BinaryField()

    class Meta:
        verbose_name = "查阅记录"
        indexes = [
            models.Index(fields=["person_id", "id"], name="read_person_ix"),
            models.Index(fields=["at"], name="read_at_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.kind}"


class ReadPerson(models.Model):
    """A person whom a reading of many concerns, such as an export of full numbers: two numbers a row, so that 100,000 rows cost little."""

    read = models.ForeignKey(ReadEntry, on_delete=models.PROTECT, related_name="people", verbose_name="查阅", db_index=False)
    person_id = models.BigIntegerField("人员")

    class Meta:
        verbose_name = "查阅涉及的人员"
        indexes = [
            models.Index(fields=["person_id", "read"], name="readperson_person_ix"),
            models.Index(fields=["read"], name="readperson_read_ix"),
        ]

    def __str__(self) -> str:
        return f"{self.read_id} {self.person_id}"


class Seal(models.Model):
    """A link of the chain over committed rows of one log up to ``last_id``, hashed with the link before.

    ``numbers`` says which row numbers were there (see ``trail.numbers``), so that a missing row has a name; empty in links of old.
    """

    at = models.DateTimeField("时间")
    stream = models.CharField("日志", max_length=12)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.BigIntegerField("条数")
    numbers = models.TextField("编号", default="")
    digest = models.BinaryField("校验值")

    class Meta:
        verbose_name = "封存"
        indexes = [models.Index(fields=["stream", "last_id"], name="seal_stream_ix")]

    def __str__(self) -> str:
        return f"{self.stream} {self.first_id}–{self.last_id}"


class Verification(models.Model):
    """One reading of the whole trail against its seals, asked for on the auditor's page: how far it is, and what it found.

    ``findings`` is JSON, the first of what was ``found``: row numbers and times, nothing of what the rows say.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="账号")
    actor = models.CharField("核对人", max_length=100)
    started_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最后进展")
    finished_at = models.DateTimeField("完成时间", null=True)
    failed = models.BooleanField("中断", default=False)
    done = models.BigIntegerField("已核对", default=0)
    total = models.BigIntegerField("总条数", default=0)
    heads = models.IntegerField("对照的末值", default=0)
    found = models.IntegerField("不符", default=0)
    findings = models.TextField("结果", default="[]")

    class Meta:
        verbose_name = "日志核对"
        indexes = [models.Index(fields=["started_at"], name="verification_started_ix")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.actor}"
