"""Where each procedure prints what, and every place where the transcription reads otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LISTS = ("legal_basis", "qualifications", "relations", "equipment")


@dataclass(frozen=True)
class Reading:
    """A decided reading: `printed` stands once in the field, and is read as `read`.

    Where both are the same, only the place was decided. `why` stands in the note of the identity
    block. A ` | ` parts the items of a list.
    """

    field: str
    printed: str
    read: str
    why: str


@dataclass(frozen=True)
class Layout:
    """Where a page prints its fields (addresses, in order), heads and table.

    `inline` are heads printed in the same cell, before the field. `unused` cells belong to no
    field; the note of the identity block quotes them. `activity` and `standard` name the lines of
    steps whose row was cut, and `why` what the notes of those steps say of it; `left_over` the
    lines whose standard belongs to no step, with the step whose note quotes it. `remarks` says
    whether the table has a last column for them.
    """

    fields: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, str]
    actors: tuple[str, ...]
    table: tuple[int, int]
    inline: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    unused: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    standard: Mapping[int, int] = field(default_factory=dict)
    why: Mapping[int, str] = field(default_factory=dict)
    left_over: Mapping[int, int] = field(default_factory=dict)
    remarks: bool = True


GLUED = "Butir daftar tersambung tanpa nomor dan dipisahkan menurut isinya."
LOST = "Sebagian nomor butir daftar hilang; butir dipisahkan menurut isinya"
AMID = "Nomor butir Dasar Hukum tercetak di tengah kalimat"

LAYOUTS = {
    "update-website": Layout(
        fields={
            "agency": ("14.0",),
            "unit": ("19.0",),
            "number": ("14.2",),
            "title": ("19.2",),
            "created": ("15.2",),
            "revised": ("16.2",),
            "effective": ("17.2",),
            "approved_by": ("18.2",),
            "legal_basis": ("21.0",),
            "qualifications": ("21.1",),
            "relations": ("23.0",),
            "equipment": ("23.1",),
            "heading": ("26.0",),
        },
        heads={
            "14.1": "Nomor SOP", "15.1": "Tanggal Pembuatan", "16.1": "Tanggal Revisi",
            "17.1": "Tanggal Efektif", "18.1": "Disahkan Oleh", "19.1": "Nama SOP",
            "20.0": "Dasar Hukum", "20.1": "Kualifikasi Pelaksana", "22.0": "Keterkaitan",
            "22.1": "Peralatan / Perlengkapan", "24.0": "Peringatan",
            "24.1": "Pencatatan dan Pendataan", "28.0": "No", "28.1": "Nama Kegiatan",
            "28.6": "Mutu Baku", "28.9": "Ket.", "29.6": "Kelengkapan", "29.7": "Waktu",
            "29.8": "Output",
        },
        actors=("28.2", "28.3", "28.4", "28.5"),
        table=(30, 42),
    ),
    "simpeg-database": Layout(
        fields={
            "agency": ("12.0", "14.0"),
            "number": ("16.1",),
            "title": ("21.1",),
            "created": ("17.2",),
            "revised": ("18.2",),
            "effective": ("19.2",),
            "approved_by": ("20.1",),
            "legal_basis": ("23.1",),
            "qualifications": ("22.1",),
            "equipment": ("24.1",),
            "warning": ("26.0",),
            "records": ("26.1",),
        },
        inline={"equipment": "Peralatan/perengkapan"},
        heads={
            "16.0": "Nomor SOP", "17.1": "Tanggal Pembuatan", "18.1": "Tanggal Revisi",
            "19.1": "Tanggal Efektif", "20.0": "Disahkan oleh", "21.0": "Nama SOP",
            "22.0": "Kualifikasi pelaksana", "23.0": "Dasar Hukum", "24.0": "Keterkaitan",
            "25.0": "Peringatan", "25.1": "Pencatatan dan pendataan", "28.0": "No.",
            "28.1": "Kegiatan", "28.2": "Pelaksana", "28.6": "Mutu Baku", "28.9": "Keterangan",
            "29.6": "Ketengkaan", "29.7": "Waktu", "29.8": "Output",
        },
        actors=("29.2", "29.3", "29.4", "29.5"),
        table=(30, 35),
    ),
    "simpeg-maintenance": Layout(
        fields={
            "agency": ("6.0", "7.0", "8.0", "9.0"),
            "unit": ("11.0",),
            "number": ("15.1",),
            "title": ("20.1",),
            "created": ("16.1",),
            "revised": ("17.1",),
            "effective": ("18.1",),
            "approved_by": ("19.1", "23.0", "24.0"),
            "legal_basis": ("27.0",),
            "qualifications": ("27.1",),
            "relations": ("29.0",),
            "equipment": ("29.1",),
            "warning": ("31.0",),
            "records": ("31.1",),
            "heading": ("33.0",),
        },
        heads={
            "15.0": "Nomor SOP", "16.0": "Tgl Pembuatan", "17.0": "Tgl Revisi",
            "18.0": "Tgl Efektif", "19.0": "Disahkan oleh", "20.0": "Nama SOP",
            "26.0": "Dasar Hukum:", "26.1": "Kualifikasi Pelaksana:", "28.0": "Keterkaitan:",
            "28.1": "Peralatan Perlengkapan:", "30.0": "Peringatan:",
            "30.1": "Pencatatan dan Pendataan:", "35.0": "Uraian Prosedur", "35.1": "Pelaksana",
            "35.5": "Mutu Baku", "35.8": "Ket.", "36.5": "Kelengkapan", "36.6": "Waktu",
            "36.7": "Output",
        },
        actors=("36.1", "36.2", "36.3", "36.4"),
        table=(37, 46),
        readings=(
            Reading("approved_by", "SDM H. MUHAMMAD", "SDM H. MUHAMMAD",
                    "Nama dan NIP pejabat tercetak di bawah Nama SOP"),
            Reading("legal_basis", "ASNUndang-Undang", "ASN | Undang-Undang", GLUED),
            Reading("legal_basis", "DaerahKeputusan", "Daerah | Keputusan", GLUED),
            Reading("qualifications", "KomputerMengerti", "Komputer | Mengerti", GLUED),
            Reading("qualifications", "KepegawaianDiIII", "Kepegawaian | D-III",
                    '"DiIII" dibaca D-III'),
            Reading("qualifications", "Informatika5-1", "Informatika | S-1", '"5-1" dibaca S-1'),
            Reading("equipment", "LaptopInternetPerangkat", "Laptop | Internet | Perangkat", GLUED),
            Reading("equipment", "(Hardware)Program", "(Hardware) | Program", GLUED),
            Reading("equipment", "(Software)Balpoint", "(Software) | Balpoint", GLUED),
            Reading("heading", "MANAJEMEN PEGAWAIAN", "MANAJEMEN KEPEGAWAIAN",
                    '"PEGAWAIAN" pada judul tabel dibaca KEPEGAWAIAN'),
        ),
        activity={4: (40, 42)},
        standard={5: 42, 6: 43, 7: 44},
        why={
            4: "bersambung melewati batas halaman",
            5: "Mutu baku tercetak di samping sambungan langkah 4",
            6: "Mutu baku tercetak di samping langkah 5",
            7: "Mutu baku tercetak di samping langkah 6",
        },
        left_over={45: 7},
    ),
    "data-update": Layout(
        fields={
            "agency": ("2.0", "3.0"),
            "unit": ("6.0",),
            "number": ("1.2",),
            "title": ("6.2",),
            "created": ("2.2",),
            "revised": ("3.2",),
            "approved_on": ("4.2",),
            "approved_by": ("5.2",),
            "legal_basis": ("8.0", "9.0", "10.0", "11.0", "12.0", "13.0", "14.0", "15.0", "16.0"),
            "qualifications": ("8.1", "9.1", "9.2", "10.1", "11.1", "12.1"),
            "relations": ("18.0",),
            "equipment": ("18.1", "18.2", "19.1", "20.1", "21.1"),
            "warning": ("23.0", "25.0", "26.0"),
            "records": ("24.1",),
        },
        heads={
            "1.1": "Nomor SOP", "2.1": "Tanggal Pembuatan", "3.1": "Tanggal Revisi",
            "4.1": "Tanggal Pengesahan", "5.1": "Disahkan Oleh", "6.1": "Nama SOP",
            "7.0": "Dasar Hukum", "7.1": "Kualifikasi Pelaksana", "17.0": "Keterkaitan",
            "17.1": "Peralatan/Perlengkapan", "22.0": "Peringatan",
            "22.1": "Pencatatan dan Pendataan", "28.0": "No", "28.2": "Pelaksana",
            "28.4": "Mutu Baku", "29.5": "Kelengkapan", "29.6": "Waktu", "29.7": "Output",
            "29.8": "Ket",
        },
        actors=("29.2", "29.3", "29.4"),
        table=(30, 32),
        readings=(
            Reading("legal_basis", "Dalam Negeri Peraturan", "Dalam Negeri | Peraturan", LOST),
            Reading("legal_basis", "Sipil 3. Peraturan", "Sipil | Peraturan", LOST),
            Reading("legal_basis", "(SIASN) 4. Peraturan", "(SIASN) | Peraturan", LOST),
            Reading("qualifications", "kepegawaian 2. Meng", "kepegawaian | Meng", LOST),
            Reading("qualifications", "inp ut", "input", '"inp" dan "ut" dibaca "input"'),
            Reading("qualifications", "SIASN Pencocokan", "SIASN | Pencocokan", LOST),
            Reading("qualifications", "Kalteng Rekonsiliasi", "Kalteng | Rekonsiliasi", LOST),
            Reading("equipment", "Pe emerintah", "Pemerintah",
                    '"Pe" dan "emerintah" dibaca "Pemerintah"'),
            Reading("equipment", "Kalteng Daftar Nominatif", "Kalteng | Daftar Nominatif", LOST),
            Reading("equipment", "Kalteng Daftar pegawai", "Kalteng | Daftar pegawai", LOST),
            Reading("equipment", "data Data", "data | Data", LOST),
            Reading("equipment", "Kalteng Komputer", "Kalteng | Komputer",
                    "dibaca sebagai butir tersendiri"),
        ),
        unused={
            "4.0": "COLUMN TO THE PARTY OF THE PART",
            "13.1": "4. Nekulisillasi data kepegawaiali",
            "19.0": "1. Ooi i ommaan bata kopogawalan",
            "28.1": "Kegiatan -",
            "29.0": "INO",
            "34.0": "KEPALA BADAN KEPEGAWAIAN DAERAH PROVINSI KALIMANTAN TENGAH,",
        },
    ),
    "data-management": Layout(
        fields={
            "agency": ("17.0", "18.0"),
            "unit": ("34.0",),
            "number": ("20.1",),
            "title": ("34.1",),
            "created": ("21.1",),
            "revised": ("22.1", "23.1", "24.1"),
            "effective": ("25.1",),
            "approved_by": ("30.0", "31.0", "32.0"),
            "legal_basis": ("36.0",),
            "qualifications": ("36.1",),
            "relations": ("38.0",),
            "equipment": ("38.1",),
            "warning": ("40.0",),
            "records": ("40.1",),
            "heading": ("42.0",),
        },
        inline={"number": ":", "created": ":", "effective": ":", "title": "NAMA SOP :"},
        heads={
            "20.0": "NOMOR SOP", "21.0": "TANGGAL PEMBUATAN", "22.0": "TANGGAL REVISI 1",
            "23.0": "TANGGAL REVISI 2", "24.0": "TANGGAL REVISI 3", "25.0": "TANGGAL EFEKTIF",
            "26.0": "DISAHKAN OLEH", "35.0": "DASAR HUKUM", "35.1": "KUALIFIKASI PELAKSANA",
            "37.0": "KETERKAITAN DENGAN SOP LAIN", "37.1": "PERALATAN/PERLENGKAPAN",
            "39.0": "PERINGATAN", "39.1": "PENCATATAN DAN PENDATAAN", "44.0": "No",
            "44.1": "Kegiatan", "44.2": "Pelaksanaan", "44.6": "Mutu Baku", "44.7": "Output",
            "44.8": "Ket",
        },
        actors=("45.2", "45.3", "45.4", "45.5"),
        table=(46, 54),
        readings=(
            Reading("revised", ": - : - : -", "1: - 2: - 3: -", "TANGGAL REVISI 1 sampai 3"),
            Reading("legal_basis", "Mentawai 1. sebagaimana", "Mentawai sebagaimana", AMID),
            Reading("legal_basis", "2000; Undang", "2000; | Undang", AMID),
            Reading("legal_basis", "1974 2. tentang", "1974 tentang", AMID),
            Reading("legal_basis", "Kepegawaian; Per", "Kepegawaian; | Per", AMID),
            Reading("legal_basis", "dan 3. Tata", "dan Tata", AMID),
        ),
        unused={
            "6.0": "PEMERINTAH KABUPATEN KEPULAUAN MENTAWAI",
            "8.0": "SOP",
            "9.0": "PENGELOLAAN DATA",
            "11.0": "DINAS KOMUNIKASI DAN INFORMATIKA",
        },
        remarks=False,
    ),
}  # fmt: skip
