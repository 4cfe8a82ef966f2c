"""What happens to the organisation's own entries of the catalogue."""

from dataclasses import dataclass

from tracker.kernel.facts import Fact, Readers


@dataclass(frozen=True, kw_only=True)
class CatalogueChanged(Fact, name="knowledge.catalogue_changed", readers=Readers.NOBODY):
    """An entry of the organisation's own came, changed or went. The matter is the entry."""
