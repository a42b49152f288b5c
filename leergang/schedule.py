"""What the scheduler starts, and when or how often in seconds: read by the settings."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "deliver-due-berichten": {"task": "berichten.tasks.deliver_due", "schedule": 30.0},
    "look-at-mail-server": {"task": "berichten.tasks.look_at_mail_server", "schedule": 300.0},
    "queue-herinneringen": {
        "task": "cohorts.herinneringen.tasks.queue_herinneringen",
        "schedule": 300.0,
    },
    "queue-nudges": {"task": "cohorts.herinneringen.tasks.queue_nudges", "schedule": 600.0},
    "pass-on-betwistingen": {
        "task": "cohorts.presentie.tasks.pass_on_betwistingen",
        "schedule": 600.0,
    },
    "close-overdue-days": {
        "task": "cohorts.presentie.tasks.close_overdue_days",
        "schedule": 3600.0,
    },
    "erase-reasons": {
        "task": "cohorts.presentie.tasks.erase_reasons",
        "schedule": crontab(hour="3", minute="20"),
    },
    "clear-sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": crontab(hour="3", minute="40"),
    },
    "write-name-keys": {
        "task": "accounts.tasks.write_name_keys",
        "schedule": crontab(hour="3", minute="50"),
    },
    "clean-deelnemerimports": {
        "task": "cohorts.deelnemers.tasks.clean_deelnemerimports",
        "schedule": 3600.0,
    },
    "render-missing-certificaten": {
        "task": "certificaten.tasks.render_missing",
        "schedule": 60.0,
    },
}
