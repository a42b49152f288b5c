import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deelnemerimport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bestandsnaam', models.CharField(max_length=200, verbose_name='bestandsnaam')),
                ('rijen', models.JSONField(default=list, verbose_name='rijen')),
                ('kolommen', models.JSONField(default=dict, verbose_name='kolommen')),
                ('aangemaakt_op', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='aangemaakt op')),
                ('bevestigd_op', models.DateTimeField(blank=True, null=True, verbose_name='bevestigd op')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deelnemerimports', to='cohorts.cohort', verbose_name='cohort')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deelnemerimports', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'deelnemerimport',
                'verbose_name_plural': 'deelnemerimports',
                'constraints': [models.CheckConstraint(condition=models.Q(('bevestigd_op', None), ('rijen', []), _connector='OR'), name='deelnemers_deelnemerimport_emptied_when_confirmed', violation_error_message='Een bevestigde lijst bewaart geen rijen.')],
            },
        ),
    ]
