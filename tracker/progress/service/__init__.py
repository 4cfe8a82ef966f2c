"""What is done while progress is followed: commented on, discussed once a year, entered in the wheel, evaluated."""

from tracker.progress.service.annual import begin, hold, write
from tracker.progress.service.remarks import answer, remark
from tracker.progress.service.tools import evaluate, publish, skip
from tracker.progress.service.wheel import change, enter, remove

__all__ = ["answer", "begin", "change", "enter", "evaluate", "hold", "publish", "remark", "remove", "skip", "write"]
