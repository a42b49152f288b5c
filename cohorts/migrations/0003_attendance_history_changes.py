from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0002_deelnemerimport_kolommen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="aanwezigheidswijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(("van", models.F("naar")), _negated=True),
                name="cohorts_aanwezigheidswijziging_changes",
                violation_error_message="Deze wijziging verandert niets.",
            ),
        ),
        migrations.AddConstraint(
            model_name="aanwezigheidswijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "van__in",
                        [
                            "open",
                            "aanwezig",
                            "afgemeld",
                            "afwezig",
                            "ingehaald",
                            "niet_geregistreerd",
                        ],
                    ),
                    (
                        "naar__in",
                        [
                            "open",
                            "aanwezig",
                            "afgemeld",
                            "afwezig",
                            "ingehaald",
                            "niet_geregistreerd",
                        ],
                    ),
                ),
                name="cohorts_aanwezigheidswijziging_status_valid",
                violation_error_message="Deze status bestaat niet.",
            ),
        ),
    ]
