"""How people find the tools: asked once, told as a table."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.progress import service, tools
from tracker.progress.forms import EvaluateForm
from tracker.progress.views.overview import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import Form, attempt
from tracker.web.transaction import reads, saved, writes

MOMENTS = {"foer": "before", "efter": "after"}


@bp.get("/fremdrift/vaerktoejer")
@reads
def tool_table(uow: UnitOfWork) -> ResponseReturnValue:
    """Means per tool and measure, before and after."""
    return render_template("progress/tools.html", table=tools.table(uow), workshop=tools.workshop())


@bp.get("/fremdrift/vaerktoej/<int:tool>/<moment>")
@reads
def evaluate(uow: UnitOfWork, tool: int, moment: str) -> ResponseReturnValue:
    """Three questions about a tool."""
    return _page(uow, tool, moment, EvaluateForm(formdata=None))


def _page(uow: UnitOfWork, tool: int, moment: str, form: Form) -> str:
    said = tools.has_said(uow, tool, _moment(tool, moment))
    return render_template("progress/evaluate.html", form=form, tool=tool, moment=moment, said=said)


def _moment(tool: int, moment: str) -> str:
    if moment not in MOMENTS or tool not in (1, 2, 3):
        raise NotFound
    return MOMENTS[moment]


@bp.post("/fremdrift/vaerktoej/<int:tool>/<moment>")
@writes
def say_evaluation(uow: UnitOfWork, tool: int, moment: str) -> ResponseReturnValue:
    """Answer them."""
    tools.has_said(uow, tool, when := _moment(tool, moment))
    form = EvaluateForm()

    def act() -> None:
        scores = tuple(int(one.data) for one in (form.usability, form.relevance, form.focus))
        service.evaluate(uow, tool, when, scores)

    if attempt(form, act):
        return saved(url_for("home.front_page"))
    return _page(uow, tool, moment, form), 422


@bp.post("/fremdrift/vaerktoej/<int:tool>/<moment>/spring")
@writes
def skip_evaluation(uow: UnitOfWork, tool: int, moment: str) -> ResponseReturnValue:
    """Not to be asked again."""
    service.skip(uow, tool, _moment(tool, moment))
    return saved(url_for("home.front_page"))
