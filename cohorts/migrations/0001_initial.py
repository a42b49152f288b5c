import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programma', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Locatie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=120, verbose_name='naam')),
                ('adres', models.CharField(max_length=160, verbose_name='adres')),
                ('plaats', models.CharField(max_length=80, verbose_name='plaats')),
                ('routelink', models.URLField(blank=True, verbose_name='link naar de route')),
            ],
            options={
                'verbose_name': 'locatie',
                'verbose_name_plural': 'locaties',
                'ordering': ['naam'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=80, verbose_name='naam')),
                ('norm_dagdelen', models.PositiveSmallIntegerField(verbose_name='norm in dagdelen')),
                ('capaciteit', models.PositiveSmallIntegerField(default=20, verbose_name='aantal plaatsen')),
                ('schoolregio', models.CharField(blank=True, choices=[('noord', 'regio Noord'), ('midden', 'regio Midden'), ('zuid', 'regio Zuid')], max_length=6, verbose_name='regio van de schoolvakanties')),
                ('aangemaakt_op', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='aangemaakt op')),
                ('programma', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorten', to='programma.programma', verbose_name='programma')),
            ],
            options={
                'verbose_name': 'cohort',
                'verbose_name_plural': 'cohorten',
                'ordering': ['-aangemaakt_op', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deelname',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vanaf', models.DateField(verbose_name='vanaf')),
                ('tot_en_met', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deelnames', to='cohorts.cohort', verbose_name='cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deelnames', to=settings.AUTH_USER_MODEL, verbose_name='deelnemer')),
            ],
            options={
                'verbose_name': 'deelname',
                'verbose_name_plural': 'deelnames',
            },
        ),
        migrations.CreateModel(
            name='Bijeenkomst',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('datum', models.DateField(verbose_name='datum')),
                ('inlooptijd', models.TimeField(default=datetime.time(9, 15), verbose_name='inloop vanaf')),
                ('begintijd', models.TimeField(default=datetime.time(9, 30), verbose_name='begintijd')),
                ('middag_vanaf', models.TimeField(default=datetime.time(13, 15), verbose_name='middag vanaf')),
                ('eindtijd', models.TimeField(default=datetime.time(16, 30), verbose_name='eindtijd')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='kalenderkenmerk')),
                ('versie', models.PositiveIntegerField(default=1, verbose_name='versie')),
                ('geannuleerd_op', models.DateTimeField(blank=True, null=True, verbose_name='geannuleerd op')),
                ('afgerond_op', models.DateTimeField(blank=True, null=True, verbose_name='afgerond op')),
                ('afgerond_door', models.ForeignKey(blank=True, help_text='Leeg: het systeem, na vijf werkdagen.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='afgeronde_bijeenkomsten', to=settings.AUTH_USER_MODEL, verbose_name='afgerond door')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bijeenkomsten', to='programma.cursusdag', verbose_name='dag')),
                ('geannuleerd_door', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='geannuleerde_bijeenkomsten', to=settings.AUTH_USER_MODEL, verbose_name='geannuleerd door')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bijeenkomsten', to='cohorts.cohort', verbose_name='cohort')),
                ('locatie', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bijeenkomsten', to='cohorts.locatie', verbose_name='locatie')),
            ],
            options={
                'verbose_name': 'bijeenkomst',
                'verbose_name_plural': 'bijeenkomsten',
                'ordering': ['datum', 'begintijd'],
            },
        ),
        migrations.CreateModel(
            name='Normwijziging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('van', models.PositiveSmallIntegerField(verbose_name='van')),
                ('naar', models.PositiveSmallIntegerField(verbose_name='naar')),
                ('reden', models.CharField(max_length=200, verbose_name='reden')),
                ('op', models.DateTimeField(default=django.utils.timezone.now, verbose_name='op')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='normwijzigingen', to='cohorts.cohort', verbose_name='cohort')),
                ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='normwijzigingen', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'normwijziging',
                'verbose_name_plural': 'normwijzigingen',
                'ordering': ['op', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Organisatie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('gemeente', 'gemeente'), ('overig', 'andere organisatie')], default='overig', max_length=8, verbose_name='soort')),
                ('cbs_code', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^GM\\d{4}$', 'Een CBS-code is GM met vier cijfers.')], verbose_name='CBS-code')),
                ('naam', models.CharField(max_length=120, verbose_name='naam')),
                ('weergavenaam', models.CharField(max_length=120, verbose_name='weergavenaam')),
                ('sorteernaam', models.CharField(max_length=120, verbose_name='sorteernaam')),
                ('provincie', models.CharField(blank=True, max_length=30, verbose_name='provincie')),
                ('merkkleur', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Schrijf een kleur als #00696b.')], verbose_name='merkkleur')),
                ('geldig_vanaf', models.DateField(blank=True, null=True, verbose_name='geldig vanaf')),
                ('geldig_tot_en_met', models.DateField(blank=True, null=True, verbose_name='geldig tot en met')),
                ('opvolger', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voorgangers', to='cohorts.organisatie', verbose_name='opvolger')),
            ],
            options={
                'verbose_name': 'organisatie',
                'verbose_name_plural': 'organisaties',
                'ordering': ['sorteernaam'],
            },
        ),
        migrations.AddField(
            model_name='locatie',
            name='organisatie',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='locaties', to='cohorts.organisatie', verbose_name='organisatie'),
        ),
        migrations.CreateModel(
            name='HRContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vanaf', models.DateField(verbose_name='vanaf')),
                ('tot_en_met', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hrcontacten', to=settings.AUTH_USER_MODEL, verbose_name='gebruiker')),
                ('organisatie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hrcontacten', to='cohorts.organisatie', verbose_name='organisatie')),
            ],
            options={
                'verbose_name': 'HR-contact',
                'verbose_name_plural': 'HR-contacten',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Dienstverband',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vanaf', models.DateField(verbose_name='vanaf')),
                ('tot_en_met', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('afdeling', models.CharField(blank=True, max_length=120, verbose_name='afdeling')),
                ('personeelsnummer', models.CharField(blank=True, max_length=30, verbose_name='personeelsnummer')),
                ('deelname', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dienstverbanden', to='cohorts.deelname', verbose_name='deelname')),
                ('organisatie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dienstverbanden', to='cohorts.organisatie', verbose_name='organisatie')),
            ],
            options={
                'verbose_name': 'dienstverband',
                'verbose_name_plural': 'dienstverbanden',
            },
        ),
        migrations.AddField(
            model_name='cohort',
            name='organisatie',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorten', to='cohorts.organisatie', verbose_name='organisatie'),
        ),
        migrations.CreateModel(
            name='Trainerschap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vanaf', models.DateField(verbose_name='vanaf')),
                ('tot_en_met', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('bijeenkomst', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vervangingen', to='cohorts.bijeenkomst', verbose_name='bijeenkomst')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainerschappen', to='cohorts.cohort', verbose_name='cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainerschappen', to=settings.AUTH_USER_MODEL, verbose_name='trainer')),
            ],
            options={
                'verbose_name': 'trainerschap',
                'verbose_name_plural': 'trainerschappen',
                'ordering': ['vanaf', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='deelname',
            constraint=models.CheckConstraint(condition=models.Q(('tot_en_met', None), ('tot_en_met__gte', models.F('vanaf')), _connector='OR'), name='cohorts_deelname_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste dag.'),
        ),
        migrations.AddConstraint(
            model_name='deelname',
            constraint=models.UniqueConstraint(fields=('user', 'cohort'), name='cohorts_deelname_once', violation_error_message='Deze persoon zit al in dit cohort.'),
        ),
        migrations.AddIndex(
            model_name='bijeenkomst',
            index=models.Index(fields=['datum'], name='cohorts_bijeenkomst_datum'),
        ),
        migrations.AddConstraint(
            model_name='bijeenkomst',
            constraint=models.UniqueConstraint(condition=models.Q(('geannuleerd_op', None)), fields=('cohort', 'cursusdag'), name='cohorts_bijeenkomst_once', violation_error_message='Deze dag staat al gepland voor dit cohort.'),
        ),
        migrations.AddConstraint(
            model_name='bijeenkomst',
            constraint=models.CheckConstraint(condition=models.Q(('inlooptijd__lte', models.F('begintijd')), ('begintijd__lt', models.F('middag_vanaf')), ('middag_vanaf__lt', models.F('eindtijd'))), name='cohorts_bijeenkomst_times_in_order', violation_error_message='De tijden staan niet op volgorde.'),
        ),
        migrations.AddConstraint(
            model_name='bijeenkomst',
            constraint=models.CheckConstraint(condition=models.Q(('afgerond_door', None), ('afgerond_op__isnull', False), _connector='OR'), name='cohorts_bijeenkomst_closed_at_a_moment', violation_error_message='Wie een dag afrondt, doet dat op een moment.'),
        ),
        migrations.AddConstraint(
            model_name='bijeenkomst',
            constraint=models.CheckConstraint(condition=models.Q(('geannuleerd_door', None), ('geannuleerd_op__isnull', False), _connector='OR'), name='cohorts_bijeenkomst_cancelled_at_a_moment', violation_error_message='Wie een dag annuleert, doet dat op een moment.'),
        ),
        migrations.AddConstraint(
            model_name='bijeenkomst',
            constraint=models.CheckConstraint(condition=models.Q(('afgerond_op', None), ('geannuleerd_op', None), _connector='OR'), name='cohorts_bijeenkomst_closed_or_cancelled', violation_error_message='Een dag die niet doorging, wordt niet afgerond.'),
        ),
        migrations.AddConstraint(
            model_name='normwijziging',
            constraint=models.CheckConstraint(condition=models.Q(('van', models.F('naar')), _negated=True), name='cohorts_normwijziging_changes', violation_error_message='Dit is al de norm.'),
        ),
        migrations.AddConstraint(
            model_name='organisatie',
            constraint=models.UniqueConstraint(condition=models.Q(('cbs_code', ''), _negated=True), fields=('cbs_code',), name='cohorts_organisatie_cbs_code', violation_error_message='Er is al een organisatie met deze CBS-code.'),
        ),
        migrations.AddConstraint(
            model_name='organisatie',
            constraint=models.UniqueConstraint(fields=('soort', 'naam'), name='cohorts_organisatie_name', violation_error_message='Er is al een organisatie met deze naam.'),
        ),
        migrations.AddConstraint(
            model_name='organisatie',
            constraint=models.CheckConstraint(condition=models.Q(('soort__in', ['gemeente', 'overig'])), name='cohorts_organisatie_soort_valid', violation_error_message='Kies gemeente of andere organisatie.'),
        ),
        migrations.AddConstraint(
            model_name='organisatie',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('soort', 'gemeente'), _negated=True), models.Q(('cbs_code', ''), _negated=True), _connector='OR'), name='cohorts_organisatie_gemeente_has_code', violation_error_message='Een gemeente heeft een CBS-code.'),
        ),
        migrations.AddConstraint(
            model_name='organisatie',
            constraint=models.CheckConstraint(condition=models.Q(('geldig_vanaf', None), ('geldig_tot_en_met', None), ('geldig_tot_en_met__gte', models.F('geldig_vanaf')), _connector='OR'), name='cohorts_organisatie_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste dag.'),
        ),
        migrations.AddConstraint(
            model_name='locatie',
            constraint=models.UniqueConstraint(fields=('naam', 'adres', 'plaats'), name='cohorts_locatie_address', violation_error_message='Deze locatie bestaat al.'),
        ),
        migrations.AddConstraint(
            model_name='hrcontact',
            constraint=models.CheckConstraint(condition=models.Q(('tot_en_met', None), ('tot_en_met__gte', models.F('vanaf')), _connector='OR'), name='cohorts_hrcontact_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste dag.'),
        ),
        migrations.AddConstraint(
            model_name='dienstverband',
            constraint=models.CheckConstraint(condition=models.Q(('tot_en_met', None), ('tot_en_met__gte', models.F('vanaf')), _connector='OR'), name='cohorts_dienstverband_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste dag.'),
        ),
        migrations.AddConstraint(
            model_name='dienstverband',
            constraint=models.UniqueConstraint(condition=models.Q(('tot_en_met', None)), fields=('deelname',), name='cohorts_dienstverband_one_open', violation_error_message='Er loopt al een dienstverband.'),
        ),
        migrations.AddConstraint(
            model_name='dienstverband',
            constraint=models.UniqueConstraint(fields=('deelname', 'vanaf'), name='cohorts_dienstverband_one_start', violation_error_message='Op deze dag begint al een dienstverband.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('organisatie', 'naam'), name='cohorts_cohort_name', violation_error_message='Deze organisatie heeft al een cohort met deze naam.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('norm_dagdelen__gte', 1), ('norm_dagdelen__lte', 14)), name='cohorts_cohort_norm_in_range', violation_error_message='De norm ligt tussen 1 en 14 dagdelen.'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('schoolregio__in', ['', 'noord', 'midden', 'zuid'])), name='cohorts_cohort_schoolregio_valid', violation_error_message='Kies noord, midden of zuid.'),
        ),
        migrations.AddConstraint(
            model_name='trainerschap',
            constraint=models.CheckConstraint(condition=models.Q(('tot_en_met', None), ('tot_en_met__gte', models.F('vanaf')), _connector='OR'), name='cohorts_trainerschap_ends_after_start', violation_error_message='De laatste dag ligt vóór de eerste dag.'),
        ),
        migrations.AddConstraint(
            model_name='trainerschap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bijeenkomst', None), ('cohort__isnull', False)), models.Q(('bijeenkomst__isnull', False), ('cohort', None)), _connector='OR'), name='cohorts_trainerschap_cohort_or_bijeenkomst', violation_error_message='Kies een cohort of één bijeenkomst.'),
        ),
    ]
