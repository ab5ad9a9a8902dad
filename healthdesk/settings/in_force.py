"""The settings in force, from the environment, the file and the table."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from healthdesk.domain.errors import FieldError, InvalidData
from healthdesk.paths import Paths
from healthdesk.settings.config_file import change_file, read_file, stamp_of
from healthdesk.settings.environment import read_environment
from healthdesk.settings.rules import Value
from healthdesk.settings.table import (
    ROLLOUT,
    ROLLOUT_TABLE,
    SETTINGS,
    VARIABLES,
    Setting,
    find,
    unit_key,
)

if TYPE_CHECKING:
    from healthdesk.domain.health_types import HealthType
    from healthdesk.domain.rollout import Rollout

Source = Literal["environment", "file", "default"]


class Settings:
    """The settings in force, and the way to change them.

    Reading needs no lock: a change replaces the whole map of values. Changing has one, so
    that what another process wrote and what is chosen here do not undo each other.
    """

    def __init__(
        self, config_file: Path, file: Mapping[str, Value], variables: Mapping[str, Value]
    ) -> None:
        self.config_file = config_file
        self.variables = dict(variables)
        self._file = dict(file)
        self._stamp: tuple[int, int, int] | None = None
        self._changing = threading.Lock()

    @classmethod
    def load(cls, paths: Paths, environ: Mapping[str, str]) -> Settings:
        """Settings of a data folder; a missing file means nothing was chosen yet.

        Raises `UsageError` for a variable that cannot be read, also where it stands in the
        file, `InvalidData` for another line of the file, `StorageError` for the file itself.
        """
        variables = read_environment(environ)
        return cls(paths.config_file, read_file(paths.config_file), variables)

    def get(self, key: str) -> Value:
        """The value in force. Raises `NotFound` for a key that is not in the table."""
        setting = find(key)
        if setting.env in self.variables:
            return self.variables[setting.env]
        return self._file.get(key, setting.default)

    def text(self, key: str) -> str:
        """The value of a setting that is a text or a choice."""
        return str(self.get(key))

    def source(self, key: str) -> Source:
        """Where the value in force comes from."""
        if find(key).env in self.variables:
            return "environment"
        return "file" if key in self._file else "default"

    def variable(self, name: str) -> Value | None:
        """The value of an environment variable of the table, or its default."""
        default = next(one.default for one in VARIABLES if one.name == name)
        return self.variables.get(name, default)

    def is_managed(self) -> bool:
        """Whether any switch of a staged rollout is set; in a personal installation none is,
        and nothing need be loaded to know that all are let in."""
        return any(self._rollout_value(name) is not None for name in ROLLOUT)

    def rollout(self) -> Rollout:
        """Who is let in: the four variables, else the table `[rollout]` of the file."""
        from healthdesk.domain.rollout import Rollout, names

        values = {name: self._rollout_value(name) for name in ROLLOUT}
        switch, listed, beta, share = values.values()
        return Rollout(
            None if switch is None else bool(switch),
            names(str(listed or "")),
            float(beta or 0.0),
            float(share or 0.0),
            any(value is not None for value in (listed, beta, share)),
        )

    def _rollout_value(self, name: str) -> Value | None:
        return self.variables.get(name, self._file.get(ROLLOUT_TABLE + name))

    def __iter__(self) -> Iterator[Setting]:
        return iter(SETTINGS)

    def set(self, key: str, value: Value) -> None:
        """Choose a value (a text is read as on the command line) and keep it in the file.

        The rest of the file, its comments too, stays as it is. Raises `NotFound`,
        `InvalidData` and `StorageError`; then nothing changed.
        """
        setting = find(key)
        try:
            rule = setting.rule
            wanted = rule.read(value) if isinstance(value, str) else rule.check(value)
        except ValueError:
            raise InvalidData(
                FieldError(key, "bad-setting", key=key, value=str(value)[:80],
                           takes=setting.rule.takes)
            ) from None  # fmt: skip
        with self._changing:
            change_file(self.config_file, key, wanted)
            self._file = {**self._file, key: wanted}

    def unset(self, key: str) -> None:
        """Go back to the default. Raises as `set` does."""
        find(key)
        with self._changing:
            change_file(self.config_file, key, None)
            self._file = {k: v for k, v in self._file.items() if k != key}

    def reload(self) -> frozenset[str]:
        """Take up what was written to the file meanwhile, by another process or by hand.

        Returns the keys whose value in force is another now; asking costs one look at the
        file's times where nothing was written. Raises as `load` does for a
        file that cannot be read, once for each time it was written; what was in force stays.
        """
        with self._changing:
            stamp = stamp_of(self.config_file)
            if stamp == self._stamp:
                return frozenset()
            self._stamp = stamp
            before = {setting.key: self.get(setting.key) for setting in SETTINGS}
            rollout = self.rollout()
            self._file = read_file(self.config_file)
            changed = {key for key, value in before.items() if self.get(key) != value}
            return frozenset(changed | ({"rollout"} if self.rollout() != rollout else set()))

    def unit_for(self, kind: HealthType) -> str:
        """The unit chosen for a type, or the one it offers first where none is chosen."""
        chosen = self.text(unit_key(kind)) if unit_key(kind) else ""
        return chosen if chosen in kind.units else kind.units[0]
