import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_password_never_empty")]

    operations = [
        migrations.CreateModel(
            name="Adreswijziging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("van", models.EmailField(max_length=254, verbose_name="vorig e-mailadres")),
                ("gewijzigd_op", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="gewijzigd op")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="adreswijzigingen", to=settings.AUTH_USER_MODEL, verbose_name="gebruiker")),
            ],
            options={
                "verbose_name": "adreswijziging",
                "verbose_name_plural": "adreswijzigingen",
            },
        ),
    ]
