"""One `.po` a capability, compiled together into one catalogue; for the web and for whoever writes e-mails."""

from pathlib import Path
from uuid import uuid4

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


def compile_catalogues(spare: Path) -> Path:
    """The folder with the compiled catalogue, up to date: beside its sources, or `spare` where that is read-only."""
    sources = sorted((TRANSLATIONS / "da").glob("*.po"))
    for folder in (TRANSLATIONS, spare):
        try:
            _compile(sources, folder / "da" / "LC_MESSAGES" / "messages.mo")
        except PermissionError:
            continue
        return folder
    raise PermissionError(f"neither {TRANSLATIONS} nor {spare} can be written to")


def _compile(sources: list[Path], target: Path) -> None:
    if target.exists() and all(source.stat().st_mtime <= target.stat().st_mtime for source in sources):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(f".{uuid4().hex}.mo")  # others may be at it, too
    with half.open("wb") as file:
        write_mo(file, read_catalogue(sources))
    half.replace(target)


def read_catalogue(sources: list[Path]) -> Catalog:
    """One catalogue of several `.po` files."""
    whole = Catalog(locale="da", charset="utf-8")
    for source in sources:
        with source.open("rb") as file:
            for message in read_po(file, locale="da"):
                if message.id:
                    whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole
