"""Errors cross the border to another process whole."""

from __future__ import annotations

import pickle

import pytest

from healthdesk.domain.errors import (
    BadFile,
    Cancelled,
    FieldError,
    HealthdeskError,
    InvalidData,
    OpenQuestion,
    StorageError,
)


@pytest.mark.parametrize(
    "error",
    [
        BadFile("file-empty", name="a.xml"),
        Cancelled(),
        StorageError("disk-full", path="/x"),
        OpenQuestion("which-unit", choices=("kg", "lb"), flag="--unit", n=3),
        InvalidData(FieldError("value", "not-finite"), FieldError("unit", "x", unit="y")),
    ],
)
def test_error_arrives_with_everything(error: HealthdeskError):
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(arrived) is type(error)
    assert arrived.__dict__ == error.__dict__
    assert str(arrived) == error.code


def test_field_errors_are_equal_by_what_they_say():
    one, same = FieldError("value", "x", n=1), FieldError("value", "x", n=1)
    assert one == same
    assert hash(one) == hash(same)
    assert one != FieldError("value", "x", n=2)
    assert "value" in repr(one)
