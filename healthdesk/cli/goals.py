"""`goals`: what a person wants to reach or to keep doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, get_args

from healthdesk.cli.parser import Parser
from healthdesk.cli.session import Session
from healthdesk.domain import moments
from healthdesk.domain.errors import FieldError, InvalidData, NotFound
from healthdesk.domain.goals import Direction, GoalDraft, Per, Status
from healthdesk.domain.typed_text import read_number
from healthdesk.exchange import goal_documents
from healthdesk.texts import goals as words
from healthdesk.texts import tr, tr_n, type_name

if TYPE_CHECKING:
    from healthdesk.domain.goal_views import GoalView
    from healthdesk.domain.records import Person

# Given instead of a value, it takes one away.
NONE = "none"


def run(session: Session, name: str, arguments: Sequence[str]) -> int:
    parser = _parser(name)
    options = parser.parse_verb(arguments)
    return int(_VERBS[options.verb](session, options))


def _parser(name: str) -> Parser:
    parser = Parser(prog=f"healthdesk {name}")
    verbs = parser.add_subparsers(dest="verb", parser_class=Parser)
    lister = verbs.add_parser("list", help=tr("goals and how they stand"))
    lister.add_argument("--type", default="", metavar="TYPE")
    lister.add_argument("--status", default="", choices=get_args(Status))
    lister.add_argument("--archived", action="store_true", help=tr("archived ones too"))
    lister.add_argument("--all-persons", action="store_true", help=tr("of everybody"))
    adder = verbs.add_parser("add", help=tr("a target or a habit"))
    adder.add_argument("--type", required=True, metavar="TYPE")
    _add_fields(adder)
    editor = verbs.add_parser("edit", help=tr("change what is given"))
    editor.add_argument("id", metavar="ID")
    _add_fields(editor)
    for verb, text in (
        ("show", tr("one goal")),
        ("pause", tr("let it rest; its history stays")),
        ("resume", tr("go on with it")),
        ("complete", tr("call it done")),
        ("delete", tr("out of the lists; its history stays")),
        ("restore", tr("into the lists again")),
    ):
        verbs.add_parser(verb, help=text).add_argument("id", metavar="ID")
    return parser


def _add_fields(parser: Parser) -> None:
    def add(name: str, metavar: str, text: str, **more: Any) -> None:
        parser.add_argument(name, metavar=metavar, help=text, **more)

    add("--target", "VALUE", tr("the value to reach, such as 75 or 130/80"))
    add("--low", "VALUE", tr("the lower end of a range to stay in"))
    add("--high", "VALUE", tr("its upper end"))
    add("--by", "DATE", tr("the date to reach it by"))
    add("--start", "VALUE", tr("where it began, instead of the last reading"))
    add("--at-least", "VALUE", tr("a habit: at least so much"))
    add("--at-most", "VALUE", tr("a habit: at most so much"))
    add("--between", "VALUE", tr("a habit: between two values"), nargs=2)
    parser.add_argument("--per", choices=get_args(Per), help=tr("how often"))
    add("--times", "N", tr("readings a day, or days a week or month"))
    add("--from", "DATE", tr("the day a habit began"), dest="begin")
    add("--unit", "UNIT", tr("the unit of the values"))
    add("--direction", "up|down", tr("where to, if there is no reading yet"))
    add("--set-by", "NAME", tr("who set the goal"))


# What is given


def _fields(session: Session, options: Any, known: GoalView | None) -> dict[str, Any]:
    """The fields of a goal that the options name. Raises `InvalidData`."""
    zone = session.zone(session.person())
    found: dict[str, Any] = {}

    def take(option: str, field: str, read: Callable[[str], Any]) -> None:
        text = getattr(options, option)
        if text is not None:
            found[field] = None if text.strip().lower() == NONE else read(text)

    def value(field: str) -> Callable[[str], float]:
        return lambda text: _number(session, text, field)

    for option, field in (("low", "low"), ("high", "high")):
        take(option, field, value(field))
    take("by", "target_day", lambda text: moments.day(text, "target_date", zone))
    take("begin", "start_day", lambda text: moments.day(text, "start_date", zone))
    take("per", "per", str)
    take("times", "times", _whole)
    take("unit", "unit", str)
    take("direction", "direction", _direction)
    take("set_by", "set_by", str)
    for option, field in (("target", "target_value"), ("start", "start_value")):
        take(option, field, str)
        if found.get(field) is not None:
            found |= _pair(session, found[field], field)
    found |= _amount(session, options)
    if "low" in found and "high" in found and known is None:
        found.setdefault("direction", "range")
    return found


def _amount(session: Session, options: Any) -> dict[str, Any]:
    """How much a habit asks for."""
    given = [n for n in ("at_least", "at_most", "between") if getattr(options, n) is not None]
    if not given:
        return {}
    if len(given) > 1 or options.target is not None:
        raise InvalidData(FieldError("target_value", "goal-amount-once"))
    if options.between is not None:
        low, high = (_number(session, text, "low") for text in options.between)
        return {"direction": "range", "low": low, "high": high, "target_value": None}
    text = options.at_least if options.at_least is not None else options.at_most
    direction = "up" if options.at_least is not None else "down"
    amount = _number(session, text, "target_value")
    return {"direction": direction, "target_value": amount, "low": None, "high": None}


def _number(session: Session, text: str, field: str) -> float:
    found = read_number(text.strip().replace("−", "-"), session.format.decimal)
    if found is None:
        raise InvalidData(FieldError(field, "number-form", text=text[:40]))
    return found


def _pair(session: Session, text: str, field: str) -> dict[str, float | None]:
    """A value, or two of a pressure: `130/80`."""
    first, slash, second = text.partition("/")
    value = _number(session, first, field)
    return {field: value, f"{field}2": _number(session, second, field) if slash else None}


def _whole(text: str) -> int:
    if not text.strip().isdecimal():
        raise InvalidData(FieldError("times", "number-form", text=text[:40]))
    return int(text)


def _direction(text: str) -> str:
    if text not in get_args(Direction):
        raise InvalidData(FieldError("direction", "goal-direction"))
    return text


# What is done


def _list(session: Session, options: Any) -> int:
    person_ids = () if options.all_persons else (session.person().id,)
    found = session.app.goals.listed(
        session.actor, person_ids, archived=options.archived, slug=options.type,
        status=options.status,
    )  # fmt: skip
    names = _names(session) if options.all_persons else {}
    if session.as_json:
        data = [goal_documents.goal(view) for view in found]
        for document in data if options.all_persons else ():
            document["person"] = names[document["user_id"]]
        session.out({"data": data})
        return 0
    if found:
        heads = [tr("ID"), tr("Type"), tr("Goal"), tr("Now"), tr("Progress"), tr("State")]
        rows = [_row(session, view) for view in found]
        for row, view in zip(rows, found, strict=True):
            if names:
                row.insert(1, names[view.goal.person_id])
        session.table([heads[0], tr("Person"), *heads[1:]] if names else heads, rows)
    session.tell(tr_n("{n} goal", "{n} goals", len(found)))
    return 0


def _names(session: Session) -> dict[int, str]:
    return {p.id: p.name for p in session.app.journal.persons(session.actor, archived=True)}


def _row(session: Session, view: GoalView) -> list[str]:
    shape = session.format
    kind = session.app.journal.types(session.actor)[view.goal.type]
    return [
        str(view.goal.id), type_name(kind), words.rule_words(view.goal, kind, shape),
        words.standing_words(view, kind, shape), f"{int(view.progress)} %",
        words.state_words(view, shape),
    ]  # fmt: skip


def _add(session: Session, options: Any) -> int:
    person = session.person()
    fields = _fields(session, options, None)
    habit = any(fields.get(name) is not None for name in ("per", "times"))
    draft = GoalDraft(kind="habit" if habit or _names_amount(options) else "target",
                      type=options.type, **fields)  # fmt: skip
    outcome = session.app.goals.add(session.actor, person.id, draft)
    return _print(session, outcome.view, tr("Set"))


def _names_amount(options: Any) -> bool:
    return any(getattr(options, name) is not None for name in ("at_least", "at_most", "between"))


def _found(session: Session, options: Any) -> GoalView:
    """The goal; of the person that `--person` names. Raises `NotFound`."""
    view = session.app.goals.get(session.actor, options.id)
    if session.options.person is not None and view.goal.person_id != session.person().id:
        raise NotFound("unknown-goal")
    return view


def _edit(session: Session, options: Any) -> int:
    known = _found(session, options)
    fields = _fields(session, options, known)
    outcome = session.app.goals.edit(session.actor, known.goal.id, **fields)
    return _print(session, outcome.view, tr("Changed"))


def _show(session: Session, options: Any) -> int:
    return _print(session, _found(session, options), "")


def reached(session: Session, person: Person) -> tuple[list[str], dict[str, Any]]:
    """Goals that what was just recorded reached, in words and for programs."""
    found = session.app.goals.reached_now(session.actor, person.id)
    types = session.app.journal.types(session.actor)
    lines = [
        words.celebration_words(view, types[view.goal.type], type_name(types[view.goal.type]),
                                session.format)
        for view in found
    ]  # fmt: skip
    return lines, {"goals_reached": [goal_documents.goal(view) for view in found]} if found else {}


def _move(session: Session, options: Any) -> int:
    """Into another state, as the verb says."""
    goals = session.app.goals
    change, said = {
        "pause": (goals.pause, tr("Paused")),
        "resume": (goals.resume, tr("Under way")),
        "complete": (goals.complete, tr("Completed")),
        "delete": (goals.archive, tr("Archived")),
        "restore": (goals.unarchive, tr("Restored")),
    }[options.verb]
    goal = _found(session, options).goal
    return _print(session, change(session.actor, goal.id).view, said)


def _print(session: Session, view: GoalView, said: str) -> int:
    if session.as_json:
        session.out(goal_documents.goal(view))
        return 0
    shape, goal = session.format, view.goal
    kind = session.app.journal.types(session.actor)[goal.type]
    begin = f"{said}: " if said else ""
    rule = words.rule_words(goal, kind, shape)
    session.say(f"{begin}{type_name(kind)}: {rule}  [{goal.id}]")
    for line in (
        words.standing_words(view, kind, shape),
        words.state_words(view, shape),
        *words.outlook_words(view, kind, shape),
        "" if view.habit is None else words.row_words(view.habit, goal.per or "day"),
        "" if goal.set_by is None else tr("Set by {name}", name=goal.set_by),
    ):
        if line:
            session.say(line)
    return 0


_VERBS: dict[str, Callable[[Session, Any], int]] = {
    "list": _list, "add": _add, "edit": _edit, "show": _show,
    **dict.fromkeys(("pause", "resume", "complete", "delete", "restore"), _move),
}  # fmt: skip
