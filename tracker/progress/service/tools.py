"""How people find the tools: said once before and once after, told as means from five on, once a month (domain §12)."""

import json
from datetime import time
from uuid import UUID, uuid4

from dateutil.relativedelta import relativedelta
from sqlalchemy import select

from tracker.figures import service as figures
from tracker.kernel.permissions import Standing
from tracker.kernel.worktime import at_local
from tracker.people import queries as people
from tracker.progress import rules
from tracker.progress.models import ToolAnswer
from tracker.storage.inserting import insert_unless_there
from tracker.storage.unit_of_work import UnitOfWork

SAYS, PUBLISH = "tool_answer.says", "progress.publish_tools"
QUESTION = "tool.{tool}.{measure}.{moment}"
MORNING = time(8)


def evaluate(uow: UnitOfWork, tool: int, moment: str, scores: tuple[int, ...]) -> None:
    """Say how one finds a tool: usability, relevance, focus on the task, 1 to 5. A second time is passed over."""
    rules.evaluate(tool, moment, scores)
    row_id = uuid4()
    _keep(uow, tool, moment, row_id, uow.seal(uow.actor.me, SAYS, row_id, json.dumps(scores)))
    first = uow.today.replace(day=1) + relativedelta(months=1)
    uow.at(at_local(first, MORNING, uow.zone), PUBLISH, people.root_unit(uow.session))


def skip(uow: UnitOfWork, tool: int, moment: str) -> None:
    """Not to be asked again."""
    rules.evaluate(tool, moment, (1,) * len(rules.MEASURES))
    _keep(uow, tool, moment, uuid4(), None)


def _keep(uow: UnitOfWork, tool: int, moment: str, row_id: UUID, says: bytes | None) -> None:
    uow.require("C", "tool", Standing(uow.actor.roles, frozenset({"own"})))
    mine = {"id": row_id, "person_id": uow.actor.me, "tool": tool, "moment": moment, "said_at": uow.now, "says": says}
    insert_unless_there(uow.session, ToolAnswer, [mine])


def publish(uow: UnitOfWork, unit_id: UUID) -> None:
    """Tell what may be told of each tool: a timer's work."""
    scores: dict[str, dict[UUID, int]] = {}
    here = {person.id for person in people.employed(uow.session, uow.today)}
    for row in uow.session.scalars(select(ToolAnswer).where(ToolAnswer.says.is_not(None))):
        said = uow.unseal_if_kept(row.person_id, SAYS, row.id, row.says) if row.person_id in here else ""
        for measure, score in zip(rules.MEASURES, json.loads(said or "[]"), strict=False):
            question = QUESTION.format(tool=row.tool, measure=measure, moment=row.moment)
            scores.setdefault(question, {})[row.person_id] = score
    scale = (rules.LOWEST, rules.HIGHEST)
    figures.publish_means(uow, unit_id, uow.today.strftime("%Y-%m"), scores, scale)
