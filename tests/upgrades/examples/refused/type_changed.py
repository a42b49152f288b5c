from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.AlterField("bericht", "versie", models.CharField(max_length=10))]
