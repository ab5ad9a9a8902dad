"""A window whose user is let in no more."""

from __future__ import annotations

from healthdesk.ui.off_page import OffPage
from tests.ui.furnished import Furnished


def switch_off(place: Furnished) -> OffPage:
    """The page that says so, with the reason told."""
    file = place.app.settings.config_file
    text = file.read_text("utf-8")
    file.write_text(
        f'user = "ada"\n{text}\n[rollout]\nENABLE_HEALTH_MGMT = false\n'
        "HEALTH_MGMT_ROLLOUT_PERCENTAGE = 10.0\n",
        "utf-8",
    )
    place.app.settings.reload()
    place.window.show_off()
    page = place.window.stack.currentWidget()
    assert isinstance(page, OffPage)
    assert page.secondary is not None
    page.secondary.click()
    return page
