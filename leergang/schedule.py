"""What the scheduler starts, and how often in seconds: read by the settings."""

CELERY_BEAT_SCHEDULE = {
    "deliver-due-berichten": {"task": "berichten.tasks.deliver_due", "schedule": 30.0},
    "queue-herinneringen": {"task": "cohorts.tasks.queue_herinneringen", "schedule": 300.0},
    "clean-deelnemerimports": {
        "task": "cohorts.tasks.clean_deelnemerimports",
        "schedule": 3600.0,
    },
    "render-missing-certificaten": {
        "task": "certificaten.tasks.render_missing",
        "schedule": 60.0,
    },
}
