"""What kind of data this installation holds."""

from django.db import models


class Installation(models.Model):
    """One row: whether the sample street or a real roster was loaded. Never both: demo data refuses a real roster."""

    holds_demo = models.BooleanField("演示数据", default=False)
    holds_real = models.BooleanField("真实名册", default=False)

    class Meta:
        verbose_name = "安装"

    def __str__(self) -> str:
        return "演示" if self.holds_demo else "正式"
