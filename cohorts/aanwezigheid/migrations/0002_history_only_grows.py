from django.db import migrations

TABLE = "aanwezigheid_aanwezigheidswijziging"
# Not DELETE: rows are thrown away when the term for keeping attendance is over (besluit 0013).
POSTGRESQL = f"""
CREATE FUNCTION aanwezigheid_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The history of attendance is never rewritten'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION aanwezigheid_refuse_rewriting();
"""
SQLITE = f"""
CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, 'The history of attendance is never rewritten'); END;
"""


def add_trigger(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if on_postgresql else SQLITE, params=None)


def remove_trigger(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    place = f" ON {TABLE}" if on_postgresql else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only{place}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION aanwezigheid_refuse_rewriting()")


class Migration(migrations.Migration):
    dependencies = [("aanwezigheid", "0001_initial")]

    operations = [migrations.RunPython(add_trigger, remove_trigger)]
