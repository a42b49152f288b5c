from django.db import migrations, models


class AddConstraintNotValid(migrations.AddConstraint):
    """PostgreSQL asks it of new rows at once; the next migration has it look at the others."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        sql = self.constraint.create_sql(model, schema_editor)
        return schema_editor.execute(f"{sql} NOT VALID", params=None)


class Migration(migrations.Migration):
    dependencies = [("rapportages", "0003_download_formaat")]

    operations = [
        migrations.AddField(
            model_name="download",
            name="soort",
            field=models.CharField(
                choices=[("dag", "per dag"), ("medewerker", "per medewerker")],
                db_default="dag",
                default="dag",
                max_length=10,
                verbose_name="soort",
            ),
        ),
        AddConstraintNotValid(
            model_name="download",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["dag", "medewerker"])),
                name="rapportages_download_soort_valid",
                violation_error_message="Kies per dag of per medewerker.",
            ),
        ),
    ]
