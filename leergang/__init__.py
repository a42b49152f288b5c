from leergang.celery import app as celery_app

__all__ = ["celery_app"]
__version__ = "0.2.0"
