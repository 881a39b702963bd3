"""What offices call numbers, and the columns that hold them."""

import re
from collections.abc import Iterable

# Of each kind the phrases, parted by commas; a space stands for little or nothing: `no kk` is also
# `No. KK`, `no_kk` and `nokk`.
_PHRASES = {
    "other": (
        "anggaran, mata anggaran, belanja, akun, kegiatan, sub kegiatan,"
        "resi, no resi, nomor resi, tracking, awb, airway bill, imei, invoice, faktur, kuitansi,"
        "token, tiket, inventaris, polis, register, registrasi, pendaftaran, referensi, ref,"
        "sertifikat, ijazah, serial, seri, nomor seri, no seri, pesanan, order, transaksi,"
        "kontrak,"
        "spk, spm, sp2d, pelanggan, tagihan, antrean, antrian, adendum, bpjs, bpjs kesehatan,"
        "no peserta, no ujian, no tes, no reg, no urut, no agenda, no surat, no sk, no keputusan,"
        "no perkara, no perjanjian, no rangka, no mesin, no bpkb, no meter, no barang, no dokumen,"
        "no arsip, no akta, no akte, no berkas, no induk siswa, nomor peserta, nomor ujian,"
        "nomor tes, nomor reg, nomor urut, nomor agenda, nomor surat, nomor sk, nomor keputusan,"
        "nomor perkara, nomor perjanjian, nomor rangka, nomor mesin, nomor bpkb, nomor meter,"
        "nomor barang, nomor dokumen, nomor arsip, nomor akta, nomor akte, nomor berkas,"
        "nomor induk siswa, barcode, checksum, hash, timestamp, stempel waktu, koordinat, isbn,"
        "issn, eissn, e issn, kode, kode rekening, kode rek, kode bank, kode kk, virtual account,"
        "rekening virtual, virtual, no virtual, nomor virtual, uraian rekening,"
        "no rekening listrik, nomor rekening listrik, no virtual account, nomor virtual account,"
        "str, no str, nomor str, pin, nup, sim, no sim, nomor sim, bank indonesia,"
        "va, rekening belanja, rekening anggaran, rekening pendapatan, rekening pembiayaan,"
        "rekening listrik, id billing, id pelanggan, id transaksi, id paket, id rup, id tender,"
        "id dokumen, id pesanan, id order, id arsip, id sidik, kartu kredit, kartu debit,"
        "kartu atm, ntpn, ntb, nuptk, npsn, nisn, nrg, dpa, dipa, nib, nop, id peserta,"
        "nidn,"
        "no kartu, nomor kartu, lacak, no lacak, nomor lacak, pelacakan, kiriman, paket, bukti,"
        "no bukti, nomor bukti, voucher, uuid, guid, trx, trx id, s/n, sn, serial number, ean,"
        "gtin,"
        "upc, sku, doi, paspor, rekam medis, versi, skor, bobot, id meter, no id meter, session"
    ),
    "money": "rp, idr",
    "kk": "kk, k k, kartu keluarga, no kartu keluarga, nomor kartu keluarga, family card, nkk",
    "nik": (
        "no kartu tanda penduduk, nomor kartu tanda penduduk, no kartu identitas,"
        "nomor kartu identitas, nik, n i k, ktp, e ktp, ktp el, ktp elektronik,"
        "induk kependudukan, identitas,"
        "kartu identitas, tanda penduduk, kartu tanda penduduk, kependudukan, id card,"
        "identity card"
    ),
    "npwp": "npwp, npwp 15, npwp 16, n p w p, pokok wajib pajak, nitku, tax id",
    "nip": (
        "nip, n i p, nip baru, nip lama, nip pns, nip pppk, nip p3k, ni pppk, ni p3k, n i pppk,"
        "induk pegawai, induk pppk, nrp"
    ),
    "phone": (
        "telepon, telefon, telpon, telp, telf, tel, tlp, tilpun, telpun, hp, h p, handphone,"
        "hand phone, ponsel, seluler, wa, w a, whatsapp, whats app, kontak, gawai, narahubung,"
        "contact, contact person, cp, phone, mobile, hubungi"
    ),
    "account": (
        "rek, rekening, norek, rekening bank, rek bank, rekening tabungan, rekening pribadi,"
        "rekening gaji, rekening penerima, rekening tujuan, account no, account number, acc no,"
        "acc number, a/c, a/c no"
    ),
    "bank": (
        "bank, bank bri, bank bni, bank bca, bank bsi, bank btn, bank mandiri, bank bpd, bri, bni,"
        "bca, bsi, btn, ke mandiri, ke permata, transfer mandiri, transfer permata, bank permata,"
        "cimb, cimb niaga, danamon, bpd, bpd diy, bpd jateng,"
        "bjb,"
        "muamalat, bank jago, seabank, bank jateng, bank jatim, bank dki, bank nagari, bank papua"
    ),
    # What else stands over a column.
    "column": (
        "keluarga, induk, no induk, nomor induk,"
        "alamat sesuai ktp, alamat ktp, alamat rumah, alamat tinggal, alamat domisili,"
        "alamat kantor, foto ktp, fotokopi ktp, scan ktp,"
        "nama, nama lengkap, jabatan, pangkat, gol, golongan, unit, unit kerja, instansi, opd,"
        "pendidikan, formasi, nilai, ket, keterangan, alamat, tmt, agama, jenis kelamin, jk, l/p,"
        "status, jumlah, email, e mail, surel, tempat lahir, tgl lahir, tanggal lahir,"
        "tempat tanggal lahir, tempat tgl lahir, tempat dan tanggal lahir, ttl,"
        "lahir, tempat, tanggal, tgl, kelamin, lengkap, kerja, peserta, anggota, pegawai,"
        "hubungan, pelamar,"
        "jurusan, kualifikasi, hasil, total, peringkat, usia"
    ),
}
_LITTLE = r"[\s_.\-/,]{0,3}"
_SEPARATORS = re.compile(r"[\s_.\-/,]")


def _spelled() -> Iterable[tuple[str, str]]:
    for kind, phrases in _PHRASES.items():
        for phrase in phrases.split(","):
            yield phrase.strip(), kind
            if kind not in ("other", "column", "bank", "money"):
                yield f"no {phrase.strip()}", kind
                yield f"nomor {phrase.strip()}", kind


_NAMED = {_SEPARATORS.sub("", phrase): kind for phrase, kind in _spelled()}

_Tree = dict[str, "_Tree"]


def _tree(phrases: Iterable[str]) -> _Tree:
    root: _Tree = {}
    for phrase in phrases:
        branch = root
        for sign in phrase:
            branch = branch.setdefault(sign, {})
        branch[""] = {}
    return root


def _pattern(tree: _Tree) -> str:
    """Write a tree of signs as a pattern that looks at each sign of a text but once."""
    ways = [
        (_LITTLE if sign == " " else re.escape(sign)) + _pattern(branch)
        for sign, branch in tree.items()
        if sign
    ]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{joined})?" if "" in tree else joined


LABEL = re.compile(
    "(?<![a-z])"
    + _pattern(_tree(phrase for phrase, _ in _spelled()))
    + r"(?:nya)?(?![a-z])(?!(?<=\d)\d)"
)
"""Finds the phrases in a plain text."""


def kind_of(phrase: str) -> str:
    """Return the kind that a phrase which `LABEL` found is of."""
    return _NAMED[_SEPARATORS.sub("", phrase).removesuffix("nya")]
