from django.db import migrations

MARK, HISTORY = "aanwezigheid_aanwezigheid", "aanwezigheid_aanwezigheidswijziging"
REWRITTEN = "The history of attendance is never rewritten"
UNSAID = "A mark changes only together with its row of history"

# Which row a mark is about never changes; where it stands changes as the row of history says that
# was written just before it (besluit 0013).
CHANGED_UNSAID = """
NEW.id <> OLD.id OR NEW.deelname_id <> OLD.deelname_id OR NEW.cursusdag_id <> OLD.cursusdag_id
OR NEW.dagdeel <> OLD.dagdeel
OR ((NEW.status <> OLD.status
     OR COALESCE(NEW.bijeenkomst_id, 0) <> COALESCE(OLD.bijeenkomst_id, 0))
    AND NOT EXISTS (
        SELECT 1 FROM aanwezigheid_aanwezigheidswijziging
        WHERE id = (SELECT MAX(id) FROM aanwezigheid_aanwezigheidswijziging
                    WHERE aanwezigheid_id = NEW.id)
        AND van = OLD.status AND naar = NEW.status
    ))
"""
# A `WHEN` of PostgreSQL may hold no query: there the function asks.
POSTGRESQL = f"""
CREATE FUNCTION aanwezigheid_refuse_unsaid_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {CHANGED_UNSAID} THEN
        RAISE EXCEPTION '{UNSAID}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER {MARK}_with_history BEFORE UPDATE ON {MARK}
FOR EACH ROW EXECUTE FUNCTION aanwezigheid_refuse_unsaid_mark();
CREATE TRIGGER {HISTORY}_no_deletion BEFORE DELETE ON {HISTORY}
FOR EACH ROW EXECUTE FUNCTION aanwezigheid_refuse_rewriting();
"""
SQLITE = (
    f"""
    CREATE TRIGGER {MARK}_with_history BEFORE UPDATE ON {MARK} WHEN {CHANGED_UNSAID}
    BEGIN SELECT RAISE(ABORT, '{UNSAID}'); END
    """,
    f"""
    CREATE TRIGGER {HISTORY}_no_deletion BEFORE DELETE ON {HISTORY}
    BEGIN SELECT RAISE(ABORT, '{REWRITTEN}'); END
    """,
)


def add_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in [POSTGRESQL] if on_postgresql else SQLITE:
        schema_editor.execute(statement, params=None)


def remove_triggers(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, trigger in ((MARK, f"{MARK}_with_history"), (HISTORY, f"{HISTORY}_no_deletion")):
        schema_editor.execute(f"DROP TRIGGER {trigger}{f' ON {table}' if on_postgresql else ''}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION aanwezigheid_refuse_unsaid_mark()")


class Migration(migrations.Migration):
    dependencies = [("aanwezigheid", "0002_history_only_grows")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
