"""The calendar that somebody has on the telephone."""

from typing import ClassVar, Final

from django.db import models

from zhibu.accounts.models import Account
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class CalendarFeed(Recorded):
    """An address that only its owner knows, with the own appointments under neutral words. What is kept is its hash; it is shown once."""

    reach_field: ClassVar[str] = "account__owner__person__now_path"
    own_field: ClassVar[str] = "account__owner__person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("account", "account_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"secret_hash"})

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")
    secret_hash = models.CharField("地址", max_length=64, unique=True)
    opened_on = models.DateField("开通日期")

    objects = Guarded()

    class Meta:
        verbose_name = "日历订阅"

    def __str__(self) -> str:
        return str(self.account_id)
