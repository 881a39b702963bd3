"""What the first studio writes on pages."""

from collections.abc import Callable
from random import Random

from corpus import lookalikes as look
from corpus.first import hand
from corpus.papers import Block, Grid, Paper, Paragraph
from corpus.people import longhand, nip_spaced, plant
from corpus.said import Planted, Said

P = Paragraph
OFFICE = "Badan Kepegawaian Daerah Provinsi Contoh"


def letterhead(rng: Random) -> list[Block]:
    """Return the head of a letter: the office's own address, numbers and mail."""
    return [
        P("PEMERINTAH DAERAH PROVINSI CONTOH", "centre"),
        P(OFFICE.upper(), "centre"),
        P(f"Jalan Kyai Mojo No. {rng.randint(1, 99)} Contoh Telp. {look.office_phone(rng)}"
          f" Kode Pos 55{rng.randint(100, 299)}", "small"),
        P("Laman: bkd.contohprov.go.id  Surel: bkd@contohprov.go.id", "small"),
    ]  # fmt: skip


def signature(rng: Random) -> list[Block]:
    """Return who signs, with a NIP as the rules for letters want it."""
    head = hand.someone(rng)
    return [
        P(
            f"Ditetapkan di Contoh, pada tanggal {rng.randint(1, 28)} Maret {rng.randint(2021, 2026)}"
        ),
        P("KEPALA BADAN KEPEGAWAIAN DAERAH,"),
        P(hand.titled(rng, head)),
        P(["NIP ", plant("nip", rng.choice((head.nip, nip_spaced(head.nip))))]),
    ]


def listed(rng: Random, rows: list[tuple[str, Said]], *, table: bool | None = None) -> list[Block]:
    """Return labels and what they hold, as lines or as a table without lines."""
    if table if table is not None else rng.random() < 0.5:
        return [Grid([[label, [": ", *_pieces(said)]] for label, said in rows], heads=0, bare=True)]
    between = rng.choice((": ", " : ", "\t: ", "   : ", " ")) if rng.random() < 0.9 else ":"
    return [P([f"{label}{between}", *_pieces(said)]) for label, said in rows]


def _pieces(said: Said) -> list[str | Planted]:
    return [said] if isinstance(said, str | Planted) else list(said)


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
        P(f"Menimbang: a. bahwa berdasarkan surat Kepala BKN Nomor {look.decree(rng)} tanggal"
          f" {longhand(one.born.replace(year=2024, day=3))} perlu ditetapkan pengangkatan;"),
        P("Mengingat: 1. Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara;"),
        P("MEMUTUSKAN: Mengangkat sebagai Calon Pegawai Negeri Sipil:"),
        *listed(rng, rows),
        P(f"Biaya dibebankan pada {look.dpa(rng)} kode rekening {look.budget(rng)}."),
        P(f"Terhitung mulai tanggal 1 April {rng.randint(2021, 2026)}, masa kerja 0 tahun 2 bulan."),
        *signature(rng),
    ]  # fmt: skip
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
        rows.append([
            str(number + 1), look.candidate(rng), one.name.upper(),
            *[write(rng, one) for _, write in kinds],
            str(rng.randint(200, 500)), f"{rng.uniform(30, 99):.3f}", rng.choice(("P/L", "TL")),
        ])  # fmt: skip
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
        P(f"Nomor : {look.decree(rng)}"), P("Sifat : Segera"), P("Hal : Undangan", "normal"),
        P("Mengharap kehadiran Saudara pada rapat yang diselenggarakan pada hari Senin, tanggal"
          f" {rng.randint(1, 28)} Oktober {rng.randint(2022, 2026)} pukul 09.00 WIB di Ruang Rapat"
          f" Lantai {rng.randint(1, 4)} atau melalui Zoom Meeting ID: {look.meeting(rng)}"
          f" Passcode: {look.digits(rng, 6)}."),
    ]  # fmt: skip
    if rng.random() < 0.6:
        body.append(P(["Konfirmasi kehadiran melalui ", f"{contact.name} (", rng.choice(("HP ", "WA ", "")),
                       hand.phone(rng, contact), ")"]))  # fmt: skip
    body += signature(rng)
    return Paper("Undangan Rapat", body)


