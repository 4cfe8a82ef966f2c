# One image for web, worker, clock and migrate; docker-compose.yml says which one a container is.
FROM python:3.11-slim AS build

WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

COPY requirements.lock requirements-run.lock ./
# The product's own environment, and beside it the tools that build its wheel.
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements-run.lock
RUN pip install --require-hashes -r requirements.lock

COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . && /venv/bin/pip install --no-deps /wheels/*.whl


FROM python:3.11-slim

# WeasyPrint draws with Pango.
RUN apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

# A fixed number, so that the rights to a mounted folder can be given beforehand.
RUN groupadd --gid 10001 ledertrivsel \
    && useradd --uid 10001 --gid ledertrivsel --no-create-home --shell /usr/sbin/nologin ledertrivsel \
    && install --directory --owner ledertrivsel --group ledertrivsel --mode 0700 /var/lib/ledertrivsel

COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LEDERTRIVSEL_DATA_DIR=/var/lib/ledertrivsel

USER ledertrivsel
WORKDIR /var/lib/ledertrivsel
EXPOSE 8000
# Threads, because a page waits for the database far more than it computes; /dev/shm, because a heartbeat must not wait for a disk.
CMD ["gunicorn", "workers.wsgi:app", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
