from django.db import migrations

from accounts.names.folding import name_key_of

BATCH = 500


def write_keys(apps, schema_editor):
    """Batch by batch, each by itself: nobody who signs in meanwhile waits for all of them."""
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    last = 0
    while batch := list(users.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for user in batch:
            user.sorteernaam = name_key_of(user)
        users.bulk_update(batch, ["sorteernaam"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    # Without a transaction around it, or the rows of the first batch are held until the last.
    atomic = False
    dependencies = [("accounts", "0004_user_sorteernaam")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop)]
