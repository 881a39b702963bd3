"""What the first studio writes for files and for everybody."""

from random import Random

from corpus import lookalikes as look
from corpus.first import hand
from corpus.first.frame import P, letterhead, listed, signature
from corpus.first.letters import appointment, errand, invitation, results, travel
from corpus.papers import Block, Grid, Paper
from corpus.people import Person
from corpus.said import Said


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
    return Paper("Daftar Riwayat Hidup", [P("DAFTAR RIWAYAT HIDUP", "heading"), *listed(rng, rows)])


def announcement(rng: Random) -> Paper:
    """Return an announcement full of numbers, none of which is anybody's."""
    body: list[Block] = [
        *letterhead(rng),
        P(f"PENGUMUMAN NOMOR {look.decree(rng)}", "heading"),
        P(
            f"Biaya legalisir dibayarkan melalui Virtual Account Bank BPD Nomor {look.virtual(rng)}"
            f" paling lambat tanggal {rng.randint(1, 28)} Juli {rng.randint(2022, 2026)}."
        ),
        P(f"Berkas dikirim dengan nomor resi {look.tracking(rng)} (contoh) ke alamat kantor."),
        P(
            f"Rujukan: Pedoman Kepegawaian, ISBN {look.isbn(rng)}; Jurnal ASN ISSN"
            f" {look.issn(rng)}."
        ),
        P(
            f"Contoh nomor peserta: {look.candidate(rng)}. Nomor sertifikat:"
            f" {look.certificate(rng)}."
        ),
        P(f"Kode kegiatan {look.budget(rng)}; {look.dpa(rng)}. {hand.treasurer(rng)}."),
        P(f"Lokasi ujian: {look.place(rng)}. Narahubung kantor {look.office_phone(rng)}."),
        P(
            f"Dokumen ini dibuat oleh sistem pada {look.stamp(rng)}, kode verifikasi"
            f" {look.codes(rng)}. Barang inventaris {look.goods(rng)}."
        ),
    ]
    return Paper("Pengumuman", body, front={"tanggal": "2024-05-02"})


def _sentence(rng: Random, one: Person) -> Said:
    said: list[Said] = [
        [
            f"Saudara {hand.titled(rng, one)} dengan {rng.choice(hand.NIK)} ",
            hand.nik(rng, one),
            " belum melengkapi berkas pensiun.",
        ],
        [
            f"Kartu keluarga atas nama {one.name} ({rng.choice(hand.KK)} ",
            hand.nik(rng, one, "kk"),
            ") sudah diterima.",
        ],
        [
            f"Sdr. {one.name} lahir di {one.place} pada tanggal ",
            hand.born(rng, one),
            " dan bertempat tinggal di ",
            hand.home(rng, one),
            ".",
        ],
        [
            f"Gaji ditransfer ke rekening {one.bank} nomor ",
            hand.account(rng, one),
            f" atas nama {one.name}.",
        ],
        [f"{one.name} dapat dihubungi di ", hand.phone(rng, one), " atau ", hand.mail(one), "."],
        [f"NPWP yang bersangkutan ({one.name}) adalah ", hand.tax(rng, one), "."],
    ]
    return rng.choice(said)


def memo(rng: Random) -> Paper:
    """Return a memorandum in which people are talked about in sentences."""
    body: list[Block] = [
        *letterhead(rng),
        P("NOTA DINAS", "heading"),
        P(f"Nomor: {look.decree(rng)}"),
    ]
    body += [P(_sentence(rng, hand.someone(rng))) for _ in range(rng.randint(1, 3))]
    body += [P(f"Anggaran pada {look.budget(rng)}."), *signature(rng)]
    return Paper("Nota Dinas", body)


def raise_(rng: Random) -> Paper:
    """Return a notice of a periodic raise."""
    one = hand.someone(rng)
    rows: list[tuple[str, Said]] = [
        ("Nama", one.name),
        ("Tanggal lahir", hand.born(rng, one)),
        (rng.choice(hand.NIP), hand.nip(rng, one)),
        ("Pangkat/Jabatan", "Penata Muda / Analis"),
        ("Gaji pokok lama", "Rp 3.287.800,00"),
        ("Oleh pejabat", "Kepala BKD"),
        ("Tanggal dan nomor SK", f"1 Maret 2023, {look.decree(rng)}"),
        ("Gaji pokok baru", "Rp 3.391.400,00"),
        ("TMT", "1 Maret 2025"),
    ]
    return Paper("Kenaikan Gaji Berkala", [*letterhead(rng), *listed(rng, rows), *signature(rng)])


def family(rng: Random) -> Paper:
    """Return a list of families for an allowance."""
    rows: list[list[Said]] = [
        [
            "No",
            "Nama Pegawai",
            rng.choice(hand.KK),
            "Nama Anggota",
            rng.choice(hand.NIK),
            "Hubungan",
        ]
    ]
    for number in range(rng.randint(4, 24)):
        one, other = hand.someone(rng), hand.someone(rng)
        rows.append(
            [
                str(number + 1),
                one.name,
                hand.nik(rng, one, "kk"),
                other.name,
                hand.nik(rng, other),
                rng.choice(("Istri", "Suami", "Anak")),
            ]
        )
    return Paper("Daftar Tunjangan Keluarga", [P("DAFTAR KELUARGA", "heading"), Grid(rows)])


LETTERS = (
    appointment,
    results,
    results,
    invitation,
    errand,
    travel,
    biography,
    announcement,
    announcement,
    memo,
    memo,
    raise_,
    family,
)
