from django.db import migrations


def forget_faults(apps, schema_editor):
    bericht = apps.get_model("berichten", "Bericht")
    bericht.objects.filter(status="verzonden").update(laatste_fout="")


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.RunPython(forget_faults)]
