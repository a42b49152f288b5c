from django.db import migrations
from django_migration_linter import IgnoreMigration


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [IgnoreMigration(), migrations.RemoveField("bericht", "antwoord_aan")]