def errand(rng: Random) -> Paper:
    """Return a letter that sends people somewhere."""
    people = [hand.someone(rng) for _ in range(rng.randint(1, 6))]
    rows: list[list[Said]] = [["No", "Nama", rng.choice(hand.NIP), "Pangkat/Gol", "Jabatan"]]
    rows += [[str(at), hand.titled(rng, one), hand.nip(rng, one), "Penata (III/c)", "Analis"]
             for at, one in enumerate(people, 1)]  # fmt: skip
    body: list[Block] = [
        *letterhead(rng),
        P("SURAT TUGAS", "heading"), P(f"NOMOR {look.decree(rng)}"),
        P(f"Dasar: {look.dpa(rng)} tanggal 2 Januari {rng.randint(2022, 2026)}"),
        P("MEMERINTAHKAN kepada:"), Grid(rows),
        P(f"Untuk mengikuti bimbingan teknis di Jakarta pada {rng.randint(1, 9)} s.d."
          f" {rng.randint(10, 20)} Juni {rng.randint(2022, 2026)}. Titik kumpul: {look.place(rng)}."),
        *signature(rng),
    ]  # fmt: skip
    return Paper("Surat Tugas", body)


def travel(rng: Random) -> Paper:
    """Return a travel order with what it costs and to which account it is paid."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [
        ("Nama pegawai yang diperintah", hand.titled(rng, one)),
        (rng.choice(hand.NIP), hand.nip(rng, one)),
        ("Tempat berangkat", "Contoh"), ("Tempat tujuan", one.regency),
        ("Pembebanan anggaran", look.budget(rng)),
        (rng.choice(hand.ACCOUNT), [f"{one.bank} ", hand.account(rng, one)]),
        (rng.choice(hand.PHONE), hand.phone(rng, one)),
    ]  # fmt: skip
    body: list[Block] = [*letterhead(rng), P("SURAT PERJALANAN DINAS", "heading"),
                         *listed(rng, rows), P(hand.treasurer(rng)), *signature(rng)]  # fmt: skip
    return Paper("Surat Perjalanan Dinas", body)


def biography(rng: Random) -> Paper:
    """Return a form with everything about somebody."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [
        ("Nama Lengkap", hand.titled(rng, one)),
        (rng.choice(hand.NIK), hand.nik(rng, one)),
        (rng.choice(hand.KK), hand.nik(rng, one, "kk")),
        (rng.choice(hand.PLACE_BIRTH), [f"{one.place}, ", hand.born(rng, one)]),
        ("Jenis Kelamin", "Perempuan" if one.woman else "Laki-laki"),
        (rng.choice(hand.HOME), hand.home(rng, one)),
        (rng.choice(hand.PHONE), hand.phone(rng, one)),
        (rng.choice(hand.MAIL), hand.mail(one)),
        (rng.choice(hand.NPWP), hand.tax(rng, one)),
        (rng.choice(hand.ACCOUNT), [hand.account(rng, one), f" ({one.bank})"]),
        ("Nomor Ijazah", look.certificate(rng)),
        ("Nomor STR", look.certificate(rng)),
    ]
    rng.shuffle(rows)
    return Paper("Daftar Riwayat Hidup",
                 [P("DAFTAR RIWAYAT HIDUP", "heading"), *listed(rng, rows)])  # fmt: skip


