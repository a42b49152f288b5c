from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.AlterField("bericht", "verzonden_op", models.DateTimeField())]
