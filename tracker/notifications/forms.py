"""What one wants by e-mail, and what is put aside."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from tracker.notifications.rules import AT_ONCE, IN_DIGEST, IN_PRODUCT, SORTS
from tracker.web.forms import Form, choices, id_of

WAYS = (
    (AT_ONCE, _l("At once")),
    (IN_DIGEST, _l("In the daily digest")),
    (IN_PRODUCT, _l("No e-mail")),
)


class PreferencesForm(Form):
    """One choice a sort, `way_…`."""

    def keep(self, sorts: list[str]) -> None:
        """Ask about these sorts only."""
        for sort in SORTS:
            if sort not in sorts:
                del self[f"way_{sort}"]

    @property
    def ways(self) -> dict[str, str]:
        """What was chosen, by sort."""
        return {sort: self[f"way_{sort}"].data for sort in SORTS if f"way_{sort}" in self}


for _sort, _meaning in SORTS.items():
    setattr(PreferencesForm, f"way_{_sort}", RadioField(_l(_meaning.label), choices=choices(*WAYS)))


class DoneForm(Form):
    """The notices on the page, as ids with commas between."""

    ids = HiddenField()

    @property
    def notices(self) -> list[UUID]:
        """Their ids; NotFound where one is none."""
        return [id_of(part) for part in (self.ids.data or "").split(",") if part]
