"""Steps that wait become spans: refilled from the logs by the turning over that every start of the program does."""

import datetime

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("register", "0004_erased"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=40, verbose_name="程序")),
                ("step", models.CharField(max_length=40, verbose_name="步骤")),
                ("role", models.CharField(max_length=12, verbose_name="由谁办理")),
                ("entered", models.DateField(verbose_name="开始日期")),
                ("earliest", models.DateField(null=True, verbose_name="最早日期")),
                ("latest", models.DateField(default=datetime.date(9999, 12, 31), verbose_name="最迟日期")),
                ("valid_from", models.DateField(verbose_name="从")),
                ("valid_to", models.DateField(default=datetime.date(9999, 12, 31), verbose_name="到")),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                        verbose_name="办理事项",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.organisation",
                        verbose_name="办理党组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "待办步骤",
            },
        ),
        migrations.DeleteModel(
            name="WaitingStep",
        ),
        migrations.AddIndex(
            model_name="stepspan",
            index=models.Index(fields=["organisation", "valid_to", "latest"], name="step_span_ix"),
        ),
        migrations.AddConstraint(
            model_name="stepspan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", datetime.date(9999, 12, 31))), fields=("case", "step"), name="step_waits_once"
            ),
        ),
    ]
