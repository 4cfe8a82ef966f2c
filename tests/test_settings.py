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
