from __future__ import annotations

import pytest

from healthdesk.domain.errors import InvalidData
from healthdesk.domain.reports import ReportOptions


def test_the_period_is_the_last_ninety_days_unless_chosen():
    assert ReportOptions().period(1000) == (911, 1000)
    assert ReportOptions(day_to=500).period(1000) == (411, 500)
    assert ReportOptions(day_from=900).period(1000) == (900, 1000)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidData) as caught:
        ReportOptions(day_from=2, day_to=1).period(1000)
    assert caught.value.fields[0].code == "period-backwards"
