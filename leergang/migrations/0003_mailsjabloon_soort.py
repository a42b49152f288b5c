from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("leergang", "0002_praktijkopdracht_duur"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="mailsjabloon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "soort__in",
                        [
                            "herinnering_twee_weken",
                            "herinnering_twee_dagen",
                            "herinnering_dag_erna",
                        ],
                    )
                ),
                name="leergang_mailsjabloon_soort_valid",
                violation_error_message="Kies een van de herinneringen.",
            ),
        ),
    ]