def announcement(rng: Random) -> Paper:
    """Return an announcement full of numbers, none of which is anybody's."""
    body: list[Block] = [
        *letterhead(rng), P(f"PENGUMUMAN NOMOR {look.decree(rng)}", "heading"),
        P(f"Biaya legalisir dibayarkan melalui Virtual Account Bank BPD Nomor {look.virtual(rng)}"
          f" paling lambat tanggal {rng.randint(1, 28)} Juli {rng.randint(2022, 2026)}."),
        P(f"Berkas dikirim dengan nomor resi {look.tracking(rng)} (contoh) ke alamat kantor."),
        P(f"Rujukan: Pedoman Kepegawaian, ISBN {look.isbn(rng)}; Jurnal ASN ISSN {look.issn(rng)}."),
        P(f"Contoh nomor peserta: {look.candidate(rng)}. Nomor sertifikat: {look.certificate(rng)}."),
        P(f"Kode kegiatan {look.budget(rng)}; {look.dpa(rng)}. {hand.treasurer(rng)}."),
        P(f"Lokasi ujian: {look.place(rng)}. Narahubung kantor {look.office_phone(rng)}."),
        P(f"Dokumen ini dibuat oleh sistem pada {look.stamp(rng)}, kode verifikasi"
          f" {look.codes(rng)}. Barang inventaris {look.goods(rng)}."),
    ]  # fmt: skip
    return Paper("Pengumuman", body, front={"tanggal": "2024-05-02"})


def memo(rng: Random) -> Paper:
    """Return a memorandum in which people are talked about in sentences."""
    body: list[Block] = [*letterhead(rng), P("NOTA DINAS", "heading"),
                         P(f"Nomor: {look.decree(rng)}")]  # fmt: skip
    for _ in range(rng.randint(1, 3)):
        one, name = hand.someone(rng), hand.titled
        body.append(P(rng.choice((
            lambda one=one: [f"Saudara {name(rng, one)} dengan {rng.choice(hand.NIK)} ",
                             hand.nik(rng, one), " belum melengkapi berkas pensiun."],
            lambda one=one: [f"Kartu keluarga atas nama {one.name} ({rng.choice(hand.KK)} ",
                             hand.nik(rng, one, "kk"), ") sudah diterima."],
            lambda one=one: [f"Sdr. {one.name} lahir di {one.place} pada tanggal ",
                             hand.born(rng, one), " dan bertempat tinggal di ",
                             hand.home(rng, one), "."],
            lambda one=one: [f"Gaji ditransfer ke rekening {one.bank} nomor ",
                             hand.account(rng, one), f" atas nama {one.name}."],
            lambda one=one: [f"{one.name} dapat dihubungi di ", hand.phone(rng, one),
                             " atau ", hand.mail(one), "."],
            lambda one=one: [f"NPWP yang bersangkutan ({one.name}) adalah ", hand.tax(rng, one),
                             "."],
        ))()))  # fmt: skip
    body += [P(f"Anggaran pada {look.budget(rng)}."), *signature(rng)]
    return Paper("Nota Dinas", body)


def raise_(rng: Random) -> Paper:
    """Return a notice of a periodic raise."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [
        ("Nama", one.name), ("Tanggal lahir", hand.born(rng, one)),
        (rng.choice(hand.NIP), hand.nip(rng, one)), ("Pangkat/Jabatan", "Penata Muda / Analis"),
        ("Gaji pokok lama", "Rp 3.287.800,00"), ("Oleh pejabat", "Kepala BKD"),
        ("Tanggal dan nomor SK", f"1 Maret 2023, {look.decree(rng)}"),
        ("Gaji pokok baru", "Rp 3.391.400,00"), ("TMT", "1 Maret 2025"),
    ]  # fmt: skip
    return Paper("Kenaikan Gaji Berkala", [*letterhead(rng), *listed(rng, rows), *signature(rng)])


def family(rng: Random) -> Paper:
    """Return a list of families for an allowance."""
    rows: list[list[Said]] = [["No", "Nama Pegawai", rng.choice(hand.KK), "Nama Anggota",
                               rng.choice(hand.NIK), "Hubungan"]]  # fmt: skip
    for number in range(rng.randint(4, 24)):
        one, other = hand.someone(rng), hand.someone(rng)
        rows.append([str(number + 1), one.name, hand.nik(rng, one, "kk"), other.name,
                     hand.nik(rng, other), rng.choice(("Istri", "Suami", "Anak"))])  # fmt: skip
    return Paper("Daftar Tunjangan Keluarga", [P("DAFTAR KELUARGA", "heading"), Grid(rows)])


LETTERS = (appointment, results, results, invitation, errand, travel, biography, announcement,
           announcement, memo, memo, raise_, family)  # fmt: skip
