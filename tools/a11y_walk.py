#!/usr/bin/python3
"""Walks what a running program tells screen readers (AT-SPI) and says what lacks a name.

    a11y_walk.py --pid PID [--selected PAGE] [--focused NAME] [--control ROLE:NAME]
                 [--contains REGEX] [--without REGEX] [--dump]

Runs with Debian's own Python, which has the bindings (python3-gi, gir1.2-atspi-2.0), on the
session bus of the program. It waits until all that is asked for is there: the navigation entry
PAGE is the selected one, NAME has the keyboard, a control of that role and name shows, some
name, description or text matches REGEX, and none matches that of --without. Then each control
that shows must have a name of its own or a label, which no other of its kind beside it has,
and one that keys can work must be reachable by them.

Exit status: 0 all there and nothing found; 1 not; 2 no such program on this bus.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be said before)

CONTROLS = {
    *("push button", "button", "toggle button", "check box", "radio button", "combo box"),
    *("text", "entry", "password text", "spin button", "slider", "dial", "link", "calendar"),
    *("menu item", "check menu item", "radio menu item", "page tab"),
    *("list", "list box", "table", "tree", "tree table"),
}
# What keys must get to by themselves; entries of lists and menus are walked to inside them.
REACHABLE = {
    *("push button", "button", "toggle button", "check box", "radio button", "combo box"),
    *("text", "entry", "password text", "spin button", "slider", "link"),
}
# Their inner field is the same control for whoever uses it.
COMPOUND = {"combo box", "spin button"}
# A table of a million rows tells all of them apart; a screenful shows what is wrong.
CHILDREN_MAX = 400
TEXT_MAX = 2000


@dataclass
class Node:
    """One accessible object, as a screen reader would be told of it."""

    depth: int
    role: str
    name: str
    description: str
    text: str
    label: str
    states: frozenset[str]
    parent: str
    path: str
    place: str

    def is_control(self) -> bool:
        operable = self.role in CONTROLS or (
            self.role in {"icon", "image"} and "focusable" in self.states
        )
        return operable and "showing" in self.states and self.parent not in COMPOUND

    def is_named(self) -> bool:
        return bool(self.name.strip() or self.label.strip())

    def is_reachable(self) -> bool:
        # A button inside a field is for the mouse; keys do its work in the field itself.
        needed = self.role in REACHABLE and "enabled" in self.states and self.parent != "text"
        return not needed or "focusable" in self.states

    def says(self, pattern: str) -> bool:
        return any(re.search(pattern, said) for said in (self.name, self.description, self.text))


def program(pid: int) -> Any | None:
    """The accessible root of the process, once it is on the bus with a window."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if application is not None and application.get_process_id() == pid:
            return application if application.get_child_count() else None
    return None


def walk(accessible: Any, parent: Node | None = None, place: str = "0") -> Iterator[Node]:
    """Every object below, depth first; what goes away meanwhile is left out."""
    try:
        node = describe(accessible, parent, place)
        children = [
            accessible.get_child_at_index(number)
            for number in range(min(accessible.get_child_count(), CHILDREN_MAX))
        ]
    except GLib.Error:
        return
    yield node
    for number, child in enumerate(children):
        if child is not None:
            yield from walk(child, node, f"{place}.{number}")


def describe(accessible: Any, parent: Node | None, place: str) -> Node:
    role, name = accessible.get_role_name(), accessible.get_name() or ""
    return Node(
        depth=parent.depth + 1 if parent else 0,
        role=role,
        name=name,
        description=accessible.get_description() or "",
        text=text_of(accessible),
        label=label_of(accessible),
        states=frozenset(state.value_nick for state in accessible.get_state_set().get_states()),
        parent=parent.role if parent else "",
        path=f"{parent.path if parent else ''}/{role}[{name[:30]}]",
        place=place,
    )


