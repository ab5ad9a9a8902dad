"""Notices to a phone, a chat or a web hook, by the addresses in HEALTH_NOTIFICATION_SERVICE_URL."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from healthdesk.services.notify import Notice, NotTold, Reply

if TYPE_CHECKING:
    from apprise import Apprise, AppriseAsset

VARIABLE: Final = "HEALTH_NOTIFICATION_SERVICE_URL"
CHANNEL: Final = "service"
CONNECT_S, READ_S = 5, 10
_WEB: Final = {"http": "json", "https": "jsons"}


class WebService:
    """One address. It is told each notice on its own, with its own tries."""

    slow = True

    def __init__(self, address: str, channel: str = CHANNEL) -> None:
        self._address = address
        self.channel = channel

    def trouble(self) -> str | None:
        return None

    def heard(self) -> Collection[Reply]:
        return ()

    def send(self, notice: Notice) -> None:
        service = _service(self._address)
        began = time.monotonic()
        said = f"{notice.title}\n{notice.body}".strip()
        if service.notify(body=said, title="HealthDesk", body_format="text"):
            return
        # Who was reached and did not answer in time may have taken it.
        unsure = time.monotonic() - began >= READ_S
        raise NotTold("service-no-answer" if unsure else "service-refused", unsure=unsure)

    def withdraw(self, closed: Callable[[Collection[int]], bool]) -> None:
        """What was sent stays where it went."""

    def close(self) -> None:
        """It holds nothing."""


def services(addresses: str) -> tuple[WebService, ...]:
    """The services of addresses separated by blanks: `service`, `service-2` …"""
    return tuple(
        WebService(address, CHANNEL if place == 1 else f"{CHANNEL}-{place}")
        for place, address in enumerate(addresses.split(), 1)
    )


def _service(address: str) -> Apprise:
    """Raises `NotTold` for an address that means nothing."""
    from apprise import Apprise, AppriseAsset

    # It writes addresses, and with them secrets, into its log.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    service = Apprise(asset=_asset(AppriseAsset))
    if not service.add(as_apprise(address)):
        raise NotTold("service-address", again=False)
    return service


def _asset(kind: type[AppriseAsset]) -> AppriseAsset:
    # The file is where tries are counted: nothing is kept or tried again beside it.
    return kind(
        app_id="HealthDesk", app_desc="HealthDesk", app_url="", async_mode=False,
        storage_mode="memory", default_service_retry=0, allow_templates=False, service_timeout=0,
    )  # fmt: skip


def as_apprise(address: str) -> str:
    """A plain web address is a web hook that takes JSON; its own parameters go along."""
    parts = urlsplit(address)
    limits = [("cto", str(CONNECT_S)), ("rto", str(READ_S))]
    if parts.scheme.lower() in _WEB:
        given = [(f"-{name}", value) for name, value in parse_qsl(parts.query, True)]
        query = urlencode([*given, *limits])
        return urlunsplit((_WEB[parts.scheme.lower()], parts.netloc, parts.path, query, ""))
    joint = "&" if parts.query else "?"
    return f"{address}{joint}{urlencode(limits)}"
