from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import pytest

from ingest.errors import StorageFailed
from kb.desk import MOST, Desk, Pin

LAW, PAPER = Pin("https://example.org/law/1"), Pin("0a1b", 3, 9, text="It holds.", note="check", quote="quotes")


def test_a_basket_is_there_again_in_its_order(tmp_path: Path) -> None:
    Desk(tmp_path).put("me", [LAW, PAPER])
    assert Desk(tmp_path).basket("me") == [LAW, PAPER]
    Desk(tmp_path).keep("me", [PAPER, LAW])
    assert Desk(tmp_path).basket("me") == [PAPER, LAW]


def test_each_reader_has_her_own(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("me", [LAW])
    assert desk.basket("you") == []


def test_the_same_place_is_kept_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("me", [PAPER, LAW])
    desk.put("me", [Pin("0a1b", 3, 9), Pin("0a1b", 3, 8)])
    assert desk.basket("me") == [PAPER, LAW, Pin("0a1b", 3, 8)]


def test_a_full_basket_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("me", [Pin("0a1b", n, n + 1) for n in range(MOST)])
    with pytest.raises(StorageFailed, match=f"{MOST} items"):
        desk.put("me", [LAW])
    assert len(desk.basket("me")) == MOST


def test_a_basket_is_handed_over_once_and_in_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("browser", [PAPER, LAW, Pin("new")])
    desk.put("anna", [Pin("own"), Pin("0a1b", 3, 9, text="Her own sentence.")])
    assert desk.hand_over("browser", "anna") == 2
    assert desk.basket("anna") == [Pin("own"), Pin("0a1b", 3, 9, text="Her own sentence."), LAW, Pin("new")]
    assert desk.basket("browser") == []
    assert desk.hand_over("browser", "anna") == desk.hand_over("anna", "anna") == 0
    assert desk.count("anna") == 4


def test_what_finds_no_room_stays_where_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("anna", [Pin("0a1b", n, n + 1) for n in range(MOST - 1)])
    desk.put("browser", [Pin("0a1b", 0, 1), PAPER, LAW])
    assert desk.hand_over("browser", "anna") == 1
    assert (desk.basket("anna")[-1], desk.count("anna"), desk.basket("browser")) == (PAPER, MOST, [LAW])


def test_choices_are_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.choice("me", "language") == ""
    desk.choose("me", "language", "kk")
    desk.choose("me", "language", "ru")
    assert Desk(tmp_path).choice("me", "language") == "ru"


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    # Each round begins without a file: who comes first makes it while the others wait for it.
    for round in range(20):
        folder = tmp_path / str(round)
        folder.mkdir()
        pins = [Pin("0a1b", n, n + 1) for n in range(20)]
        with ThreadPoolExecutor(20) as threads:
            list(threads.map(Desk(folder).put, repeat("me"), ([pin] for pin in pins)))
        assert sorted(pin.start or 0 for pin in Desk(folder).basket("me")) == list(range(20))


def test_a_file_that_is_no_desk_is_said(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"no database at all, and long enough to be taken for one" * 30)
    with pytest.raises(StorageFailed, match=r"desk\.sqlite cannot be used"):
        Desk(tmp_path).basket("me")


def test_places_in_the_readers_words_are_kept(tmp_path: Path) -> None:
    own = Pin("0a1b", 3, 9, page="45–47", article="", paragraph=None)
    Desk(tmp_path).put("me", [own])
    assert Desk(tmp_path).basket("me") == [own] and Desk(tmp_path).count("me") == 1


def test_changes_at_once_lose_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put("me", [Pin("0a1b", n, n + 1) for n in range(20)])

    def without(n: int) -> None:
        desk.change("me", lambda pins: [pin for pin in pins if pin.start != n])

    threads = [threading.Thread(target=without, args=(n,)) for n in range(0, 20, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [pin.start for pin in desk.basket("me")] == list(range(1, 20, 2))
