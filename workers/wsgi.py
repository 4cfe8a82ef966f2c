"""For gunicorn: `gunicorn workers.wsgi:app`. Needs LEDERTRIVSEL_REDIS_URL; without Redis use `ledertrivsel web`."""

from threading import Event, Thread

from tracker.settings import Settings
from workers import logs, refusing
from workers.metrics import serve
from workers.runtime import Runtime
from workers.serving import make_app

logs.install()
settings = Settings.from_environment()
refusing.check(settings)
if not settings.redis_url:
    raise SystemExit("gunicorn needs LEDERTRIVSEL_REDIS_URL; without Redis run `ledertrivsel web`")
runtime = Runtime(settings)
if settings.metrics_port:
    Thread(target=serve, args=(runtime.store, settings.metrics_port, Event()), name="metrics", daemon=True).start()
app = make_app(runtime)
