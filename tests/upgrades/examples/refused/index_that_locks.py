from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.AddIndex("bericht", models.Index(fields=["soort"], name="berichten_soort"))
    ]
