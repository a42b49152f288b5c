from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.AddConstraint(
            "bericht", models.UniqueConstraint(fields=["soort", "versie"], name="berichten_soorten")
        )
    ]
