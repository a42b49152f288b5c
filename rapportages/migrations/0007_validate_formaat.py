from django.db import migrations
from django.db.migrations.operations.base import Operation


class ValidateConstraint(Operation):
    """The rows from before it are looked at while people write; SQLite did so at once."""

    def __init__(self, table, name):
        self.table, self.name = table, name

    def state_forwards(self, app_label, state):
        """Django knows of the constraint already."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.execute(f"ALTER TABLE {self.table} VALIDATE CONSTRAINT {self.name}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """A constraint that was once valid may stay so."""


class Migration(migrations.Migration):
    dependencies = [("rapportages", "0006_download_pdf")]

    operations = [ValidateConstraint("rapportages_download", "rapportages_download_formaat_valid")]
