import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('aanwezigheid', '0001_initial'),
        ('cohorts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Gast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=120, verbose_name='naam')),
                ('toelichting', models.CharField(blank=True, max_length=120, verbose_name='toelichting')),
                ('toegevoegd_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='toegevoegd op')),
                ('bijeenkomst', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gasten', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('toegevoegd_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gasten', to=settings.AUTH_USER_MODEL, verbose_name='toegevoegd door')),
            ],
            options={
                'verbose_name': 'gast',
                'verbose_name_plural': 'gasten',
                'ordering': ['naam', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Betwisting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'nog niet'), ('aanwezig', 'aanwezig'), ('afgemeld', 'afgemeld'), ('afwezig', 'afwezig'), ('ingehaald', 'ingehaald'), ('niet_geregistreerd', 'niet geregistreerd')], editable=False, max_length=18, verbose_name='status toen')),
                ('toelichting', models.CharField(max_length=300, verbose_name='toelichting')),
                ('ingediend_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ingediend op')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('uitkomst', models.CharField(blank=True, choices=[('aangepast', 'aangepast'), ('ongewijzigd', 'blijft zo')], max_length=11, verbose_name='uitkomst')),
                ('antwoord', models.CharField(blank=True, max_length=300, verbose_name='antwoord')),
                ('afgehandeld_op', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                ('gewist_op', models.DateTimeField(blank=True, null=True, verbose_name='gewist op')),
                ('aanwezigheid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='betwistingen', to='aanwezigheid.aanwezigheid', verbose_name='aanwezigheid')),
                ('afgehandeld_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='betwistingen', to=settings.AUTH_USER_MODEL, verbose_name='afgehandeld door')),
            ],
            options={
                'verbose_name': 'betwisting',
                'verbose_name_plural': 'betwistingen',
                'ordering': ['ingediend_op', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('afgehandeld_op', None), ('ingetrokken_op', None)), fields=('aanwezigheid',), name='presentie_betwisting_one_open', violation_error_message='Over dit dagdeel staat al een vraag open.'), models.CheckConstraint(condition=models.Q(models.Q(('afgehandeld_door', None), ('afgehandeld_op', None), ('uitkomst', '')), models.Q(('afgehandeld_door__isnull', False), ('afgehandeld_op__isnull', False), ('uitkomst__in', ['aangepast', 'ongewijzigd'])), _connector='OR'), name='presentie_betwisting_decided_by_somebody', violation_error_message='Een besluit heeft een uitkomst, een moment en een naam.'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'aanwezig', 'afgemeld', 'afwezig', 'ingehaald', 'niet_geregistreerd'])), name='presentie_betwisting_status_valid', violation_error_message='Deze status bestaat niet.'), models.CheckConstraint(condition=models.Q(('gewist_op', None), models.Q(('antwoord', ''), ('toelichting', '')), _connector='OR'), name='presentie_betwisting_empty_when_erased', violation_error_message='Een gewiste toelichting is leeg.')],
            },
        ),
        migrations.CreateModel(
            name='Opmerking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tekst', models.CharField(max_length=200, verbose_name='tekst')),
                ('op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='op')),
                ('bijeenkomst', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opmerkingen', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opmerkingen', to='cohorts.deelname', verbose_name='deelname')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opmerkingen', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'opmerking',
                'verbose_name_plural': 'opmerkingen',
                'constraints': [models.UniqueConstraint(fields=('deelname', 'bijeenkomst'), name='presentie_opmerking_once', violation_error_message='Bij deze naam staat al een opmerking.')],
            },
        ),
    ]
