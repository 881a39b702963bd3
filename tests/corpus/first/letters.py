"""What the first studio writes to and about people."""

from collections.abc import Callable
from random import Random

from corpus import lookalikes as look
from corpus.first import hand
from corpus.first.frame import P, letterhead, listed, signature
from corpus.papers import Block, Grid, Paper
from corpus.people import longhand
from corpus.said import Said


def appointment(rng: Random) -> Paper:
    """Return a decree that appoints somebody."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [("Nama", hand.titled(rng, one))]
    if rng.random() < 0.8:
        rows.append((rng.choice(hand.NIP), hand.nip(rng, one)))
    if rng.random() < 0.6:
        rows.append((rng.choice(hand.NIK), hand.nik(rng, one)))
    rows.append((rng.choice(hand.PLACE_BIRTH), [f"{one.place}, ", hand.born(rng, one)]))
    rows += [("Pendidikan", "S1 Akuntansi, lulus tahun 2019"), ("Jabatan", "Analis SDM Aparatur")]
    body: list[Block] = [
        *letterhead(rng),
        P(f"KEPUTUSAN KEPALA BADAN NOMOR {look.decree(rng)}", "heading"),
        P("TENTANG PENGANGKATAN CALON PEGAWAI NEGERI SIPIL", "heading"),
        P(
            f"Menimbang: a. bahwa berdasarkan surat Kepala BKN Nomor {look.decree(rng)} tanggal"
            f" {longhand(one.born.replace(year=2024, day=3))} perlu ditetapkan pengangkatan;"
        ),
        P("Mengingat: 1. Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara;"),
        P("MEMUTUSKAN: Mengangkat sebagai Calon Pegawai Negeri Sipil:"),
        *listed(rng, rows),
        P(f"Biaya dibebankan pada {look.dpa(rng)} kode rekening {look.budget(rng)}."),
        P(
            f"Terhitung mulai tanggal 1 April {rng.randint(2021, 2026)}, masa kerja 0 tahun"
            f" 2 bulan."
        ),
        *signature(rng),
    ]
    return Paper("Keputusan Pengangkatan", body)


def results(rng: Random) -> Paper:
    """Return the results of a selection: as they ought to be, or with more than they ought."""
    leaks = rng.random() < 0.55
    heads = ["No", "Nomor Peserta", "Nama"]
    kinds: list[tuple[str, Callable[..., Said]]] = []
    if leaks:
        kinds.append((rng.choice(hand.NIK), hand.nik))
        if rng.random() < 0.6:
            kinds.append((rng.choice(hand.BIRTH), hand.born))
        if rng.random() < 0.3:
            kinds.append((rng.choice(hand.PHONE), hand.phone))
    rows: list[list[Said]] = [[*heads, *[label for label, _ in kinds], "SKD", "SKB", "Ket"]]
    for number in range(rng.choice((6, 15, 40, 90))):
        one = hand.someone(rng)
        rows.append(
            [
                str(number + 1),
                look.candidate(rng),
                one.name.upper(),
                *[write(rng, one) for _, write in kinds],
                str(rng.randint(200, 500)),
                f"{rng.uniform(30, 99):.3f}",
                rng.choice(("P/L", "TL")),
            ]
        )
    body: list[Block] = [
        *letterhead(rng),
        P(f"PENGUMUMAN Nomor {look.decree(rng)}", "heading"),
        P("HASIL AKHIR SELEKSI CPNS PEMERINTAH PROVINSI CONTOH", "heading"),
        P(f"Berdasarkan data SSCASN per {look.stamp(rng)} disampaikan hasil sebagai berikut:"),
        Grid(rows),
        P("Keputusan panitia bersifat mutlak. Layanan: (0274) 562150 pada jam kerja."),
        *signature(rng),
    ]
    return Paper("Hasil Seleksi CPNS", body, landscape=len(rows[0]) > 8)


def invitation(rng: Random) -> Paper:
    """Return an invitation."""
    contact = hand.someone(rng)
    body: list[Block] = [
        *letterhead(rng),
        P(f"Nomor : {look.decree(rng)}"),
        P("Sifat : Segera"),
        P("Hal : Undangan", "normal"),
        P(
            "Mengharap kehadiran Saudara pada rapat yang diselenggarakan pada hari Senin,"
            " tanggal"
            f" {rng.randint(1, 28)} Oktober {rng.randint(2022, 2026)} pukul 09.00 WIB di"
            f" Ruang Rapat"
            f" Lantai {rng.randint(1, 4)} atau melalui Zoom Meeting ID: {look.meeting(rng)}"
            f" Passcode: {look.digits(rng, 6)}."
        ),
    ]
    if rng.random() < 0.6:
        body.append(
            P(
                [
                    "Konfirmasi kehadiran melalui ",
                    f"{contact.name} (",
                    rng.choice(("HP ", "WA ", "")),
                    hand.phone(rng, contact),
                    ")",
                ]
            )
        )
    body += signature(rng)
    return Paper("Undangan Rapat", body)


def errand(rng: Random) -> Paper:
    """Return a letter that sends people somewhere."""
    people = [hand.someone(rng) for _ in range(rng.randint(1, 6))]
    rows: list[list[Said]] = [["No", "Nama", rng.choice(hand.NIP), "Pangkat/Gol", "Jabatan"]]
    rows += [
        [str(at), hand.titled(rng, one), hand.nip(rng, one), "Penata (III/c)", "Analis"]
        for at, one in enumerate(people, 1)
    ]
    body: list[Block] = [
        *letterhead(rng),
        P("SURAT TUGAS", "heading"),
        P(f"NOMOR {look.decree(rng)}"),
        P(f"Dasar: {look.dpa(rng)} tanggal 2 Januari {rng.randint(2022, 2026)}"),
        P("MEMERINTAHKAN kepada:"),
        Grid(rows),
        P(
            f"Untuk mengikuti bimbingan teknis di Jakarta pada {rng.randint(1, 9)}"
            f" s.d."
            f" {rng.randint(10, 20)} Juni {rng.randint(2022, 2026)}. Titik kumpul:"
            f" {look.place(rng)}."
        ),
        *signature(rng),
    ]
    return Paper("Surat Tugas", body)


def travel(rng: Random) -> Paper:
    """Return a travel order with what it costs and to which account it is paid."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [
        ("Nama pegawai yang diperintah", hand.titled(rng, one)),
        (rng.choice(hand.NIP), hand.nip(rng, one)),
        ("Tempat berangkat", "Contoh"),
        ("Tempat tujuan", one.regency),
        ("Pembebanan anggaran", look.budget(rng)),
        (rng.choice(hand.ACCOUNT), [f"{one.bank} ", hand.account(rng, one)]),
        (rng.choice(hand.PHONE), hand.phone(rng, one)),
    ]
    body: list[Block] = [
        *letterhead(rng),
        P("SURAT PERJALANAN DINAS", "heading"),
        *listed(rng, rows),
        P(hand.treasurer(rng)),
        *signature(rng),
    ]
    return Paper("Surat Perjalanan Dinas", body)
