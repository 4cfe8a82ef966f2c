"""My groups, a group's page, a session's page, and what HR sees."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role, Standing, may
from tracker.knowledge import queries as knowledge
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries
from tracker.supervision.rules import REASONS
from tracker.supervision.views.blueprint import bp, shown
from tracker.web.transaction import reads


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """My groups and those I facilitate; for HR the way to the counts."""
    found, follows = queries.mine(uow), may("P", queries.KIND, Standing(uow.actor.roles & {Role.HR}))
    if not found and not follows:
        raise NotFound
    return render_template("supervision/index.html", found=found, follows=follows)


@bp.get("/grupper")
@reads
def groups(uow: UnitOfWork) -> ResponseReturnValue:
    """For HR: which groups do it, and how often it was held and called off. Dates and counts alone."""
    uow.require("P", queries.KIND, Standing(uow.actor.roles & {Role.HR}))
    words = request.args.get("q", "")[:100].strip()
    return render_template("supervision/groups.html", words=words, found=queries.by_group(uow, words))


@bp.get("/gruppe/<uuid:id>")
@reads
def group(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A group's frame, whose turn it is, and how it has gone."""
    place = queries.place(uow, id)
    frame, method = queries.frame(uow.session, id)
    rows = queries.sittings(uow, id, place.since)
    coming = [row for row in rows if row.state == "planned" and queries.day_of(uow, row) >= uow.today]
    following = coming[-1] if coming else None
    turns = queries.rota_of(uow, id) if frame else None
    return render_template(
        "supervision/group.html",
        place=place,
        frame=frame,
        method=shown(method),
        following=following,
        late=[row for row in rows if row.state == "planned" and queries.day_of(uow, row) < uow.today],
        rows=[row for row in rows if row.state != "planned"][:6],
        turns=turns,
        cast=queries.cast(uow, following, turns) if following and turns else None,
        coming=queries.turns_coming(uow, frame, following, turns) if frame and turns else [],
        halves=queries.halves(uow, rows),
        reasons=REASONS,
        guide=knowledge.guide("supervision-conditions"),
        mine=uow.actor.me,
    )


@bp.get("/<uuid:id>")
@reads
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One session: when it is, who has which part, and the steps; afterwards a way to one's own check-in."""
    seat = queries.seat(uow, id)
    planned = seat.row.state == "planned"
    _, method = queries.frame(uow.session, seat.row.group_id)
    turns = queries.rota_of(uow, seat.row.group_id) if planned else None
    return render_template(
        "supervision/show.html",
        seat=seat,
        row=seat.row,
        method=shown(method),
        turns=turns,
        cast=queries.cast(uow, seat.row, turns) if turns else None,
        away=turns.away(seat.day) if turns else set(),
        can_begin=planned and seat.day <= uow.today,
        reasons=REASONS,
        background=knowledge.guide("supervision-background"),
        mine=uow.actor.me,
    )
