"""ZIP, TAR, gzip and their nesting: read member by member, never written anywhere, one budget for all."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from counterclaim.intake import Defaults
from counterclaim.intake.budget import Limits

A = b"The governor said that the road to the port was shut on Tuesday, and that two men were hurt."
B = b"The rebels denied on Wednesday that they had shelled the grain store by the river."
Take = Callable[..., Any]


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_zip_members_are_reports_with_their_container(taken: Take, packing: int) -> None:
    reports, problems = taken(zipped({"d/a.txt": A, "b": B, "d/": b""}, packing))
    assert [r.text.encode() for r in reports] == [A, B]
    assert [r.container for r in reports] == ["input!d/a.txt", "input!b"]
    assert not problems


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress, lambda d: gzip.compress(bz2.compress(d))]
)
def test_tar_in_any_packing(taken: Take, pack: Callable[[bytes], bytes]) -> None:
    reports, problems = taken(pack(tarred({"d/a.txt": A, "b.txt": B})))
    assert [r.text.encode() for r in reports] == [A, B]
    assert not problems


def test_archives_in_archives_share_the_budget(taken: Take) -> None:
    data = gzip.compress(tarred({"x.zip": zipped({"a": A, "inner.gz": gzip.compress(B)}), "c": A + A}))
    reports, problems = taken(data)
    assert [r.container for r in reports] == ["input!x.zip!a", "input!x.zip!inner.gz", "input!c"]
    assert not problems
    small = Defaults(limits=Limits(grace=200, ratio=1))
    reports, problems = taken(data, small)
    assert not reports
    assert "CC141" in {p.code for p in problems}


def test_gzip_of_a_page_and_members_one_after_another(taken: Take) -> None:
    reports, _ = taken(gzip.compress(A[:50]) + gzip.compress(A[50:]))
    assert reports[0].text.encode() == A
    assert reports[0].container is None


def test_a_name_that_leads_out_is_told_and_nothing_is_written(taken: Take, tmp_path: Any) -> None:
    before = sorted(p.name for p in tmp_path.parent.iterdir())
    for data in (zipped({"../../evil.txt": A}), tarred({"../../evil.txt": A})):
        reports, problems = taken(data)
        assert len(reports) == 1
        assert [p.code for p in problems] == ["CC153"]
    assert sorted(p.name for p in tmp_path.parent.iterdir()) == before
    assert [p.name for p in tmp_path.iterdir()] == ["input"]


def test_links_are_not_followed_and_the_rest_is_read(taken: Take) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("a")
        info.size = len(A)
        archive.addfile(info, io.BytesIO(A))
    reports, problems = taken(out.getvalue())
    assert [r.text.encode() for r in reports] == [A]
    assert [p.code for p in problems] == ["CC148"]


def test_a_folders_link_that_leads_out_is_not_followed(tmp_path: Any) -> None:
    from counterclaim.intake import Problem, open_reports

    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_bytes(A)
    (folder / "b.txt").write_bytes(B)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    found = list(open_reports([str(folder)]))
    assert [f.text.encode() for f in found if not isinstance(f, Problem)] == [B]
    assert [f.code for f in found if isinstance(f, Problem)] == ["CC148"]


def test_a_cut_archive_gives_what_stands_before_the_cut(taken: Take) -> None:
    whole = tarred({"a": A, "b": B * 100})
    reports, problems = taken(whole[:1400])
    assert reports[0].text.encode() == A
    assert "CC147" in {p.code for p in problems}
    reports, problems = taken(zipped({"a": A})[:60])
    assert [p.code for p in problems] == ["CC147"]


def test_an_encrypted_member_does_not_hide_the_others(taken: Take) -> None:
    data = bytearray(zipped({"a": A, "b": B}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    reports, problems = taken(bytes(data))
    assert [r.text.encode() for r in reports] == [B]
    assert [p.code for p in problems] == ["CC150"]


def test_a_member_before_the_files_beginning(taken: Take) -> None:
    """Found by fuzzing: a cut in the middle moves every offset, the first below 0."""
    data = zipped({"a": A, "b": B})
    _, problems = taken(data[:4] + data[5:])
    assert {p.code for p in problems} == {"CC147"}


def test_names_are_shown_without_control_characters(taken: Take) -> None:
    reports, _ = taken(zipped({"\x1b[2Ja.txt": A}))
    assert reports[0].container == "input!?[2Ja.txt"
