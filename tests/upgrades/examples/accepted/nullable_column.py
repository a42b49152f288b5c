from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.AddField("bericht", "kanaal", models.CharField(max_length=20, null=True))
    ]
