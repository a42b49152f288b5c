"""The kinds of lines in the cockpit."""

from tests.leergang import waiting_lines as lines

# How it comes (and what ends it), what it says, its act, and where that leads.
KINDS = (
    (
        lines.unmarked,
        "Van dag 4 op maandag 9 november is de presentie van één persoon niet compleet.",
        "Open presentie",
        "presentie",
    ),
    (
        lines.unmarked_until_closed,
        "de presentie van één persoon niet compleet.",
        "Open presentie",
        "presentie",
    ),
    (
        lines.contested,
        "Anna Jansen zegt dat de ochtend van dag 1 niet klopt.",
        "Lees en antwoord",
        "betwisting_list",
    ),
    (
        lines.plan_without_day,
        "Voor Anna Jansen is er nog geen dag om dag 3 in te halen.",
        "Zoek een dag",
        "inhaalplan_create",
    ),
    (
        lines.plan_to_agree_to,
        "Anna Jansen vraagt om dag 3 in te halen bij Elders C, op maandag 21 december.",
        "Akkoord",
        "inhaalplan_akkoord",
    ),
    (
        lines.assignment,
        "Anna Jansen haalt de ochtend van dag 3 in met een opdracht. Is die gemaakt?",
        "Keur goed",
        "inhaalopdracht_goedkeuring",
    ),
    (lines.two_days_missed, "Anna Jansen miste dag 2 en 4.", "Plan inhalen", "inhaalplan_create"),
    (
        lines.two_days_missed_until_planned,
        "Anna Jansen miste dag 2 en 4.",
        "Plan inhalen",
        "inhaalplan_create",
    ),
    (
        lines.out_of_reach,
        "Anna Jansen komt 2 dagdelen tekort en haalt de norm alleen nog door in te halen.",
        "Plan inhalen",
        "inhaalplan_create",
    ),
    (
        lines.out_of_reach_until_they_stop,
        "Anna Jansen komt 2 dagdelen tekort",
        "Plan inhalen",
        "inhaalplan_create",
    ),
    (
        lines.out_of_reach_until_they_are_to_leave,
        "Anna Jansen komt 2 dagdelen tekort",
        "Plan inhalen",
        "inhaalplan_create",
    ),
    (lines.late_starter, "Anna Jansen komt 2 dagdelen tekort", "Plan inhalen", "inhaalplan_create"),
    (lines.no_dates, "Nieuw D heeft nog geen data.", "Plan de dagen", "planning_form"),
    (
        lines.some_dates,
        "Van Testdam A heeft 1 dag nog geen datum.",
        "Plan de dagen",
        "planning_form",
    ),
    (
        lines.no_trainer,
        "Testdam A heeft nog geen trainer; de volgende dag is maandag 23 november.",
        "Kies een trainer",
        "trainerschap_list",
    ),
    (
        lines.day_without_trainer,
        "Dag 7 op maandag 21 december heeft geen trainer.",
        "Kies een vervanger",
        "vervanging_create",
    ),
    (
        lines.nobody_in_it,
        "Niemand doet mee aan Nieuw D.",
        "Voeg deelnemers toe",
        "deelnemerimport_create",
    ),
    (
        lines.not_invited,
        "Eén deelnemer is nog niet uitgenodigd voor Testdam A.",
        "Nodig uit",
        "uitnodiging_create",
    ),
    (
        lines.failed_mail,
        "De mail ‘Je uitnodiging’ aan anna.jansen@testdam.example kwam niet aan.",
        "Probeer opnieuw",
        "verzending_create",
    ),
    (lines.still_mail, "Eén mail had al weg moeten zijn.", "Waarschuw de beheerder", "hulp"),
    (
        lines.certificate_ready,
        "Eén certificaat ligt klaar om uit te geven.",
        "Geef uit",
        "certificaat_list",
    ),
)
