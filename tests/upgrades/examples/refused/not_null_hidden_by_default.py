from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.AddField("bericht", "gewicht", models.IntegerField(default=1)),
        migrations.AddField("bericht", "rang", models.IntegerField(db_default=1)),
    ]
