"""What the second studio writes of meetings and for everybody."""

from random import Random

from corpus import lookalikes as look
from corpus.papers import Block, Grid, Paper
from corpus.said import Said
from corpus.second import hand
from corpus.second.frame import P, form, head, seal
from corpus.second.letters import annex, contract, pension, rooms, statement


def summons(rng: Random) -> Paper:
    """Return an invitation to a test, with people to ask."""
    first, second = hand.someone(rng), hand.someone(rng)
    body: list[Block] = [
        *head(rng),
        P(f"Nomor: {look.decree(rng)}\tContoh, {hand.other_day(rng)}"),
        P("Hal: Pemanggilan Peserta Uji Kompetensi"),
        P(
            f"Diharapkan hadir pada {hand.other_day(rng)} pukul 07.30 WIT, Gedung B lantai"
            f" {rng.randint(1, 5)},"
            f" koordinat {look.place(rng)}."
        ),
        P(
            f"Tautan: https://meet.contohkab.go.id/j/{look.digits(rng, 11)}"
            f"?pwd={look.digits(rng, 8)}"
        ),
    ]
    if rng.random() < 0.7:
        body.append(
            P(
                [
                    f"Narahubung: {first.name} (",
                    hand.mobile(rng, first),
                    f") dan {second.name} (",
                    hand.mobile(rng, second),
                    ")",
                ]
            )
        )
    return Paper("Pemanggilan Peserta", [*body, *seal(rng)])


def minutes(rng: Random) -> Paper:
    """Return minutes of a meeting on cases of people."""
    body: list[Block] = [
        *head(rng),
        P("BERITA ACARA VERIFIKASI DATA", "heading"),
        P(f"Nomor {look.decree(rng)}, {hand.other_day(rng)}"),
    ]
    for letter in "abcd"[: rng.randint(1, 4)]:
        one = hand.someone(rng)
        said: list[Said] = [
            [
                f"{letter}. {hand.named(rng, one)}: data NIK pada SIASN (",
                hand.card(rng, one),
                ") tidak sesuai dengan data Dukcapil.",
            ],
            [
                f"{letter}. Pelamar dengan nomor induk kependudukan ",
                hand.card(rng, one),
                " terdaftar pada dua instansi.",
            ],
            [
                f"{letter}. Nomor KK ",
                hand.household(rng, one),
                f" milik keluarga {one.name} diperbarui.",
            ],
            [
                f"{letter}. {one.name}, lahir ",
                hand.birth(rng, one),
                ", memasuki batas usia pensiun.",
            ],
            [
                f"{letter}. Tunjangan {one.name} disalurkan ke {one.bank} no. rek ",
                hand.bank(rng, one),
                ".",
            ],
            [f"{letter}. {one.name} beralamat di ", hand.lives(rng, one), "."],
            [
                f"{letter}. Bukti potong untuk NPWP ",
                hand.tax(rng, one),
                f" ({one.name}) dikirim ke ",
                hand.mail(rng, one),
                ".",
            ],
        ]
        body.append(P(rng.choice(said)))
    return Paper(
        "Berita Acara", [*body, P(f"Dibuat {hand.other_day(rng)}; resi {look.tracking(rng)}.")]
    )


def questions(rng: Random) -> Paper:
    """Return questions and answers that talk about numbers without telling any."""
    return Paper(
        "Tanya Jawab Pendaftaran",
        [
            P("Berapa digit NIK yang diisi?", "heading"),
            P("NIK terdiri atas 16 digit angka, No. KK juga 16 digit, sedangkan NIP 18 digit."),
            P("Ke mana biaya dibayar?", "heading"),
            P(
                f"Ke nomor virtual account {look.virtual(rng)} atas nama Pemkab Contoh,"
                f" paling lambat"
                f" {hand.other_day(rng)}."
            ),
            P("Bagaimana melacak berkas?", "heading"),
            P(
                f"Gunakan nomor resi pos, misalnya {look.tracking(rng)}, atau nomor registrasi"
                f" {look.digits(rng, 16)} pada laman layanan."
            ),
            P("Siapa yang dapat dihubungi?", "heading"),
            P(f"Kantor kami, {look.office_phone(rng)}, surel layanan@bkpsdm.contohkab.go.id."),
        ],
        front={"ringkasan": f"Diperbarui {hand.other_day(rng)}"},
    )


