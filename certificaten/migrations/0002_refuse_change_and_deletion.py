from django.db import migrations

TABLES = (
    "certificaten_certificaat",
    "certificaten_certificaatdocument",
    "certificaten_certificaatgebeurtenis",
)

POSTGRESQL_FUNCTION = """
CREATE FUNCTION certificaten_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An issued certificate never changes: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION certificaten_refuse();
"""
# Not DELETE: Django empties tables with DELETE on SQLite, and TRUNCATE on PostgreSQL (besluit 0009).
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'An issued certificate never changes'); END;
"""


def add_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        statement = POSTGRESQL_TRIGGER if on_postgresql else SQLITE_TRIGGER
        schema_editor.execute(statement.format(table=table), params=None)


def remove_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        place = f" ON {table}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_append_only{place}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION certificaten_refuse()")


class Migration(migrations.Migration):
    dependencies = [("certificaten", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
