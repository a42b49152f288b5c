from django.db import migrations, models


class AddIndexConcurrently(migrations.AddIndex):
    """PostgreSQL makes the index while people write; SQLite knows no such thing."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        return schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            return super().database_backwards(app_label, schema_editor, from_state, to_state)
        model = from_state.apps.get_model(app_label, self.model_name)
        return schema_editor.remove_index(model, self.index, concurrently=True)


class Migration(migrations.Migration):
    # PostgreSQL does this outside a transaction only; so nothing else stands in this migration.
    atomic = False
    dependencies = [("accounts", "0005_fill_sorteernaam")]

    operations = [
        AddIndexConcurrently("user", models.Index(fields=["sorteernaam"], name="accounts_user_name"))
    ]
