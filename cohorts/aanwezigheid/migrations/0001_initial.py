import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0001_initial'),
        ('programma', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aanwezigheid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dagdeel', models.CharField(choices=[('ochtend', 'ochtend'), ('middag', 'middag')], max_length=7, verbose_name='dagdeel')),
                ('status', models.CharField(choices=[('open', 'nog niet'), ('aanwezig', 'aanwezig'), ('afgemeld', 'afgemeld'), ('afwezig', 'afwezig'), ('ingehaald', 'ingehaald'), ('niet_geregistreerd', 'niet geregistreerd')], default='open', max_length=18, verbose_name='status')),
                ('bijeenkomst', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheden', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheden', to='programma.cursusdag', verbose_name='dag')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheden', to='cohorts.deelname', verbose_name='deelname')),
            ],
            options={
                'verbose_name': 'aanwezigheid',
                'verbose_name_plural': 'aanwezigheden',
            },
        ),
        migrations.CreateModel(
            name='Aanwezigheidswijziging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('van', models.CharField(choices=[('open', 'nog niet'), ('aanwezig', 'aanwezig'), ('afgemeld', 'afgemeld'), ('afwezig', 'afwezig'), ('ingehaald', 'ingehaald'), ('niet_geregistreerd', 'niet geregistreerd')], max_length=18, verbose_name='van')),
                ('naar', models.CharField(choices=[('open', 'nog niet'), ('aanwezig', 'aanwezig'), ('afgemeld', 'afgemeld'), ('afwezig', 'afwezig'), ('ingehaald', 'ingehaald'), ('niet_geregistreerd', 'niet geregistreerd')], max_length=18, verbose_name='naar')),
                ('bron', models.CharField(choices=[('presentie', 'presentie'), ('code', 'code op het scherm'), ('papier', 'papieren lijst'), ('afronding', 'afronden van de dag'), ('correctie', 'correctie door de coördinator'), ('inhalen', 'ingehaald in een andere groep'), ('opdracht', 'inhaalopdracht')], default='presentie', max_length=10, verbose_name='bron')),
                ('moment', models.DateTimeField(default=django.utils.timezone.now, verbose_name='moment')),
                ('op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='op')),
                ('toesteltijd', models.DateTimeField(blank=True, null=True, verbose_name='tijd op het toestel')),
                ('kenmerk', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='kenmerk van het toestel')),
                ('reden', models.CharField(blank=True, max_length=200, verbose_name='reden')),
                ('aanwezigheid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wijzigingen', to='aanwezigheid.aanwezigheid', verbose_name='aanwezigheid')),
                ('bijeenkomst', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheidswijzigingen', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('door', models.ForeignKey(help_text='Leeg: het systeem, bij het sluiten van een dag.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aanwezigheidswijzigingen', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'aanwezigheidswijziging',
                'verbose_name_plural': 'aanwezigheidswijzigingen',
                'ordering': ['op', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Afmelding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ochtend', models.BooleanField(default=True, verbose_name='ochtend')),
                ('middag', models.BooleanField(default=True, verbose_name='middag')),
                ('reden', models.CharField(blank=True, choices=[('verhinderd', 'verhinderd'), ('werk', 'werk gaat voor'), ('anders', 'iets anders')], max_length=10, verbose_name='reden')),
                ('toelichting', models.CharField(blank=True, max_length=200, verbose_name='toelichting')),
                ('gemeld_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gemeld op')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('vervallen_op', models.DateTimeField(blank=True, null=True, verbose_name='vervallen op')),
                ('gewist_op', models.DateTimeField(blank=True, null=True, verbose_name='gewist op')),
                ('bijeenkomst', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afmeldingen', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='afmeldingen', to='cohorts.deelname', verbose_name='deelname')),
            ],
            options={
                'verbose_name': 'afmelding',
                'verbose_name_plural': 'afmeldingen',
            },
        ),
        migrations.CreateModel(
            name='Inhaalopdracht',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dagdeel', models.CharField(choices=[('ochtend', 'ochtend'), ('middag', 'middag')], max_length=7, verbose_name='dagdeel')),
                ('volgnummer', models.PositiveSmallIntegerField(verbose_name='volgnummer')),
                ('opdracht', models.TextField(max_length=2000, validators=[django.core.validators.MinLengthValidator(10)], verbose_name='opdracht')),
                ('gegeven_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gegeven op')),
                ('goedgekeurd_op', models.DateTimeField(blank=True, null=True, verbose_name='goedgekeurd op')),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inhaalopdrachten', to='programma.cursusdag', verbose_name='dag')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inhaalopdrachten', to='cohorts.deelname', verbose_name='deelname')),
                ('gegeven_door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gegeven_inhaalopdrachten', to=settings.AUTH_USER_MODEL, verbose_name='gegeven door')),
                ('goedgekeurd_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='goedgekeurde_inhaalopdrachten', to=settings.AUTH_USER_MODEL, verbose_name='goedgekeurd door')),
            ],
            options={
                'verbose_name': 'inhaalopdracht',
                'verbose_name_plural': 'inhaalopdrachten',
            },
        ),
        migrations.CreateModel(
            name='Inhaalplan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ochtend', models.BooleanField(default=True, verbose_name='ochtend')),
                ('middag', models.BooleanField(default=True, verbose_name='middag')),
                ('versie', models.PositiveIntegerField(blank=True, null=True, verbose_name='versie van de bijeenkomst')),
                ('aangevraagd_op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='aangevraagd op')),
                ('akkoord_op', models.DateTimeField(blank=True, null=True, verbose_name='akkoord op')),
                ('vervallen_op', models.DateTimeField(blank=True, null=True, verbose_name='vervallen op')),
                ('aangevraagd_door', models.ForeignKey(blank=True, help_text='Leeg: het systeem, toen de dag elders niet doorging.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aangevraagde_inhaalplannen', to=settings.AUTH_USER_MODEL, verbose_name='aangevraagd door')),
                ('akkoord_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inhaalplannen_akkoord', to=settings.AUTH_USER_MODEL, verbose_name='akkoord door')),
                ('bijeenkomst', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inhaalplannen', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inhaalplannen', to='programma.cursusdag', verbose_name='dag')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inhaalplannen', to='cohorts.deelname', verbose_name='deelname')),
                ('vervallen_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vervallen_inhaalplannen', to=settings.AUTH_USER_MODEL, verbose_name='vervallen door')),
            ],
            options={
                'verbose_name': 'inhaalplan',
                'verbose_name_plural': 'inhaalplannen',
            },
        ),
        migrations.AddConstraint(
            model_name='aanwezigheid',
            constraint=models.UniqueConstraint(fields=('deelname', 'cursusdag', 'dagdeel'), name='aanwezigheid_aanwezigheid_once', violation_error_message='Over dit dagdeel staat al iets genoteerd.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheid',
            constraint=models.CheckConstraint(condition=models.Q(('dagdeel__in', ['ochtend', 'middag'])), name='aanwezigheid_aanwezigheid_dagdeel_valid', violation_error_message='Kies ochtend of middag.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheid',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'aanwezig', 'afgemeld', 'afwezig', 'ingehaald', 'niet_geregistreerd'])), name='aanwezigheid_aanwezigheid_status_valid', violation_error_message='Deze status bestaat niet.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'aanwezig'), _negated=True), ('bijeenkomst__isnull', False), _connector='OR'), name='aanwezigheid_aanwezigheid_present_somewhere', violation_error_message='Wie aanwezig was, was dat bij een bijeenkomst.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheidswijziging',
            constraint=models.CheckConstraint(condition=models.Q(('bron__in', ['presentie', 'code', 'papier', 'afronding', 'correctie', 'inhalen', 'opdracht'])), name='aanwezigheid_aanwezigheidswijziging_bron_valid', violation_error_message='Deze bron bestaat niet.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheidswijziging',
            constraint=models.CheckConstraint(condition=models.Q(('moment__lte', models.F('op'))), name='aanwezigheid_aanwezigheidswijziging_not_ahead', violation_error_message='Een wijziging kan niet later zijn dan haar aankomst.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheidswijziging',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bron', 'correctie'), _negated=True), models.Q(('reden', ''), _negated=True), _connector='OR'), name='aanwezigheid_aanwezigheidswijziging_correctie_has_reden', violation_error_message='Een correctie heeft een reden.'),
        ),
        migrations.AddConstraint(
            model_name='aanwezigheidswijziging',
            constraint=models.CheckConstraint(condition=models.Q(('van__in', ['open', 'aanwezig', 'afgemeld', 'afwezig', 'ingehaald', 'niet_geregistreerd']), ('naar__in', ['open', 'aanwezig', 'afgemeld', 'afwezig', 'ingehaald', 'niet_geregistreerd'])), name='aanwezigheid_aanwezigheidswijziging_status_valid', violation_error_message='Deze status bestaat niet.'),
        ),
        migrations.AddConstraint(
            model_name='afmelding',
            constraint=models.UniqueConstraint(condition=models.Q(('ingetrokken_op', None), ('vervallen_op', None)), fields=('deelname', 'bijeenkomst'), name='aanwezigheid_afmelding_once', violation_error_message='Je hebt je voor deze dag al afgemeld.'),
        ),
        migrations.AddConstraint(
            model_name='afmelding',
            constraint=models.CheckConstraint(condition=models.Q(('ochtend', True), ('middag', True), _connector='OR'), name='aanwezigheid_afmelding_some_dagdeel', violation_error_message='Kies de ochtend, de middag of de hele dag.'),
        ),
        migrations.AddConstraint(
            model_name='afmelding',
            constraint=models.CheckConstraint(condition=models.Q(('reden__in', ['', 'verhinderd', 'werk', 'anders'])), name='aanwezigheid_afmelding_reden_valid', violation_error_message='Kies verhinderd, werk of iets anders.'),
        ),
        migrations.AddConstraint(
            model_name='afmelding',
            constraint=models.CheckConstraint(condition=models.Q(('gewist_op', None), models.Q(('reden', ''), ('toelichting', '')), _connector='OR'), name='aanwezigheid_afmelding_empty_when_erased', violation_error_message='Een gewiste reden is leeg.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalopdracht',
            constraint=models.CheckConstraint(condition=models.Q(('volgnummer__gte', 1), ('volgnummer__lte', 2)), name='aanwezigheid_inhaalopdracht_at_most_two', violation_error_message='Met opdrachten kun je ten hoogste 2 dagdelen inhalen.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalopdracht',
            constraint=models.UniqueConstraint(condition=models.Q(('ingetrokken_op', None)), fields=('deelname', 'volgnummer'), name='aanwezigheid_inhaalopdracht_number', violation_error_message='Met opdrachten kun je ten hoogste 2 dagdelen inhalen.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalopdracht',
            constraint=models.UniqueConstraint(condition=models.Q(('ingetrokken_op', None)), fields=('deelname', 'cursusdag', 'dagdeel'), name='aanwezigheid_inhaalopdracht_once', violation_error_message='Voor dit dagdeel is al een opdracht gegeven.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalopdracht',
            constraint=models.CheckConstraint(condition=models.Q(('dagdeel__in', ['ochtend', 'middag'])), name='aanwezigheid_inhaalopdracht_dagdeel_valid', violation_error_message='Kies ochtend of middag.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalopdracht',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('goedgekeurd_door', None), ('goedgekeurd_op', None)), models.Q(('goedgekeurd_door__isnull', False), ('goedgekeurd_op__isnull', False)), _connector='OR'), name='aanwezigheid_inhaalopdracht_approved_by_somebody', violation_error_message='Een goedkeuring heeft een moment en een naam.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalplan',
            constraint=models.UniqueConstraint(condition=models.Q(('vervallen_op', None)), fields=('deelname', 'cursusdag'), name='aanwezigheid_inhaalplan_once', violation_error_message='Voor deze dag loopt al een inhaalplan.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalplan',
            constraint=models.CheckConstraint(condition=models.Q(('ochtend', True), ('middag', True), _connector='OR'), name='aanwezigheid_inhaalplan_some_dagdeel', violation_error_message='Kies de ochtend, de middag of de hele dag.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('akkoord_door', None), ('akkoord_op', None)), models.Q(('akkoord_door__isnull', False), ('akkoord_op__isnull', False)), _connector='OR'), name='aanwezigheid_inhaalplan_agreed_by_somebody', violation_error_message='Akkoord heeft een moment en een naam.'),
        ),
        migrations.AddConstraint(
            model_name='inhaalplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('akkoord_op', None), ('bijeenkomst', None), ('versie', None)), models.Q(('bijeenkomst__isnull', False), ('versie__isnull', False)), _connector='OR'), name='aanwezigheid_inhaalplan_version_of_a_day', violation_error_message='Zonder dag elders is er niets om akkoord op te geven.'),
        ),
    ]
