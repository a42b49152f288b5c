from django.db import models


class Dagdeel(models.TextChoices):
    """Half a course day: the unit in which attendance counts."""

    OCHTEND = "ochtend", "ochtend"
    MIDDAG = "middag", "middag"


class Aanwezigheidsstatus(models.TextChoices):
    """Where somebody stands for one dagdeel: `Aanwezigheid.Status`."""

    OPEN = "open", "nog niet"
    AANWEZIG = "aanwezig", "aanwezig"
    AFGEMELD = "afgemeld", "afgemeld"
    AFWEZIG = "afwezig", "afwezig"
    INGEHAALD = "ingehaald", "ingehaald"
    NIET_GEREGISTREERD = "niet_geregistreerd", "niet geregistreerd"
