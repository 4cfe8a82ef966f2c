"""Other queues, run as processes of their own by the Python that `scripts/peers` put beside the product."""

import subprocess
from pathlib import Path

from bench.ground import Ground, environment
from bench.rows import NotMeasured
from tracker.settings import Settings

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".cache" / "peers" / "bin" / "python"
CELERY, PROCRASTINATE = "with_celery", "with_procrastinate"
WHY = "the other queues are not installed: scripts/peers says why"


def are_here() -> bool:
    """Whether they are installed."""
    return PYTHON.exists()


def missing(*names: str) -> list[NotMeasured]:
    """Rows that say that they could not be measured."""
    return [NotMeasured(name, WHY) for name in names]


def command(peer: str, *words: str) -> list[str]:
    """What a peer's process is started with."""
    return [str(PYTHON), str(HERE / "peers" / f"{peer}.py"), *words]


def surroundings(settings: Settings, ground: Ground) -> dict[str, str]:
    """Where a peer finds the servers that we use."""
    plain = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    return environment(settings) | {"PEER_REDIS": ground.redis.url, "PEER_DATABASE": plain}


def fill(peer: str, number: int, env: dict[str, str]) -> None:
    """Put so many jobs on a peer's queue."""
    subprocess.run(command(peer, "fill", str(number)), env=env, check=True, stdout=subprocess.DEVNULL)
