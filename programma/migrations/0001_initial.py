import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Programma',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(verbose_name='slug')),
                ('versie', models.PositiveSmallIntegerField(verbose_name='versie')),
                ('naam', models.CharField(max_length=120, verbose_name='naam')),
                ('inleiding', models.TextField(blank=True, verbose_name='inleiding')),
                ('norm_dagdelen', models.PositiveSmallIntegerField(default=12, verbose_name='norm in dagdelen')),
                ('uren_per_dagdeel', models.DecimalField(decimal_places=1, default=3.5, max_digits=3, verbose_name='uren per dagdeel')),
                ('brief_maanden', models.PositiveSmallIntegerField(default=4, verbose_name='maanden tot de brief')),
                ('certificaattekst', models.JSONField(default=dict, verbose_name='tekst van het certificaat')),
                ('vingerafdruk', models.CharField(max_length=64, verbose_name='SHA-256 van de bronbestanden')),
                ('gepubliceerd_op', models.DateTimeField(auto_now_add=True, verbose_name='gepubliceerd op')),
            ],
            options={
                'verbose_name': 'programma',
                'verbose_name_plural': "programma's",
                'constraints': [models.UniqueConstraint(fields=('slug', 'versie'), name='programma_programma_version', violation_error_message='Deze versie van het programma bestaat al.'), models.CheckConstraint(condition=models.Q(('norm_dagdelen__gte', 1), ('norm_dagdelen__lte', 14)), name='programma_programma_norm_in_range', violation_error_message='De norm ligt tussen 1 en 14 dagdelen.')],
            },
        ),
        migrations.CreateModel(
            name='Cursusdag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nummer', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='nummer')),
                ('slug', models.SlugField(verbose_name='slug')),
                ('titel', models.CharField(max_length=120, verbose_name='titel')),
                ('essentie', models.TextField(verbose_name='essentie')),
                ('leerdoelen', models.JSONField(default=list, verbose_name='leerdoelen')),
                ('dagprogramma', models.JSONField(default=list, verbose_name='dagprogramma')),
                ('begrippen', models.JSONField(default=list, verbose_name='begrippen')),
                ('literatuur', models.JSONField(default=list, verbose_name='literatuur')),
                ('praktijkopdracht', models.TextField(verbose_name='praktijkopdracht')),
                ('praktijkopdracht_kort', models.CharField(max_length=250, verbose_name='praktijkopdracht in het kort')),
                ('praktijkopdracht_minuten', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minuten voor de praktijkopdracht')),
                ('praktijkopdracht_duur', models.CharField(blank=True, help_text='In woorden, waar minuten te veel zeggen: één dagdeel, doorlopend.', max_length=40, verbose_name='duur van de praktijkopdracht')),
                ('meenemen', models.CharField(blank=True, max_length=250, verbose_name='meenemen')),
                ('verdieping', models.TextField(blank=True, verbose_name='verdieping')),
                ('programma', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cursusdagen', to='programma.programma', verbose_name='programma')),
            ],
            options={
                'verbose_name': 'cursusdag',
                'verbose_name_plural': 'cursusdagen',
                'ordering': ['nummer'],
            },
        ),
        migrations.CreateModel(
            name='Reflectievraag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('volgnummer', models.PositiveSmallIntegerField(verbose_name='volgnummer')),
                ('fase', models.CharField(choices=[('voor', 'voor de dag'), ('tijdens', 'tijdens de dag'), ('na', 'na de dag')], max_length=7, verbose_name='fase')),
                ('tekst', models.TextField(verbose_name='tekst')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflectievragen', to='programma.cursusdag', verbose_name='dag')),
            ],
            options={
                'verbose_name': 'reflectievraag',
                'verbose_name_plural': 'reflectievragen',
                'ordering': ['volgnummer'],
            },
        ),
        migrations.CreateModel(
            name='Voorbereiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('volgnummer', models.PositiveSmallIntegerField(verbose_name='volgnummer')),
                ('tekst', models.TextField(verbose_name='tekst')),
                ('minuten', models.PositiveSmallIntegerField(verbose_name='minuten')),
                ('cursusdag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voorbereidingen', to='programma.cursusdag', verbose_name='dag')),
            ],
            options={
                'verbose_name': 'voorbereiding',
                'verbose_name_plural': 'voorbereidingen',
                'ordering': ['volgnummer'],
            },
        ),
        migrations.CreateModel(
            name='Mailsjabloon',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('herinnering_twee_weken', 'twee weken vooraf'), ('herinnering_twee_dagen', 'twee dagen vooraf'), ('herinnering_dag_erna', 'de dag erna')], max_length=40, verbose_name='soort')),
                ('dagen', models.SmallIntegerField(verbose_name='dagen ten opzichte van de bijeenkomst')),
                ('onderwerp', models.CharField(max_length=200, verbose_name='onderwerp')),
                ('tekst', models.TextField(verbose_name='tekst')),
                ('programma', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailsjablonen', to='programma.programma', verbose_name='programma')),
            ],
            options={
                'verbose_name': 'mailsjabloon',
                'verbose_name_plural': 'mailsjablonen',
                'constraints': [models.UniqueConstraint(fields=('programma', 'soort'), name='programma_mailsjabloon_kind', violation_error_message='Dit programma heeft al een tekst voor deze herinnering.'), models.CheckConstraint(condition=models.Q(('soort__in', ['herinnering_twee_weken', 'herinnering_twee_dagen', 'herinnering_dag_erna'])), name='programma_mailsjabloon_soort_valid', violation_error_message='Kies een van de herinneringen.')],
            },
        ),
        migrations.AddConstraint(
            model_name='cursusdag',
            constraint=models.UniqueConstraint(fields=('programma', 'nummer'), name='programma_cursusdag_number', violation_error_message='Dit programma heeft al een dag met dit nummer.'),
        ),
        migrations.AddConstraint(
            model_name='cursusdag',
            constraint=models.CheckConstraint(condition=models.Q(('nummer__gte', 1), ('nummer__lte', 7)), name='programma_cursusdag_number_in_range', violation_error_message='Een dag heeft een nummer van 1 tot en met 7.'),
        ),
        migrations.AddConstraint(
            model_name='cursusdag',
            constraint=models.CheckConstraint(condition=models.Q(('praktijkopdracht_minuten', None), ('praktijkopdracht_duur', ''), _connector='OR'), name='programma_cursusdag_one_duration', violation_error_message='Geef de duur in minuten of in woorden, niet allebei.'),
        ),
        migrations.AddConstraint(
            model_name='reflectievraag',
            constraint=models.UniqueConstraint(fields=('cursusdag', 'volgnummer'), name='programma_reflectievraag_order', violation_error_message='Deze dag heeft al een vraag op deze plaats.'),
        ),
        migrations.AddConstraint(
            model_name='reflectievraag',
            constraint=models.CheckConstraint(condition=models.Q(('fase__in', ['voor', 'tijdens', 'na'])), name='programma_reflectievraag_fase_valid', violation_error_message='Kies voor, tijdens of na de dag.'),
        ),
        migrations.AddConstraint(
            model_name='voorbereiding',
            constraint=models.UniqueConstraint(fields=('cursusdag', 'volgnummer'), name='programma_voorbereiding_order', violation_error_message='Deze dag heeft al een voorbereiding op deze plaats.'),
        ),
    ]
