"""Errors that are somebody's to mend, as codes with parameters.

No words here: `healthdesk.texts` turns a code into a sentence. Whatever is not a
`HealthdeskError` is a bug and goes to the crash page and the log.
"""

from __future__ import annotations

from typing import Any, ClassVar


class HealthdeskError(Exception):
    """Something that is wrong outside the program, told by a code.

    `code` names the sentence in `texts`, `params` fill its blanks. `exit_status` is the
    command line's, as `docs/reference/cli.md` lists them; `api_code` the name of the
    error for programs.
    """

    exit_status: ClassVar[int] = 1
    api_code: ClassVar[str] = "INTERNAL_ERROR"

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:  # crosses the border to the parsing process
        return (_rebuild, (type(self), self.code, self.params, dict(self.__dict__)))


def _rebuild(
    kind: type[HealthdeskError], code: str, params: dict[str, Any], state: dict[str, Any]
) -> HealthdeskError:
    error = kind.__new__(kind)
    Exception.__init__(error, code)
    error.__dict__.update(state)
    error.code, error.params = code, params
    return error


class FieldError:
    """One field that cannot be taken: the field's name, a code, its parameters."""

    __slots__ = ("code", "field", "params")

    def __init__(self, field: str, code: str, /, **params: Any) -> None:
        self.field = field
        self.code = code
        self.params = params

    def __repr__(self) -> str:
        return f"FieldError({self.field!r}, {self.code!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldError) and (self.field, self.code, self.params) == (
            other.field,
            other.code,
            other.params,
        )

    def __hash__(self) -> int:
        return hash((self.field, self.code))


class InvalidData(HealthdeskError):
    """The data given is not valid; every wrong field is named at once."""

    exit_status = 3
    api_code = "VALIDATION_ERROR"

    def __init__(self, *fields: FieldError, code: str = "invalid-data", **params: Any) -> None:
        super().__init__(code, **params)
        self.fields = fields


class OpenQuestion(HealthdeskError):
    """The data leaves a question that only the user can answer.

    `choices` are the answers, in the words a user would type; `flag` is the command
    line's way to give one.
    """

    exit_status = 3
    api_code = "VALIDATION_ERROR"

    def __init__(
        self, code: str, /, choices: tuple[str, ...] = (), flag: str = "", **params: Any
    ) -> None:
        super().__init__(code, **params)
        self.choices = choices
        self.flag = flag


class BadFile(HealthdeskError):
    """A file that cannot be read as what it should be; nothing of it was stored."""

    exit_status = 3
    api_code = "VALIDATION_ERROR"


class NotFound(HealthdeskError):
    exit_status = 5
    api_code = "NOT_FOUND"


class Conflict(HealthdeskError):
    """The change would contradict what is there (or what somebody else changed since)."""

    exit_status = 3
    api_code = "CONFLICT"


class NotAllowed(HealthdeskError):
    exit_status = 4
    api_code = "FORBIDDEN"


class Unavailable(HealthdeskError):
    """Locked, switched off or under maintenance: later it may work again."""

    exit_status = 4
    api_code = "MAINTENANCE"


class StorageError(HealthdeskError):
    """The disk, the folder or the database file is not usable; nothing was changed."""

    exit_status = 1
    api_code = "INTERNAL_ERROR"


class Cancelled(HealthdeskError):
    exit_status = 1
    api_code = "CONFLICT"

    def __init__(self, code: str = "cancelled", /, **params: Any) -> None:
        super().__init__(code, **params)


class UsageError(HealthdeskError):
    exit_status = 2
    api_code = "BAD_REQUEST"
