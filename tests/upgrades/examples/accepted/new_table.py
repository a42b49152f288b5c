from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.CreateModel(
            "Kanaal",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("naam", models.CharField(max_length=20, unique=True)),
                ("bericht", models.ForeignKey("berichten.bericht", models.CASCADE)),
            ],
            options={"indexes": [models.Index(fields=["naam"], name="berichten_kanaal_naam")]},
        )
    ]
