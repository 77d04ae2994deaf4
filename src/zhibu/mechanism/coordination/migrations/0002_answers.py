import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="liaisonarrival",
            name="need",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.need", verbose_name="需求"
            ),
        ),
        migrations.AddField(
            model_name="liaisonarrival",
            name="offer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.offer", verbose_name="资源"
            ),
        ),
    ]
