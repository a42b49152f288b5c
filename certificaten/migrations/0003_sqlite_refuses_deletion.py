from django.db import migrations

TABLES = (
    "certificaten_certificaat",
    "certificaten_certificaatdocument",
    "certificaten_certificaatgebeurtenis",
)
# PostgreSQL refuses both already, in these words (0002).
TRIGGER = """
CREATE TRIGGER {name} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'An issued certificate never changes: {act} on {table} refused'); END
"""
ONLY_CHANGE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'An issued certificate never changes'); END
"""


def refuse_deletion(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_append_only")
        for act, name in (("UPDATE", f"{table}_append_only"), ("DELETE", f"{table}_no_deletion")):
            schema_editor.execute(TRIGGER.format(table=table, act=act, name=name), params=None)


def refuse_change_alone(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_no_deletion")
        schema_editor.execute(f"DROP TRIGGER {table}_append_only")
        schema_editor.execute(ONLY_CHANGE.format(table=table), params=None)


class Migration(migrations.Migration):
    dependencies = [("certificaten", "0002_refuse_change_and_deletion")]

    operations = [migrations.RunPython(refuse_deletion, refuse_change_alone)]
