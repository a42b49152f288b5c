from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.RenameField("bericht", "antwoord_aan", "antwoordadres")]
