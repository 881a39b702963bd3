"""Personal data in running text, and what only looks like it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from manuscript.personal.people import KNOWN, births, family_cards, kinds, mobiles, niks, nips, told
from paraf.manuscript.passage import Lines, Table
from paraf.manuscript.personal.recognise import recognise
from paraf.manuscript.spot import Spot

STYLES = [
    (16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (6, 2, 2, 2, 4),
    (8, 8), (1,) * 16, (12, 4), (6, 10), (3, 3, 3, 3, 4),
]  # fmt: skip
SEPARATORS = [" ", "-", ".", "\u00a0", "\u2009", "\u200b", "\u2013", " - "]


def apart(digits: str, groups: tuple[int, ...], separator: str) -> str:
    pieces, place = [], 0
    for size in groups:
        pieces.append(digits[place : place + size])
        place += size
    return separator.join(pieces)


@given(niks(), st.sampled_from(STYLES), st.sampled_from(SEPARATORS))
def test_a_nik_is_found_however_its_digits_are_set_apart(nik, groups, separator):
    text = f"Peserta dengan NIK {apart(nik, groups, separator)} dinyatakan lulus."
    assert kinds(text) == ["nik"]


@given(niks(), st.sampled_from(STYLES), st.sampled_from(SEPARATORS[:-1]))
def test_a_nik_is_found_with_no_word_that_calls_it_so(nik, groups, separator):
    assert kinds(f"BUDI SANTOSO ({apart(nik, groups, separator)}) lulus") == ["nik"]


@given(niks(), st.integers(1, 15), st.sampled_from(["\n", "\r\n", "\u00ad", "\x02", "-\n"]))
def test_a_nik_is_found_where_a_line_breaks_it(nik, place, broken):
    assert kinds(f"NIK: {nik[:place]}{broken}{nik[place:]}\nNama: BUDI") == ["nik"]


NAMED = ["ANI/{}", "ANI-{}", "P/{}", "{}/ANI/P/Wates", "Siti Aminah/{}/P", "1. Peserta A/{}/Wates"]


@given(niks(), st.sampled_from(NAMED))
def test_a_nik_is_found_where_a_stroke_joins_it_to_a_name(nik, written):
    assert kinds(written.format(nik)) == ["nik"]


@pytest.mark.parametrize("written", [*NAMED, "https://contoh.go.id/{}", "P1/{}"])
def test_a_list_of_niks_is_found_whatever_is_joined_to_them(written):
    rows = [written.format(f"34040155019000{n}") for n in range(10, 34)]
    assert kinds("\n".join(rows)) == kinds(Table([[row] for row in rows])) == ["nik"] * 24


@given(niks(), st.sampled_from([0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE]))
def test_a_nik_is_found_in_digits_of_other_scripts_and_widths(nik, zero):
    assert kinds("".join(chr(zero + int(one)) for one in nik)) == ["nik"]


@given(niks(), family_cards())
def test_labels_tell_a_family_card_from_a_nik(nik, card):
    assert kinds(f"NIK : {nik}\nNo. KK : {card}") == ["kk", "nik"]
    assert kinds(f"No. KK/NIK: {card} / {nik}") == ["kk", "nik"]
    assert kinds(f"No NIK No. KK Nama\n1 {nik} {card} BUDI") == ["kk", "nik"]
    spaced = [f"{one[:4]} {one[4:8]} {one[8:12]} {one[12:]}" for one in (nik, card)]
    assert kinds(f"No NIK No. KK Nama\n1 {spaced[0]} {spaced[1]} BUDI") == ["kk", "nik"]


@given(niks(), nips())
def test_the_number_of_an_official_is_never_taken_for_a_nik(nik, nip):
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    assert kinds(f"1 {nip} BUDI") == ["nip"]
    assert kinds(f"12 {spaced} BUDI") == ["nip"]
    assert kinds(f"NIP. {spaced}\nNIK {nik}") == ["nik", "nip"]


@given(mobiles)
def test_a_mobile_number_is_found_in_every_spelling(mobile):
    bare = mobile[1:]
    for written in (
        mobile,
        f"+62{bare}",
        f"62{bare}",
        f"+62 {bare[:3]}-{bare[3:7]}-{bare[7:]}",
        f"({mobile[:4]}) {mobile[4:8]} {mobile[8:]}",
        f"https://wa.me/62{bare}",
    ):
        assert kinds(f"Hubungi {written} untuk keterangan.") == ["phone"], written


@given(births)
def test_a_birth_is_found_in_every_spelling_of_its_date(born):
    month = MONTHS[born.month - 1]
    for date in (
        f"{born:%d-%m-%Y}",
        f"{born.day}/{born.month}/{born.year}",
        f"{born:%Y-%m-%d}",
        f"{born.day} {month} {born.year}",
        f"{born.day} {month[:3].upper()} {born.year}",
        f"{born:%d.%m.%Y}",
        f"{born.day}-{month[:3]}-{born.year}",
    ):
        for words in ("Tempat, Tanggal Lahir : Sleman, {}", "lahir di Bantul pada tanggal {}",
                      "TTL: Kulon Progo / {}", "Tgl. Lahir {}"):  # fmt: skip
            assert kinds(words.format(date)) == ["birth"], words.format(date)


MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NPWP 12.345.678.9-541.000", ["npwp"]),
        ("NPWP: 123456789541000", ["npwp"]),
        ("NPWP : 0123456789541000", ["npwp"]),
        ("NITKU 0123456789541000000000", ["npwp"]),
        ("NPWP 3404011501900001", ["nik"]),
        ("Rekening Bank BRI 0029-01-012345-50-7 a.n. Budi Santoso", ["account"]),
        ("Rek. Mandiri 137-00-1234567-8 atas nama Budi", ["account"]),
        ("transfer ke BNI 0123456789 an. Ani", ["account"]),
        ("Nomor Rekening\n1234567890", ["account"]),
        ("| No | Nama | No. Rekening |\n|---|---|---|\n| 1 | BUDI | 1234567891 |", ["account"]),
        ("NIK 3,40401E+15", ["nik"]),
        ("hanya 3.40401150190000E+15", ["nik"]),
        ("NIK dari pandas: 3404011501900001.0", ["nik"]),
        ("https://contoh.id/cek?nik=3404011501900001", ["nik"]),
        ("berkas KTP_3404011501900001.pdf dan foto-3404011501900001.jpg", ["nik", "nik"]),
        ("No,Nama,NIK,HP\n1,BUDI,3404011501900001,081234567890", ["nik", "phone"]),
        ("surel budi.santoso@yahoo.co.id", ["email"]),
        ("surel budi [at] gmail.com", ["email"]),
        ("Alamat rumah: Dusun Krajan No. 5, Sleman", ["address"]),
        ("bertempat tinggal di Jl. Mawar No. 7", ["address"]),
        ("BUDI, Jl. Mawar No. 5 RT 003/RW 012 Kel. Condongcatur", ["address"]),
        ("NIK 9501011501900001 dan 9701011501900001", ["nik", "nik"]),
        ("No Nama Tempat, Tanggal Lahir TMT\n1 BUDI Sleman, 15-01-1990 01-03-2015\n"
         "2 ANI Bantul, 16-02-1991 01-03-2016", ["birth", "birth"]),
        ("1 BUDI 3404015501900001 15 Januari 1990 lulus", ["birth", "nik"]),
        ("lahir tanggal lima belas Januari seribu sembilan ratus sembilan puluh", ["birth"]),
        ("No NIK No. Nama Tgl\nKK Lahir\n1 3404011501900001 3404010101150002 BUDI 16-01-1990",
         ["birth", "kk", "nik"]),
        ("Nama\nNIK\nNo. KK\n: BUDI\n: 3404011501900001\n: 3404010101150002", ["kk", "nik"]),
        ("KK 3404010101150002: 3404011501900001, 3404015501900002", ["kk", "nik", "nik"]),
        ("Tmp/Tgl Lhr: Sleman, 15 Jan '90", ["birth"]),
        ("HP (0811) 1000 000", ["phone"]),
        ("nomor kartu keluarganya 3404010101150002", ["kk"]),
        ("No. Rekening : 392405434321 (BPD DIY)\nNomor KK : 3404010101150002", ["account", "kk"]),
        ("No Nama No KK Jumlah (Rp)\n1 BUDI 3404010101150002 700000\n2 ANI 3404010101150003 80000",
         ["kk", "kk"]),
        ("No Nama Pegawai NKK Nama Anggota N.I.K. Hubungan\n1 BUDI 3404-0101-0115-0002 ANI"
         " 3404015501900001 Istri", ["kk", "nik"]),
        ("No NIK Nama No KK Alamat\n1 3404011501900001 BUDI 3404010101150002 Jl. Mawar,\n"
         "Kecamatan Depok, Kabupaten Sleman\n2 3404011501900002 ANI 3404010101150003 Jl. Melati",
         ["kk", "kk", "nik", "nik"]),
        ("No NIK No KK Alamat sesuai KTP\n1 3404011501900001 3404010101150002 Jl. Melati 5",
         ["kk", "nik"]),
        ("No Nomor Peserta Nama No KTP\n13 22012345678901 BUDI 3404011501900001", ["nik"]),
        ("No NPWP NIK Rekening\n1 0072006604543000 3404011501900001 1234567891",
         ["account", "nik", "npwp"]),
        ("bertempat tinggal di Jl.\nKaliurang Km 5 No. 29, RT 06 RW 02", ["address"]),
        ("No\n1\n2\nNama\nBUDI\nANI\nNo Kartu Keluarga\n3404010101150002\n3404-0101-0115-0003\n"
         "NIK\n3404011501900001\n3404011501900002\nTempat, Tanggal Lahir\nSleman, 2 Mei 1990\n"
         "Bantul, 3 Mei 1991\nNo. Rekening\n1234567891\n1234567892\n",
         ["account", "account", "birth", "birth", "kk", "kk", "nik", "nik"]),
        ("No Nama No Rekening Jumlah\n1 BUDI 1234567891 12500000\n2 ANI 12500000 1234567892",
         ["account", "account"]),
        ("No Nama NIK Nomor Kartu Asal\nKeluarga\n1 BUDI 3404011501900001 3404010101150002 Sleman",
         ["kk", "nik"]),
        ("No Nama Nomor Induk No KK\nKependudukan\n1 BUDI 3404011501900001 3404010101150002\n",
         ["kk", "nik"]),
        ("No Nama Rekening Unit\n1 BUDI 0029 01 012345 50 7 Umum", ["account"]),
        ("Pegawai kontrak\nyang lain\n3404011501900001\n", ["nik"]),
        ("NPWP 150265569579000", ["npwp"]),
        ("TTL : Kota Baru, 27-08-1989", ["birth"]),
        ("Tempat/Tanggal Lahir : Pulang Pisau, 27 Agustus\n1989", ["birth"]),
        ("TTL : Kota Agung,\n27 Agustus\n1989", ["birth"]),
        ("SITI/3404015501900001/P", ["nik"]),
        ("NIK : 3,404,015,501,900,001", ["nik"]),
        ("NIK 3404/0155/0190/0001", ["nik"]),
        ("NIK : 34O40155O19OOOO1", ["nik"]),
        ("Rek. BCA 0877646300", ["account"]),
        ("Acc. No. 1234567890 BCA", ["account"]),
        ("Rekening Giro BPD 005111000123 an. Siti Aminah", ["account"]),
        ("hp 0812_3456_7890", ["phone"]),
        ("3404015501900001/3404015501900002", ["nik", "nik"]),
        ("No.1.3404015501900001", ["nik"]),
        ("Nomor peserta/NIK: 00123/3404015501900001", ["nik"]),
        ("KTP/SIM/Paspor: 3404015501900001", ["nik"]),
        ("No BPJS/NIK 3404015501900001", ["nik"]),
        ("rekening BRI atas nama ANI nomor 033 745 4937 (NPWP: 09.168.509.9-692.000)",
         ["account", "npwp"]),
        ("NIK 3404015501900001 (KK: 3404010101150002)", ["kk", "nik"]),
        ("3404010101150002 (No. KK)", ["kk"]),
        ("No Nama Tanggal Lahir 1 BUDI 18/08/1982 2 ANI 20/08/1999 3 TINI 16/10/1978",
         ["birth", "birth", "birth"]),
        ("No Nama NPWP No. Rekening HP\n1 BUDI 09.254.294.3-407.000 123401010000001 081234567890\n"
         "2 ANI 09.254.294.3-407.001 123401010000002 081234567891\n",
         ["account", "account", "npwp", "npwp", "phone", "phone"]),
    ],
)  # fmt: skip
def test_what_is_somebodys_is_found(text, found):
    assert kinds(text) == found


LOOKALIKES = [
    "Nomor: 821.2/0123/BKD/2026 tanggal 15 Januari 1990",
    "Keputusan Gubernur Nomor 188.44/340/KPTS/2026, Yogyakarta, 15 Januari 1990",
    "Kode Rekening: 5.1.02.01.01.0024 Anggaran 12.500.000",
    "Belanja 5.1.02.01.01.0024 pada sub kegiatan 5.03.5.04.02.2.01.0001",
    "DPA/A.1/5.03.5.04.0.00.01.0000/001/2026",
    "rata-rata 0.3404011501900001 dan 12,3404011501900001",
    "panjang 3404011.501900001 m",
    "ISBN 978-623-1234-56-7, 9786231234567",
    "No. Resi JNE 3404011501900001",
    "resi JP3404011501900001",
    "dicetak 20261121093000123 pukul 2026-11-21T09:30:00.123456",
    "Nomor Peserta 3404011501900001",
    "Virtual account 8808081234567890, VA 3404011501900001",
    "Telepon (0274) 562811, Faks. (0274) 513041, surel humas@jogjaprov.go.id",
    "Jalan Melati Nomor 1, Kota Contoh 55213 Telepon (0274) 512345",
    "koordinat -7.7955800123456, 110.3694900123456",
    "Hari Lahir Pancasila 1 Juni 1945",
    "lahir paling lambat 1 Januari 1990",
    "Rp3.404.011.501.900.001,00",
    "https://contoh.go.id/unduh/3404011501900001",
    "sha256 3404011501900001abcdef3404011501900001",
    "550e8400-3404-0115-0190-000155440000",
    "Kode billing 3404011501900001",
    "Rekening Kas Umum Daerah 0012345678",
    "Rekening 0012345678 a.n. Bendahara Pengeluaran BKD",
    "NPWP Bendahara: 00.123.456.7-541.000",
    "Sertifikat nomor 3404011501900001",
    "akta kelahiran nomor 3404-LT-15011990-0001 tanggal 15 Januari 1990",
    "Layanan WhatsApp 0811-2233-4455, surel info@bkd.contoh.id",
    "Virtual Account BNI: 8808081234567890, Kode Bayar BRI 8808081234567890",
    "Anggaran pada 5102010507980407.",
    "Barcode 8991234567890, IMEI 356938035643809, tiket 0812345678901",
    "2024 2025 1500 1010 2500 1200",
    "Kantor BKD, RT 02 RW 03",
    "NIK 0000000000000000, contoh 1234567890123456",
    "Batas usia dihitung dari tanggal lahir pada ijazah per 1 Agustus 2025",
    "Format tanggal lahir: dd-mm-yyyy, contoh 31-12-1990",
    "hari lahir Kota Contoh 7 Oktober 1956, lahir Kota Contoh 7 Oktober 1956",
    "STR Perawat 3404522203900002",
    "PIN 3404015203900102 SIMPEG",
    "No. Rekening Listrik : 521234567890",
    "pembayaran melalui teller BRI kode 001234567890",
    "Gagasan ini lahir pada 12 Maret 2020",
    "Kabupaten Contoh lahir pada tanggal 15 Mei 1916",
    "NPWP 99.999.999.9-999.999",
    "Bank Indonesia 1234567890, Gedung Mandiri 2024101101",
    "No Nama Nomor Virtual\nAccount BRI\n1 SITI 8881234567890\n2 ANI 8881234567891\n",
    "2541015501900001 dan 3450015501900001 dan 3404755501900001",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_like_it_is_not_found(text):
    assert kinds(text) == []


def test_a_page_full_of_other_numbers_makes_no_nik_of_those_that_look_like_one():
    others = "\n".join(
        f"{number} 77{number:014d}" for number in range(1234567890123, 1234567890143)
    )
    assert kinds(f"{others}\n21 3404011501900001") == []
    assert kinds(f"{others}\nNIK 3404011501900001") == ["nik"]


def test_a_list_is_one_finding_over_all_its_pages_and_single_values_are_one_each():
    rows = "\n".join(f"{n} 34040115019000{n} PESERTA" for n in range(10, 30))
    pages = [Lines(rows, Spot(page=page, line=1)) for page in (2, 1, 3)]
    (seen,) = recognise(pages, KNOWN)
    assert (seen.kind, seen.count, seen.spot) == ("nik", 60, Spot(page=1, line=1))
    text = "NIK 3404011501900001\n" + "x\n" * 9 + "3404011501900002"
    far = recognise([Lines(text, Spot(line=5))], KNOWN)
    assert [(one.count, one.spot.line) for one in far] == [(1, 5), (1, 15)]


def test_a_form_for_everybody_is_one_finding_of_each_kind_for_the_whole_file():
    form = "SURAT PERNYATAAN\nNIK : 34040155019000{n}\nTempat, Tanggal Lahir: Bantul, {n} Mei 1990"
    pages = [Lines(form.format(n=n), Spot(page=n, line=1)) for n in range(10, 20)]
    assert [(one.kind, one.count, one.spot.page) for one in recognise(pages, KNOWN)] == [
        ("nik", 10, 10),
        ("birth", 10, 10),
    ]
    assert len(recognise(pages[:3], KNOWN)) == 6


HEAD = "No Nama NIK Nomor Kartu\nKeluarga\nTempat, Tanggal\nLahir No. HP No.\nRekening Alamat\n"
ROW = ("{n} Siti Nur\nAminah 34040155019000{n} 34040101011500{n} Sleman,\n{n}-01-1990"
       " 0812345678{n} 12345678{n} Dsn. Krajan RT 02\nRW 02\n")  # fmt: skip


def test_the_head_of_a_table_speaks_for_its_rows_on_the_next_pages_too():
    rows = [ROW.format(n=n) for n in range(10, 31)]
    foot = "Demikian pengumuman ini disampaikan untuk diketahui dan dilaksanakan semestinya.\n"
    foot += "Yogyakarta, 21 Januari 2010\nNIP 19860926 201505 1 001\n"
    sign = "Dokumen ini telah ditandatangani secara elektronik dengan sertifikat dari BSrE itu\n"
    top = (
        "Lampiran Keputusan Kepala Badan Kepegawaian Daerah Provinsi Contoh tentang Hasil Seleksi\n"
    )
    texts = [
        f"DAFTAR\n{HEAD}{''.join(rows[:7])}{sign}",
        f"{top}{''.join(rows[7:14])}{sign}",
        f"{top}{''.join(rows[14:])}{foot}",
    ]
    pages = [Lines(text, Spot(page=page, line=1)) for page, text in enumerate(texts, 1)]
    found = [("account", 21), ("address", 21), ("birth", 21), ("kk", 21), ("nik", 21), ("nip", 1),
             ("phone", 21)]  # fmt: skip
    assert told(*pages) == found
    assert told(*pages[::-1]) == found


pieces = st.lists(
    st.sampled_from([*LOOKALIKES, "NIK 3404011501900001", "HP 081234567890", "lahir 1 Mei 1990"]),
    max_size=6,
)


@given(pieces, st.randoms(use_true_random=False))
@example(["HP 081234567890"] * 4, None)
def test_the_order_of_passages_does_not_matter(texts, random):
    passages = [Lines(text, Spot(page=page)) for page, text in enumerate(texts, 1)]
    shuffled = passages[::-1]
    if random is not None:
        random.shuffle(shuffled)
    assert recognise(passages, KNOWN) == recognise(shuffled, KNOWN)


@given(
    st.text(st.sampled_from("0123456789 .-/,:\n\tNIKkklahirRTjl@'()E+\u00a0\u200b"), max_size=400)
)
def test_no_text_is_too_odd(text):
    told(text, f"NIK {text}", f"lahir {text} 3404011501900001")


HOSTILE = [
    "1", "1 ", " ", "\n", "3404011501900001", "3404011501900001 ", "nik kk ", "rekening bank ",
    "lahir 1-1-1990 ", "@", "a@", "aaaa@bbbb.cc ", "jalan rt 1 ", "alamat rumah : jl x\n", "1.2.",
    "a", "no nik nama kk\n", "0812 ", "3.4e+15 ", "'", "12.345.678.9-", "nik/", "bank", "(at)",
    "1|", "|1", "3,404", "1/", "alamat : gg 1\n", "34040o", "][1", "adr:x\n", "bday ",
    "nik\n1\n", "lahir\n1-1-1990\n",
    "lahir 1-1-1990\n", "no nik no kk lahir\n1 3404011501900001 1-1-1990\n",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_repeated_endlessly_comes_to_an_end(text):
    # What grows with the square of the length would take an hour.
    many = text * (20_000 // len(text))
    told(many, f"NIK\n{many}x", f"lahir\n{many}x")
