"""Draw the pictures that tests/ui/test_pictures.py compares with. Look at each before keeping it.

python tools/update_pictures.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))
# The same surroundings as in a test.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
time.tzset()


def main() -> int:
    from PySide6.QtWidgets import QApplication

    from tests.ui.furnished import copied, furnish, opened
    from tests.ui.page_pictures import LOOKS, PAGES, PICTURES, WAYS, draw

    app = QApplication([])
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        furnish(base / "furnished")
        for look in LOOKS:
            for page in (*PAGES, *WAYS):
                folder = copied(base / "furnished", base / f"{page}-{look}")
                with opened(app, folder, look=look) as place:
                    picture = draw(place, page)
                target = PICTURES / f"{page}-{look}.png"
                if not picture.save(str(target), quality=0):
                    print(f"{target} cannot be written")
                    return 1
                print(target.relative_to(TOP))
    return 0


if __name__ == "__main__":
    sys.exit(main())
