"""How gunicorn writes; the Dockerfile says what else it does."""

from leergang.watching.logs import AccessLogger

logger_class = AccessLogger
# The usual line, with the time and the id that our own lines have.
access_log_format = '%(t)s %({x-request-id}o)s %(h)s %(u)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"'
