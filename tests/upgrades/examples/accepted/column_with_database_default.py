from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.AddField("bericht", "gewicht", models.IntegerField(db_default=1))]
