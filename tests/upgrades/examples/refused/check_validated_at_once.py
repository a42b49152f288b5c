from django.db import migrations

CHECK = "ALTER TABLE berichten_bericht ADD CONSTRAINT some CHECK (versie > 0) NOT VALID"
VALIDATE = "ALTER TABLE berichten_bericht VALIDATE CONSTRAINT some"
BACK = "ALTER TABLE berichten_bericht DROP CONSTRAINT some"


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [migrations.RunSQL([CHECK, VALIDATE], BACK)]
