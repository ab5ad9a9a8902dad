"""HealthDesk: the health record people keep on their own computer."""

__version__ = "0.1.0"
