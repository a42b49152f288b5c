import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("presentie", "0001_initial"),
        ("cohorts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Gast", "Toehoorder"),
        migrations.AlterModelOptions(
            name="toehoorder",
            options={
                "ordering": ["naam", "pk"],
                "verbose_name": "toehoorder",
                "verbose_name_plural": "toehoorders",
            },
        ),
        migrations.AlterField(
            model_name="toehoorder",
            name="bijeenkomst",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="toehoorders",
                to="cohorts.bijeenkomst",
                verbose_name="bijeenkomst",
            ),
        ),
        migrations.AlterField(
            model_name="toehoorder",
            name="toegevoegd_door",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="toehoorders",
                to=settings.AUTH_USER_MODEL,
                verbose_name="toegevoegd door",
            ),
        ),
    ]
