from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("berichten", "LATEST")]

    operations = [
        migrations.CreateModel(
            "Kanaal",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("naam", models.CharField(max_length=20, db_index=True)),
            ],
        ),
        migrations.AddIndex("bericht", models.Index(fields=["soort"], name="berichten_soort")),
    ]
