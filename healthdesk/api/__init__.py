"""The interface for programs of this computer: HTTP, JSON, loopback only."""
