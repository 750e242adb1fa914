"""Mailboxes are read safely, and nothing in them is ever deleted."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.bounces.mailbox import Mail, Maildir, Mbox, open_mailbox
from publish.bounces.mime import LARGEST
from publish.problems import MemberError, Problem
from tests.bounces.corpus import CASES
from tests.bounces.making import made, maildir, mbox, worked


def _octets(box: Maildir | Mbox) -> list[bytes]:
    return [mail.octets for mail in box.mails() if isinstance(mail, Mail)]


def _codes(error: pytest.ExceptionInfo[MemberError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_all_mails_of_an_mbox_file_are_read_in_their_order(tmp_path: Path) -> None:
    mails = [case.octets.strip(b"\n") for case in CASES if case.octets.strip(b"\n") and case.name != "huge"]

    assert [octets.rstrip(b"\n") for octets in _octets(mbox(tmp_path, *mails))] == mails


def test_a_line_of_a_mail_that_begins_with_from_begins_no_other(tmp_path: Path) -> None:
    mails = [
        b"Subject: 1\n\nFrom here on, all is well\n>From Anna\n\nFrom now on\n\nFrom a 2021\nend\n",
        b"Subject: 2\n\nsaid\nFrom MAILER-DAEMON  Tue Mar 30 08:00:00 2021\nin the middle of words\n",
    ]

    assert _octets(mbox(tmp_path, *mails)) == mails


@given(
    st.lists(st.text("ab\n :", min_size=1, max_size=40).map(lambda text: f"a: b\n\n{text}end\n".encode()), max_size=6)
)
def test_what_is_in_an_mbox_file_comes_out(tmp_path_factory: pytest.TempPathFactory, mails: list[bytes]) -> None:
    assert _octets(mbox(tmp_path_factory.mktemp("m"), *mails)) == mails


@given(st.binary(max_size=500))
def test_no_octets_of_an_mbox_file_do_harm(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    box = mbox(tmp_path_factory.mktemp("m"), b"Subject: x\n\n")
    box.file.write_bytes(box.file.read_bytes() + octets)

    assert _octets(box)[0].startswith(b"Subject: x\n")


def test_a_mail_is_the_same_whatever_comes_behind_it(tmp_path: Path) -> None:
    digests = [
        [mail.digest for mail in mbox(tmp_path, *mails).mails() if isinstance(mail, Mail)]
        for mails in ([b"a: 1\n\nb\n"], [b"a: 1\n\nb\n", b"a: 2\n\nc\n"])
    ]

    assert digests == [
        [sha256(b"a: 1\n\nb\n").digest()],
        [sha256(b"a: 1\n\nb\n").digest(), sha256(b"a: 2\n\nc\n").digest()],
    ]


def test_of_a_large_mail_only_the_beginning_is_kept(tmp_path: Path) -> None:
    large = b"Subject: x\n\n" + b"0123456789" * LARGEST

    (mail,) = maildir(tmp_path, large).mails()

    assert isinstance(mail, Mail)
    assert mail.octets == large[:LARGEST]
    assert mail.digest == sha256(large).digest()


def test_links_folders_and_hidden_files_are_no_mails(tmp_path: Path) -> None:
    box = maildir(tmp_path, b"Subject: 1\n\n")
    (tmp_path / "secret").write_bytes(b"Subject: secret\n\n")
    (box.folder / "new" / "link").symlink_to(tmp_path / "secret")
    (box.folder / "new" / "folder").mkdir()
    (box.folder / "new" / ".hidden").write_bytes(b"Subject: hidden\n\n")
    os.mkfifo(box.folder / "cur" / "pipe")

    assert _octets(box) == [b"Subject: 1\n\n"]


class _Swapped(Maildir):
    """Somebody puts a link in a mail's place once it was found."""

    def _files(self, folder: Path) -> Iterator[Path]:
        for file in list(super()._files(folder)):
            if "0000." in file.name:
                file.unlink()
                file.symlink_to("/etc/hostname")
            yield file


def test_a_mail_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    box = _Swapped(maildir(tmp_path, b"Subject: 1\n\n", b"Subject: 2\n\n").folder)

    found = list(box.mails())

    assert [one.code if isinstance(one, Problem) else one.octets for one in found] == ["E901", b"Subject: 2\n\n"]


def test_what_is_done_lies_in_a_folder_that_mail_programs_show(tmp_path: Path) -> None:
    engine = made(tmp_path)
    octets = CASES[0].octets
    box = maildir(tmp_path, octets)

    worked(engine, box)

    (file,) = (box.folder / ".done" / "cur").iterdir()
    assert file.name.endswith(".host:2,S")
    assert file.read_bytes() == octets
    assert (box.folder / ".done" / "maildirfolder").exists()
    assert _octets(Maildir(box.folder / ".done")) == [octets]


def test_two_mails_of_one_name_are_both_kept(tmp_path: Path) -> None:
    engine = made(tmp_path)
    box = maildir(tmp_path, CASES[0].octets)
    (file,) = (box.folder / "new").iterdir()
    (box.folder / "cur" / f"{file.name}:2,S").write_bytes(CASES[1].octets)

    worked(engine, box)

    assert set(_octets(Maildir(box.folder / ".done"))) == {CASES[0].octets, CASES[1].octets}


def test_a_folder_that_cannot_take_it_is_told_and_what_follows_is_done(tmp_path: Path) -> None:
    engine = made(tmp_path)
    box = maildir(tmp_path, CASES[0].octets)
    (box.folder / ".done").write_bytes(b"")

    with pytest.raises(MemberError) as error:
        worked(engine, box)
    (box.folder / ".done").unlink()
    total, _ = worked(engine, box)

    assert _codes(error) == ["E902"]
    assert total.actions == {"before": 1}
    assert _octets(box) == []


@pytest.mark.parametrize("url", ["imap://x", "maildir", "mbox", "mbox:", "/var/mail", "file:x"])
def test_only_two_kinds_are_known(url: str) -> None:
    with pytest.raises(ValueError, match="^" + url.replace("/", ".")):
        open_mailbox(url)


@pytest.mark.parametrize("url", ["maildir:{}", "mbox:{}", "mbox:{}/nothing"])
def test_what_is_no_mailbox_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(MemberError) as error:
        open_mailbox(url.format(tmp_path))

    assert _codes(error) == ["E900"]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"Dear Anna,\n")

    with pytest.raises(MemberError) as error:
        list(Mbox(tmp_path / "x").mails())

    assert _codes(error) == ["E900"]


def test_an_empty_file_holds_no_mails(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")

    assert list(Mbox(tmp_path / "x").mails()) == []
