from django.contrib.auth.hashers import make_password
from django.db import migrations, models


def make_empty_ones_unusable(apps, schema_editor):
    people = apps.get_model("accounts", "User").objects.filter(password="")
    people.update(password=make_password(None))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(make_empty_ones_unusable, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=~models.Q(password=""),
                name="accounts_user_password_never_empty",
                violation_error_message="Wie geen wachtwoord heeft, krijgt een onbruikbaar.",
            ),
        ),
    ]