def library(rng: Random) -> Paper:
    """Return a list of publications, certificates and goods: nobody's numbers."""
    rows: list[list[Said]] = [
        ["No", "Judul / Barang", "ISBN/ISSN", "No. Inventaris", "No. Sertifikat/STR", "Tgl"]
    ]
    for number in range(rng.randint(5, 50)):
        rows.append(
            [
                str(number + 1),
                "Manajemen Aparatur",
                rng.choice((look.isbn, look.issn))(rng),
                look.goods(rng),
                look.certificate(rng),
                hand.other_day(rng),
            ]
        )
    return Paper("Daftar Pustaka dan Inventaris", [P("DAFTAR KOLEKSI", "heading"), Grid(rows)])


def payment(rng: Random) -> Paper:
    """Return a receipt of the office: codes, its treasurer's NPWP, a moment, no person's number."""
    return Paper(
        "Kuitansi",
        [
            *head(rng),
            P("TANDA BUKTI PEMBAYARAN", "heading"),
            *form(
                rng,
                [
                    ("Nomor bukti", look.digits(rng, 16)),
                    ("Kode rekening", look.budget(rng)),
                    ("Nomor DPA", look.dpa(rng)),
                    ("NPWP Bendahara Pengeluaran", hand.office_tax(rng)),
                    ("NTPN", f"{look.digits(rng, 6)}A{look.digits(rng, 9)}"),
                    ("Kode billing", look.digits(rng, 15)),
                    ("Waktu cetak", look.stamp(rng)),
                    ("Jumlah", f"Rp{rng.randint(1, 99)}.{rng.randint(100, 999)}.000,00"),
                ],
            ),
            P(f"Nomor transaksi {look.codes(rng)} tanggal {hand.other_day(rng)}"),
        ],
    )


def timetable(rng: Random) -> Paper:
    """Return a timetable: many days, none of which somebody was born on."""
    rows: list[list[Said]] = [["Tahapan", "Mulai", "Selesai", "Dasar"]]
    for stage in ("Pendaftaran", "Seleksi administrasi", "Masa sanggah", "SKD", "Pengumuman"):
        rows.append([stage, hand.other_day(rng), hand.other_day(rng), look.decree(rng)])
    return Paper(
        "Jadwal Seleksi",
        [
            *head(rng),
            P("JADWAL SELEKSI", "heading"),
            Grid(rows),
            P(
                "Pelamar berusia paling rendah 18 tahun dan paling tinggi 35 tahun, lahir setelah"
                " ketentuan berlaku."
            ),
            *seal(rng),
        ],
    )


def heirs(rng: Random) -> Paper:
    """Return a letter on a widow's pension with a table of her family."""
    rows: list[list[Said]] = [
        ["Nama", rng.choice(hand.NIK), rng.choice(hand.KK), "Tgl Lahir", "Status"]
    ]
    family = hand.someone(rng)
    for _ in range(rng.randint(2, 6)):
        one = hand.someone(rng)
        rows.append(
            [
                one.name,
                hand.card(rng, one),
                hand.household(rng, family),
                hand.birth(rng, one),
                rng.choice(("Istri", "Anak kandung")),
            ]
        )
    return Paper(
        "Susunan Keluarga",
        [*head(rng), P("DAFTAR SUSUNAN KELUARGA", "heading"), Grid(rows), *seal(rng)],
    )


LETTERS = (
    pension,
    contract,
    rooms,
    rooms,
    statement,
    annex,
    summons,
    minutes,
    minutes,
    questions,
    library,
    payment,
    timetable,
    heirs,
)
