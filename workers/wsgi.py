"""For gunicorn: `gunicorn workers.wsgi:app`. Needs LEDERTRIVSEL_REDIS_URL; without Redis use `ledertrivsel web`."""

from tracker.settings import Settings
from workers.runtime import Runtime
from workers.serving import make_app

settings = Settings.from_environment()
if not settings.redis_url:
    raise SystemExit("gunicorn needs LEDERTRIVSEL_REDIS_URL; without Redis run `ledertrivsel web`")
app = make_app(Runtime(settings))
