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
    dependencies = [("rapportages", "0005_validate_soort")]

    operations = [
        migrations.RemoveConstraint("download", "rapportages_download_formaat_valid"),
        AddConstraintNotValid(
            model_name="download",
            constraint=models.CheckConstraint(
                condition=models.Q(("formaat__in", ["csv", "xlsx", "ods", "pdf"])),
                name="rapportages_download_formaat_valid",
                violation_error_message="Kies CSV, Excel, OpenDocument of PDF.",
            ),
        ),
        migrations.AlterField(
            model_name="download",
            name="formaat",
            field=models.CharField(
                choices=[
                    ("csv", "CSV"),
                    ("xlsx", "Excel (XLSX)"),
                    ("ods", "OpenDocument (ODS)"),
                    ("pdf", "PDF"),
                ],
                max_length=4,
                verbose_name="formaat",
            ),
        ),
    ]
