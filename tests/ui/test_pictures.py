"""Pages and charts look as they did when somebody looked at them last.

`tools/update_pictures.py` draws the pictures anew; look at each before keeping it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication

from tests.ui.furnished import copied, furnish, opened
from tests.ui.page_pictures import LOOKS, PAGES, PICTURES, WAYS, draw, share_of_difference

# Less than one letter of a page; fonts and drawing are the same from run to run.
THRESHOLD = 0.002


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished") / "data"
    furnish(folder)
    return folder


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", [*PAGES, *WAYS])
def test_page_looks_as_before(
    qapp: QApplication, furnished: Path, tmp_path: Path, page: str, look: str
) -> None:
    QCursor.setPos(300, 400)  # on a card of Today, as a test before may have left it
    with opened(qapp, copied(furnished, tmp_path / "data"), look=look) as place:
        drawn = draw(place, page)
    kept = PICTURES / f"{page}-{look}.png"
    differing = share_of_difference(drawn, QImage(str(kept)))
    if differing > THRESHOLD:
        target = tmp_path / kept.name
        assert drawn.save(str(target))
        pytest.fail(
            f"{differing:.2%} of {kept.name} is other than before: compare {target}; if it is "
            "meant so, run tools/update_pictures.py and look at what it drew"
        )


def test_pictures_are_small_enough_for_a_repository() -> None:
    assert sum(file.stat().st_size for file in PICTURES.glob("*.png")) < 2_600_000


def test_difference_counts_pixels() -> None:
    plain = QImage(10, 10, QImage.Format.Format_RGB32)
    plain.fill(0xFFFFFF)
    dotted = plain.copy()
    dotted.setPixel(3, 4, 0)
    assert share_of_difference(plain, dotted) == pytest.approx(0.01)
    assert share_of_difference(plain, plain.copy()) == 0
    assert share_of_difference(plain, plain.copy(0, 0, 5, 5)) == 1
    assert np.isclose(share_of_difference(plain, QImage()), 1)
