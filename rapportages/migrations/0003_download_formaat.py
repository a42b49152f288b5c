from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0001_initial"),
        ("rapportages", "0002_inzet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="download",
            constraint=models.CheckConstraint(
                condition=models.Q(("formaat__in", ["csv", "xlsx", "ods"])),
                name="rapportages_download_formaat_valid",
                violation_error_message="Kies CSV, Excel of OpenDocument.",
            ),
        ),
    ]
