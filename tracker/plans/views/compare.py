"""A version beside the one before."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.knowledge import queries as knowledge
from tracker.plans.queries.differences import differences
from tracker.plans.views.shared import bp, columns, level_names, rows, title_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.language import language
from tracker.web.transaction import reads_publicly


@bp.get("/version/<int:number>/aendringer")
@reads_publicly
def changes(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """What the version changed, side by side with the one before."""
    found = differences(uow, number)
    questions = {item.code.replace("-", "_"): item for item in knowledge.guide("plan-contents").items}
    return render_template(
        "plans/compare.html",
        found=found,
        number=number,
        title_of=title_of,
        levels=level_names(),
        columns={column["code"]: column["name"] for column in columns()},
        rows={row["code"]: row["name"] for row in rows()},
        questions={code: item.title.in_(language()) for code, item in questions.items()},
        people=found.before.people | found.after.people,
    )
