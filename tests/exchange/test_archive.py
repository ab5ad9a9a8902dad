from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from healthdesk.domain.errors import BadFile, NotFound
from healthdesk.exchange.archive import Limits, Opened, members, opened_zip, peek
from tests.exchange.apple_exports import zipped


def read_all(path: Path, member: str | None, limits: Limits) -> bytes:
    with Opened(path, member, limits) as source:
        return source.read()


def test_a_member_is_read_whole_and_progress_is_told(tmp_path):
    path = zipped(tmp_path / "a.zip", {"x.xml": b"abc" * 1000})
    with Opened(path, "x.xml") as source:
        assert (source.done, source.total) == (0, 3000)
        assert source.read(10) == b"abcabcabca"
        assert source.done == 10
        assert len(source.read()) == 2990


def test_what_swells_beyond_the_limits_is_refused(tmp_path):
    path = zipped(tmp_path / "bomb.zip", {"x.xml": bytes(5_000_000)})
    assert len(read_all(path, "x.xml", Limits(ratio=10, ratio_from=5_000_000))) == 5_000_000
    for limits in (Limits(unpacked=1_000_000), Limits(ratio=10, ratio_from=1_000_000)):
        with pytest.raises(BadFile) as caught:
            read_all(path, "x.xml", limits)
        assert caught.value.code == "file-swells"


def test_a_zip_that_claims_to_be_small_is_not_believed(tmp_path):
    """The claimed packed size must not buy a higher limit."""
    path = zipped(tmp_path / "bomb.zip", {"x.xml": bytes(5_000_000)})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 20 : at + 24] = (2**31).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(BadFile):
        read_all(path, "x.xml", Limits(ratio=10, ratio_from=1_000_000))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_zip_cut_short_is_refused(tmp_path, keep):
    path = zipped(tmp_path / "a.zip", {"x.xml": b"".join(b"%d" % n for n in range(9999))})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(BadFile) as caught:
        opened_zip(path)
    assert caught.value.code == "zip-damaged"


def test_a_flipped_bit_is_noticed(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.xml", b"a" * 1000)
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)
    with pytest.raises(BadFile) as caught:
        read_all(path, "x.xml", Limits())
    assert caught.value.code == "zip-damaged"


def test_a_member_with_a_password_is_named_as_such(tmp_path):
    path = zipped(tmp_path / "a.zip", {"x.xml": b"abc"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with opened_zip(path) as archive, pytest.raises(BadFile) as listed:
        members(archive, "a.zip")
    with pytest.raises(BadFile) as read:
        read_all(path, "x.xml", Limits())
    assert listed.value.code == read.value.code == "zip-encrypted"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(NotFound):
        peek(tmp_path / "none.xml", 10)
    with pytest.raises(BadFile) as caught:
        peek(tmp_path, 10)
    assert caught.value.code == "file-is-folder"


def test_members_are_files_with_any_names(tmp_path):
    path = zipped(tmp_path / "a.zip", {"../a.XML": b"1", "folder/": b"", "/b.xml": b"22"})
    with opened_zip(path) as archive:
        assert members(archive, "a.zip") == ("../a.XML", "/b.xml")


def test_more_members_than_any_export_has_are_refused_unread(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(60_000):
            archive.writestr(zipfile.ZipInfo(f"{n:0140d}"), b"")
    with pytest.raises(BadFile) as caught:
        opened_zip(path)
    assert caught.value.code == "zip-too-many-members"


def test_a_member_without_a_name_is_passed_over(tmp_path):
    path = zipped(tmp_path / "a.zip", {"x.xml": b"abc", "y.xml": b"abc"})
    path.write_bytes(path.read_bytes().replace(b"x.xml", b"\0.xml"))
    with opened_zip(path) as archive:
        assert members(archive, path.name) == ("y.xml",)
