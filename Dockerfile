# One image for web, worker, scheduler and migrations; docker-compose.yml says which is which.

FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-node.lock ./
RUN python -m venv .venv && .venv/bin/pip install --require-hashes --requirement requirements.lock
COPY package.json package-lock.json assets.toml .npmrc ./
COPY bin bin
RUN .venv/bin/python bin/fetch_assets.py && rm -rf .venv/node
COPY . .
# collectstatic asks for settings, not for secrets: these values stay in this stage and sign nothing.
RUN SECRET_KEY=only-for-this-build-step-0123456789-0123456789-0123456789 \
    JOURNAAL_SLEUTELS=build:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= BASE_URL=https://build.invalid \
    REDIS_URL=redis://build.invalid .venv/bin/python manage.py collectstatic --noinput --skip-checks \
    && .venv/bin/python -m compileall -q accounts berichten certificaten cohorts huisstijl leergang programma rapportages reflecties

FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 leergang \
    && useradd --uid 10001 --gid leergang --no-create-home --shell /usr/sbin/nologin leergang
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# Owned by root: the application can read its own code and not change it.
COPY --from=build /app /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "bin/healthcheck.py", "web"]
# gthread with /dev/shm for the heartbeat: the file system is read-only and a disk would stall it.
CMD ["gunicorn", "leergang.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=8", \
     "--worker-tmp-dir=/dev/shm", "--graceful-timeout=20", "--max-requests=5000", \
     "--max-requests-jitter=500", "--no-control-socket", "--access-logfile=-", \
     "--config=python:leergang.watching.web"]
