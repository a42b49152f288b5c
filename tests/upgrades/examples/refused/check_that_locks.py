from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.AddConstraint(
            "bericht",
            models.CheckConstraint(condition=models.Q(versie__gt=0), name="berichten_versie"),
        )
    ]
