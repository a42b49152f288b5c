from django.db import migrations


def lock(apps, schema_editor):
    schema_editor.execute("CREATE INDEX berichten_soort ON berichten_bericht (soort)")


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
