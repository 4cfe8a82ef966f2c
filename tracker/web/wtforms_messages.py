"""WTForms' own messages, listed so that they are found and translated: it has no Danish of its own."""

from tracker.kernel.errors import N_


def N_n(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - beside N_
    """Mark a message that has two forms."""
    return singular, plural


SINGLE = [
    N_("This field is required."),
    N_("Invalid input."),
    N_("Invalid email address."),
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
    N_("Not a valid integer value."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    N_("Number must be at least %(min)s."),
    N_("Number must be at most %(max)s."),
    N_("Number must be between %(min)s and %(max)s."),
]
BY_NUMBER = [
    N_n("Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long."),
    N_n("Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters."),
    N_n("Field must be exactly %(max)d character long.", "Field must be exactly %(max)d characters long."),
    N_n("'%(value)s' is not a valid choice for this field.", "'%(value)s' are not valid choices for this field."),
]
