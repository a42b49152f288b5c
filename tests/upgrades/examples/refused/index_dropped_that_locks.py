from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.RemoveIndex("bericht", "berichten_due")]
