"""Use cases: each public method is one permission, one transaction, at most one event."""
