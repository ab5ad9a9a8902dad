"""What a user can choose: one table of settings, one of environment variables.

The settings dialog, `healthdesk settings`, the checks and `docs/reference/settings.md` are
all made from `SETTINGS`; a key that is not there does not exist. A value comes from the
environment, else from `config.toml`, else from the table.
"""

from healthdesk.settings.environment import load_env_file, read_environment
from healthdesk.settings.in_force import Settings
from healthdesk.settings.rules import Rule, Value
from healthdesk.settings.table import SETTINGS, VARIABLES, Setting, find, unit_key
from healthdesk.settings.zones import computer_zone, local_zone

__all__ = [
    "SETTINGS",
    "VARIABLES",
    "Rule",
    "Setting",
    "Settings",
    "Value",
    "computer_zone",
    "find",
    "load_env_file",
    "local_zone",
    "read_environment",
    "unit_key",
]
