from django.db import migrations

import accounts.names.field


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_adreswijziging")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sorteernaam",
            field=accounts.names.field.NameKeyField(
                db_default="",
                default="",
                editable=False,
                max_length=300,
                verbose_name="sorteernaam",
            ),
        ),
    ]
