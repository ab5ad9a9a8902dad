"""Open data folders for these tests."""

from __future__ import annotations

from tests.opened import app, empty_database, make_app, me

__all__ = ["app", "empty_database", "make_app", "me"]
