"""Personal data as forms hold it: in boxes, beside labels, a person to a column, two in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscript.personal.people import family_cards, kinds, niks, nips, told
from paraf.manuscript.passage import Table

NIK, CARD = "3404015203900002", "3404011203150002"


@given(niks(), family_cards(), nips())
def test_a_number_with_a_digit_in_each_cell_is_found(nik, card, nip):
    form = [["Nama", "BUDI"], ["NIK", ":", *nik], ["No. KK", *card], ["NIP", *nip]]
    assert kinds(Table(form)) == ["kk", "nik", "nip"]
    assert kinds(Table([["NIK"], list(nik)])) == ["nik"]
    assert kinds(Table([["NIK", *(sign for one in nik for sign in (one, ""))]])) == ["nik"]
    assert kinds(Table([["NPWP", *"156565579541000"]])) == ["npwp"]


@given(niks(), family_cards(), st.sampled_from(["|", " | ", "][", "/", "\t"]))
def test_a_number_with_a_digit_in_each_box_of_a_text_is_found(nik, card, wall):
    text = f"NIK : {wall}{wall.join(nik)}{wall}\nNo. KK : {wall.join(card)}"
    assert kinds(text) == ["kk", "nik"]


@pytest.mark.parametrize(
    ("name", "row"),
    [("Skor", "3404015203900002"), ("Kode", "34040152039000"), ("No. Peserta", NIK)],
)
def test_other_things_in_boxes_are_nobodys(name, row):
    many = [[name, *row]] * 6
    assert kinds(Table(many)) == []
    assert kinds("\n".join("|".join(one) for one in many)) == []


PEOPLE = [
    ["Nama", "BUDI", "ANI", "TONI", "TINI"],
    ["Tempat, Tgl Lahir", *["Bantul, 12-03-1990"] * 4],
    ["Nama Bank", *["Bank BRI"] * 4],
    ["No. Rekening", *["1234567890"] * 4],
    ["Alamat rumah", *["Jl. Melati 5"] * 4],
    ["No. KK", *[CARD] * 4],
    ["NIK", *[NIK] * 4],
]


@pytest.mark.parametrize("numbered", [False, True])
def test_a_table_with_a_person_to_a_column_is_read_to_its_last_column(numbered):
    rows = [[str(n), *row] for n, row in enumerate(PEOPLE)] if numbered else PEOPLE
    each = ["account", "address", "birth", "kk", "nik"]
    assert kinds(Table(rows)) == [one for one in each for _ in range(4)]


@pytest.mark.parametrize("head", ["Tempat, Tgl Lahir\nAlamat", "Alamat / Tempat dan Tanggal Lahir"])
def test_a_column_may_hold_two_things_that_its_head_names(head):
    for cell in ("Bantul, 12-03-1990\nJl. Melati 5 RT 3 RW 4", "Jl. Melati 5\nBantul, 2 Mei 1990"):
        assert kinds(Table([["Nama", head], ["BUDI", cell]])) == ["address", "birth"]
    assert kinds(Table([["Nama", head], ["BUDI", "Bantul, 12-03-1990"]])) == ["birth"]


def test_two_cards_side_by_side_are_two():
    cell = "NIK\n{}\nTgl Lahir : 12-03-1990"
    cards = [[cell.format("3404015203900002"), cell.format("3404015303900003")]]
    assert kinds(Table(cards)) == ["birth", "birth", "nik", "nik"]


@pytest.mark.parametrize("date", ["Kota Baru, 27\nAgustus 1989", "Kota Baru,\n27-08-\n1989"])
def test_a_date_may_go_on_in_the_next_line_of_a_narrow_cell(date):
    assert kinds(Table([["Nama", "TTL"], ["BUDI", date]])) == ["birth"]


HOMES = [
    "BTN Minasa Upa Blok G.13/11", "Perum Griya Asri Blok B25, Sabang", "Gg. Kenanga 8 No 61",
    "Lorong Damai II No. 4", "Br. Dinas Kaja Kauh, Desa Peliatan", "Jalan Raya Ende Km 4 No. 62",
    "Jorong Koto Tuo Nagari Sungai Pua", "Kompleks Pemda Blok A/12", "Dusun Krajan",
]  # fmt: skip


@pytest.mark.parametrize("home", HOMES)
def test_a_home_is_found_under_every_head_and_label(home):
    for head in ("Alamat", "address"):
        assert kinds(Table([["Nama", head], ["BUDI", home]])) == ["address"]
    assert kinds(Table([["Nama", "BUDI"], ["Alamat", home]])) == ["address"]
    assert kinds(Table([["1", "Nama", "BUDI"], ["2", "Alamat Rumah", home]])) == ["address"]
    for label in ("Alamat selama menjalankan cuti", "Alamat sesudah pensiun", "Alamat saat ini",
                  "Nama : Siti\nAlamat"):  # fmt: skip
        assert kinds(f"{label} : {home}") == ["address"], label


@pytest.mark.parametrize(
    "text",
    [
        "Nama Instansi : BKD Contoh\nAlamat : Jl. Melati No. 1",
        "Alamat : Jl. Melati No. 1, Telepon (0274) 512345",
        "Alamat : Kantor BKD, Komplek Kepatihan",
    ],
)
def test_the_address_of_an_office_is_nobodys(text):
    assert kinds(text) == []


def test_a_card_of_an_address_book_is_read():
    card = "BEGIN:VCARD\nFN:Siti\nBDAY:19900312\nTEL;TYPE=CELL:081234567890\n"
    card += "ADR;TYPE=HOME:;;Jl. Melati 5;Bantul;;;\nADR;TYPE=WORK:;;Jl. Mawar 1;Bantul;;;\n"
    assert kinds(f"{card}END:VCARD") == ["address", "birth", "phone"]


@pytest.mark.parametrize("name", ["Dewi Permata", "Budi Mandiri"])
@pytest.mark.parametrize("head", ["Nilai", "Total", "Nomor", "ID", "PIN", "Ket", "Harga", "NUPTK"])
def test_people_called_like_a_bank_have_no_account_there(name, head):
    assert kinds(Table([["Nama", head], [name, "2604712903"]])) == []
    assert kinds(f"No. Nama {head}\n1 {name} 2604712901\n2 {name} 2604712902\n") == []
    assert kinds(f"1. {name} 2604712903") == []


def test_a_bank_is_one_in_its_own_column_and_behind_its_own_word():
    rows = [["Nama", "Bank", "Nomor"], ["Dewi", "Permata", "2604712903"]]
    assert kinds(Table(rows)) == ["account"]
    for text in ("Bank Permata 2604712903", "Rek. Permata 2604712903",
                 "transfer Mandiri 2604712903", "Mandiri 1370012345678 a.n. Budi"):  # fmt: skip
        assert kinds(text) == ["account"], text


def test_values_of_several_people_behind_one_label_are_all_found():
    text = "Nama BUDI ANI TONI\nNo. Rekening 1234567890 2234567890 3234567890\n"
    text += "Tgl Lahir 12-03-1990 13-03-1990 14-03-1990\n"
    assert kinds(text) == ["account"] * 3 + ["birth"] * 3


ADDRESSES = [
    "Jl. Melati No. 5 RT 3 RW 4", "Gg. Kenanga No. 81, Kel. Wates, Kab. Klaten",
    "Perum Griya Asri Blok C No. 2,\nKelurahan Wates", "Dusun Krajan No. 7, Desa Sukamaju",
    "Jalan Raya Km 5 No. 95 RT 6 RW\n18 Sleman",
]  # fmt: skip


@pytest.mark.parametrize("head", ["No Nama Alamat Tinggal Unit Kerja\n", ""])
def test_in_a_list_of_addresses_those_without_the_neighbours_unit_are_found_too(head):
    rows = [f"{n} SITI AMINAH {one} Umum" for n, one in enumerate(ADDRESSES * (1 if head else 3))]
    assert told(head + "\n".join(rows)) == [("address", len(rows))]


@pytest.mark.parametrize("wall", ["\t", " | ", " "])
@pytest.mark.parametrize("mask", ["••••••••", "********", "xxxxxxxx"])
def test_a_number_beside_a_masked_nik_is_none(wall, mask):
    rows = [["No.", "Nama", "NIK", "No. Peserta"]]
    rows += [[str(n), "SITI", f"3404{mask}000{n}", f"215312039000000{n}"] for n in range(1, 9)]
    assert kinds("\n".join(wall.join(row) for row in rows)) == []


def test_wrapped_cells_keep_the_order_of_their_heads():
    text = "Nama Nomor Induk\nKependudukan NKK Desa/Kel\n"
    text += "1 DWI 1176084310980\n001\n1176081506190\n020 Sidomulyo 009 019\n"
    text += "2 ANI 1176084310980\n002\n1176081506190\n021 Sidomulyo 009 019\n"
    assert kinds(text) == ["kk", "kk", "nik", "nik"]


def test_tax_numbers_and_accounts_of_one_length_are_told_by_the_order_of_their_heads():
    text = "NOMOR INDUK PEGAWAI BANK REK. GAJI N.P.W.P JUMLAH\n"
    text += "1 BUDI 19680515 202422 1 022 BNI 881860319661060 081804577078000 6037.000\n"
    text += "2 ANI 19680516 202422 1 022 BNI 881860319661061 081804577078001 6037.000\n"
    assert told(text) == [("account", 1)] * 2 + [("nip", 1)] * 2 + [("npwp", 1)] * 2


@pytest.mark.parametrize("head", ["KK / NIK", "No. KK/NIK", "No KK dan NIK"])
@pytest.mark.parametrize("between", ["\n", " / ", "/", " "])
def test_two_numbers_of_a_cell_are_told_by_the_order_in_its_head(head, between):
    rows = [["Nama", head], *([["BUDI", f"{CARD}{between}{NIK}"]] * 5)]
    assert told(Table(rows)) == [("kk", 5), ("nik", 5)]


def test_the_number_of_an_official_and_a_nik_may_share_a_cell():
    cell = f"BUDI\n199003122015032001\n{NIK}"
    assert kinds(Table([["No", "Nama / NIP / NIK"], ["1", cell]])) == ["nik", "nip"]


@pytest.mark.parametrize("wrap", [4, 6, 13, 16])
def test_a_row_without_a_family_card_turns_no_other_row_round(wrap):
    text = "No Nama No KK NIK Desa\n"
    for n in range(1, 20):
        card = "" if n == 7 else f"{CARD[:wrap]}\n{CARD[wrap:]}"
        text += f"{n} BUDI {card}\n{NIK[:wrap]}\n{NIK[wrap:]} Wates\n"
    found = dict(told(text))
    assert found["kk"] in (18, 19)
    assert found["kk"] + found["nik"] == 37
