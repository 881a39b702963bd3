"""Personal data in tables: columns, hidden ones, forms, and numbers kept as quantities."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manuscript.personal.people import KNOWN, family_cards, kinds, niks, nips, told
from paraf.manuscript.passage import Table
from paraf.manuscript.personal.recognise import recognise
from paraf.manuscript.spot import Spot

DATA = Spot(sheet="Data")


def spots(*passages):
    return {
        (one.kind, one.count, one.spot.cell, one.spot.hidden) for one in recognise(passages, KNOWN)
    }


PEOPLE = [
    ["DAFTAR PESERTA", "", "", "", "", "", "", ""],
    ["No", "Nama", "NIK", "No. KK", "Tempat, Tgl Lahir", "No. HP", "No. Rekening", "Alamat"],
    ["1", "BUDI", "3404011501900001", "3404010101150002", "Sleman, 15-01-1990", "081234567890",
     "1234567890", "Jl. Mawar 3"],
    ["2", "ANI", "3404-0155-0290-0002", "3404010101150002", "Bantul, 15 Februari 1990",
     "+62 812-3456-7891", "0029-01-012345-50-7", "Dusun Krajan"],
]  # fmt: skip


def test_a_column_is_one_finding_with_its_count_and_its_cells():
    assert spots(Table(PEOPLE, DATA)) == {
        ("nik", 2, "C3:C4", False),
        ("kk", 2, "D3:D4", False),
        ("birth", 2, "E3:E4", False),
        ("phone", 2, "F3:F4", False),
        ("account", 2, "G3:G4", False),
        ("address", 2, "H3:H4", False),
    }


def test_a_nik_in_a_hidden_column_is_found_and_said_to_be_hidden():
    found = spots(Table(PEOPLE, DATA, hidden_columns=frozenset({3})))
    assert ("nik", 2, "C3:C4", True) in found
    assert ("kk", 2, "D3:D4", False) in found


def test_a_nik_in_a_hidden_row_is_a_finding_of_its_own():
    found = spots(Table(PEOPLE, DATA, hidden_rows=frozenset({4})))
    assert {("nik", 1, "C3", False), ("nik", 1, "C4", True)} <= found


def test_a_piece_of_a_table_counts_from_where_it_begins():
    piece = Table([["BUDI", "3404011501900001"]], DATA, first_row=501, first_column=27)
    assert spots(piece) == {("nik", 1, "AB501", False)}


def test_a_form_names_its_values_on_the_left():
    form = [
        ["Nama", ":", "BUDI"],
        ["NIK", ":", "3404011501900001"],
        ["Nomor KK", ":", "3404010101150002"],
        ["Tanggal Lahir", ":", "15-01-1990"],
        ["Nama Bank", ":", "Bank BRI"],
        ["No. Rekening", ":", "12345678901"],
        ["NPWP", ":", "12.345.678.9-541.000"],
        ["Catatan", ":", "NIK istri: 3404015501900002, HP 0812 3456 7890"],
    ]
    assert kinds(Table(form)) == ["account", "birth", "kk", "nik", "nik", "npwp", "phone"]


def test_a_form_with_names_of_its_columns_is_still_a_form():
    form = [
        ["Uraian", "Nilai"],
        ["Nama", "BUDI"],
        ["NIK", "3404011501900001"],
        ["KK", "3404010101150002"],
        ["TTL", "Sleman, 16-01-1990"],
        ["Rekening", "BRI 1234-01-012345-53-1"],
        ["Alamat", "Jl. Mawar 5 RT 01 RW 02"],
    ]
    assert kinds(Table(form)) == ["account", "address", "birth", "kk", "nik"]


def test_a_colon_may_stand_before_the_values_of_a_form():
    form = [["Nama", ": BUDI"], ["NIK", ": 3404011501900001"], ["TTL", ": Sleman, 16 Mei 1990"]]
    assert kinds(Table(form)) == ["birth", "nik"]


def test_names_of_programs_are_names_of_columns():
    rows = [["nik_peserta", "noKK", "tglLahir", "alamatRumah"]]
    rows += [["3404011501900001", "3404010101150002", "1990-01-16 00:00:00", "Jl. Mawar 5"]]
    assert kinds(Table(rows)) == ["address", "birth", "kk", "nik"]


def test_the_account_of_a_treasurer_is_nobodys_own():
    rows = [["Nama", "Rekening"], ["Bendahara Pengeluaran", "1234567890"], ["Budi", "1234567891"]]
    assert spots(Table(rows)) == {("account", 1, "B3", False)}


def test_numbers_kept_as_quantities_are_found_though_their_last_digits_are_lost():
    rows = [["NIK", "NIP"], ["3404011501900000", "1.98609262015051E+17"], ["3,40401E+15", ""]]
    rounded = frozenset({(2, 1)})
    assert told(Table(rows, rounded=rounded)) == [("nik", 2), ("nip", 1)]
    assert kinds(Table([["3404011501900000"]])) == []
    assert kinds(Table([["3404011501900000"]], rounded=frozenset({(1, 1)}))) == ["nik"]


def test_quantities_without_a_name_are_niks_if_all_of_several_begin_like_one():
    assert kinds(Table([["3.40401E+15"], ["3.40402E+15"], ["1.10101E+15"]])) == ["nik"] * 3
    assert kinds(Table([["3.40401E+15"], ["2.00402E+15"], ["0.10101E+15"]])) == []


def test_a_date_that_the_number_beside_it_tells_is_a_birth_whatever_its_column_is_called():
    rows = [
        ["NIP", "Tanggal"],
        ["198609262015051001", "26/09/1986"],
        ["199001012021211001", "1/1/1990"],
    ]
    assert told(Table(rows)) == [("birth", 2), ("nip", 2)]
    rows = [
        ["NIP", "TMT"],
        ["198609262015051001", "01/05/2015"],
        ["199001012021211001", "1/1/2021"],
    ]
    assert told(Table(rows)) == [("nip", 2)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Kode Rekening", "Uraian"], ["5.1.02.01.01.0024", "Belanja"]],
        [["No. Resi"], ["3404011501900001"], ["9904011501900001"]],
        [["Nomor Peserta", "Nama"], ["3404011501900001", "BUDI"]],
        [["Realisasi"], ["72703726.10473809"], ["34040115.01900001"]],
        [["Uraian Rekening"], ["51020101001"]],
        [["Nilai"], ["0.3404011501900001"], ["81.2345678901"], ["0.8123456789012"]],
        [["Anggaran"], ["3.404.011.501.900"], ["12.500.000"]],
        [["Waktu"], ["20261121093000123"], ["2026-11-21 09:30:00"]],
        [["Alamat Kantor"], ["Jalan Melati Nomor 1"]],
        [["Telepon"], ["(0274) 562811"], ["0811-2233-4455"]],
        [["NPWP Instansi"], ["00.123.456.7-541.000"]],
        [["Surel"], ["bkd@jogjaprov.go.id"], ["info@bkd.contoh.id"]],
        [["Tanggal"], ["15-01-1990"], ["16-01-1990"]],
        [["ISBN"], ["978-623-1234-56-7"], ["9786231234567"]],
    ],
    ids=lambda rows: rows[0][0],
)
def test_columns_that_only_look_like_it_are_not_found(rows):
    assert kinds(Table(rows)) == []


def test_a_column_of_random_numbers_makes_no_nik_of_those_that_look_like_one():
    dice = random.Random(7)
    rows = [[str(dice.randrange(10**15, 10**16))] for _ in range(300)]
    assert kinds(Table(rows)) == []


def test_a_column_whose_numbers_are_all_niks_is_one_whatever_it_is_called():
    rows = [["Kode"], *([f"34040115019000{number}"] for number in range(10, 60))]
    assert told(Table(rows)) == [("nik", 50)]


people = st.lists(st.tuples(niks(), family_cards(), nips()), min_size=1, max_size=12)
HEADS = ["No", "NIK", "No KK", "NIP"]


@given(people, st.lists(st.integers(1, 11), max_size=3))
def test_a_table_in_pieces_says_what_the_whole_one_says(rows, cuts):
    cells = [HEADS, *([str(number), *row] for number, row in enumerate(rows, 1))]
    whole = recognise([Table(cells, DATA)], KNOWN)
    bounds = sorted({0, *(cut for cut in cuts if cut < len(cells)), len(cells)})
    pieces = [
        Table(cells[first:last], DATA, first_row=first + 1, heads=HEADS if first else ())
        for first, last in pairwise(bounds)
    ]
    assert recognise(pieces, KNOWN) == whole
    assert recognise(pieces[::-1], KNOWN) == whole


@settings(max_examples=15)
@given(st.lists(niks(), min_size=70, max_size=90))
def test_a_long_column_says_what_its_short_pieces_say(column):
    cells = [["NIK"], *([one] for one in column)]
    pieces = [
        Table(cells[first : first + 20], DATA, first_row=first + 1, heads=["NIK"] if first else ())
        for first in range(0, len(cells), 20)
    ]
    whole = recognise([Table(cells, DATA)], KNOWN)
    assert whole == recognise(pieces, KNOWN)
    assert [(one.kind, one.count) for one in whole] == [("nik", len(column))]


@pytest.mark.parametrize("head", ["Jumlah", "No. Rekening"])
def test_among_many_figures_what_is_somebodys_is_found(head):
    figures = [["5123456", "72703726.1047", "0.3404011501900001", "12345678.90", "1234567"]] * 20
    column = [one for row in figures for one in row]
    column[50] = "3404011501900001"
    rows = [[head], *([one] for one in column)]
    assert spots(Table(rows)) == {("account" if head != "Jumlah" else "nik", 1, "A52", False)}


@given(st.lists(st.lists(st.text(max_size=25), max_size=4), max_size=6))
def test_no_table_is_too_odd(rows):
    told(Table(rows, heads=["NIK", "lahir"], hidden_rows=frozenset({2})))
