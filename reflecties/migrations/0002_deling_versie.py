from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reflecties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="deling",
            name="versie",
            # Text from before this migration no longer opens: nothing was in production yet.
            field=models.PositiveIntegerField(default=1, verbose_name="versie van de bladzijde"),
            preserve_default=False,
        ),
    ]
