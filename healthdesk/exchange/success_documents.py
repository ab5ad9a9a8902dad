"""The success table as the JSON document that programs read."""

from __future__ import annotations

from typing import Any

from healthdesk.domain.success import Figure, Report
from healthdesk.domain.times import date_of
from healthdesk.exchange.documents import number


def report(found: Report) -> dict[str, Any]:
    """`{period, data: [figure…]}`; a withheld value is null, and `insufficient` says why."""
    period = {
        "start_date": date_of(found.first).isoformat(),
        "end_date": date_of(found.last).isoformat(),
    }
    return {"period": period, "data": [_figure(one, period) for one in found.figures]}


def _figure(one: Figure, period: dict[str, str]) -> dict[str, Any]:
    lack = one.lack
    return {
        "figure": one.name,
        "value": number(None if one.value is None else round(one.value, 6)),
        "unit": one.target.unit,
        "target": {"comparison": "<" if one.target.below else ">", "value": one.target.bound},
        "met": one.met,
        "period": period,
        "of": one.of,
        "insufficient": None
        if lack is None
        else {"reason": lack.reason, "need": lack.need, "have": lack.have},
    }
