"""Settings that do not go together are refused, by name, before anything starts."""

import pytest

from tracker.settings import Settings


def test_a_lease_that_could_end_while_a_mail_is_being_sent_is_refused():
    with pytest.raises(SystemExit, match="LEASE_SECONDS"):
        Settings.from_environment({"LEDERTRIVSEL_LEASE_SECONDS": "20", "LEDERTRIVSEL_MAIL_BUDGET_SECONDS": "30"})


def test_a_lease_that_outlasts_a_mail_and_a_missed_renewal_is_not():
    made = Settings.from_environment({"LEDERTRIVSEL_LEASE_SECONDS": "45", "LEDERTRIVSEL_MAIL_BUDGET_SECONDS": "30"})
    assert made.lease_seconds == 45


def test_where_the_clock_can_be_moved_a_lease_may_be_short():
    assert Settings.from_environment({}, lease_seconds=2, movable_clock=True).lets_mails_go_twice


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (["ISSUER"], ["CLIENT_ID"]),
        (["CLIENT_ID", "CLIENT_SECRET"], ["ISSUER"]),
        (["ROLES"], ["ISSUER", "CLIENT_ID"]),
        (["ISSUER", "NAME"], ["CLIENT_ID"]),
    ],
)
def test_single_sign_on_that_is_half_set_is_refused_by_the_names_of_what_is_missing(given, missing):
    with pytest.raises(SystemExit) as refused:
        Settings.from_environment({f"LEDERTRIVSEL_OIDC_{name}": "x" for name in given})
    assert str(refused.value).endswith(", ".join(f"LEDERTRIVSEL_OIDC_{name}" for name in missing) + " missing")


def test_single_sign_on_without_a_secret_is_a_public_client():
    names = ("ISSUER", "CLIENT_ID")
    assert Settings.from_environment({f"LEDERTRIVSEL_OIDC_{name}": "x" for name in names}).oidc_issuer == "x"