def text_of(accessible: Any) -> str:
    if "Text" not in accessible.get_interfaces():
        return ""
    length = min(Atspi.Text.get_character_count(accessible), TEXT_MAX)
    return Atspi.Text.get_text(accessible, 0, length) or ""


def label_of(accessible: Any) -> str:
    for relation in accessible.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return relation.get_target(0).get_name() or ""
    return ""


def missing(nodes: list[Node], wanted: argparse.Namespace) -> list[str]:
    """What was asked for and is not there, or not yet."""
    absent = []
    if wanted.selected and not any(
        node.role == "list item" and node.name == wanted.selected and "selected" in node.states
        for node in nodes
    ):
        absent.append(f"selected: {wanted.selected}")
    if wanted.focused and not any(
        "focused" in node.states and wanted.focused in {node.name, node.label} for node in nodes
    ):
        absent.append(f"focused: {wanted.focused}")
    for control in wanted.control:
        role, _, name = control.partition(":")
        if not any(node.role == role and name in {node.name, node.label} for node in nodes):
            absent.append(f"control: {control}")
    absent += [
        f"contains: {pattern}"
        for pattern in wanted.contains
        if not any(node.says(pattern) for node in nodes if "showing" in node.states)
    ]
    return absent + [
        f"without: {pattern}"
        for pattern in wanted.without
        if any(node.says(pattern) for node in nodes if "showing" in node.states)
    ]


def findings(nodes: list[Node]) -> list[str]:
    """What would leave somebody who hears the window, or has no mouse, at a loss."""
    found = []
    seen: set[tuple[str, str, str]] = set()
    for node in nodes:
        if not node.is_control():
            continue
        if not node.is_named():
            found.append(f"no name: {node.path}")
        if not node.is_reachable():
            found.append(f"out of reach of keys: {node.path}")
        likeness = (node.place.rpartition(".")[0], node.role, node.name or node.label)
        if likeness in seen and node.is_named():
            found.append(f"same name twice: {node.path}")
        seen.add(likeness)
    return found


def settled(wanted: argparse.Namespace) -> tuple[list[Node], list[str]]:
    """The walk that finds all that was asked for, or the last one before time was up."""
    deadline = time.monotonic() + wanted.timeout
    while True:
        root = program(wanted.pid)
        nodes = list(walk(root)) if root is not None else []
        absent = missing(nodes, wanted) if nodes else ["a window"]
        if not absent or time.monotonic() > deadline:
            return nodes, absent
        time.sleep(0.2)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--timeout", type=float, default=20, help="seconds to wait (20)")
    parser.add_argument("--selected", metavar="PAGE")
    parser.add_argument("--focused", metavar="NAME")
    parser.add_argument("--control", metavar="ROLE:NAME", action="append", default=[])
    parser.add_argument("--contains", metavar="REGEX", action="append", default=[])
    parser.add_argument("--without", metavar="REGEX", action="append", default=[])
    parser.add_argument("--dump", action="store_true", help="print the whole tree")
    return parser.parse_args()


def main() -> int:
    wanted = arguments()
    Atspi.init()
    nodes, absent = settled(wanted)
    if not nodes:
        print(f"no window of process {wanted.pid} on this session bus", file=sys.stderr)
        return 2
    found = findings(nodes)
    if wanted.dump or absent:
        for node in nodes:
            print(
                f"{'  ' * node.depth}{node.role} {node.name!r} {node.description!r} {node.text!r}"
                f"{' focused' * ('focused' in node.states)}"
                f"{'' if 'showing' in node.states else ' hidden'}"
            )
    for what in absent:
        print(f"not there: {what}" if not what.startswith("without") else f"still there: {what}")
    for what in found:
        print(what)
    controls = sum(node.is_control() for node in nodes)
    print(f"{len(nodes)} objects, {controls} controls, {len(found)} findings")
    return 1 if absent or found or not controls else 0


if __name__ == "__main__":
    raise SystemExit(main())
