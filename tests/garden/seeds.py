"""What the garden's site is made of: its words, its style, its scripts."""

NAME = "BKD Contoh"

NEWS = (
    ("jadwal-seleksi", "Jadwal seleksi terbuka", "Seleksi jabatan pimpinan tinggi dibuka Senin."),
    ("mutasi-pegawai", "Mutasi pegawai bulan ini", "Usul mutasi diterima sampai tanggal lima."),
    ("kenaikan-pangkat", "Kenaikan pangkat periode April", "Berkas diunggah melalui layanan."),
    ("pensiun", "Pembekalan masa persiapan pensiun", "Peserta membawa kartu identitas."),
    ("diklat", "Pelatihan dasar angkatan ketiga", "Pelatihan berlangsung dua belas hari."),
    ("cuti", "Tata cara pengajuan cuti", "Cuti diajukan kepada atasan langsung."),
    ("disiplin", "Pembinaan disiplin pegawai", "Jam kerja dicatat dua kali sehari."),
    ("penghargaan", "Penghargaan Satyalancana", "Penerima diumumkan pada bulan Agustus."),
    ("rapat", "Rapat koordinasi kepegawaian", "Rapat diikuti semua perangkat daerah."),
    ("libur", "Hari libur dan cuti bersama", "Pelayanan tutup pada hari libur."),
)
SERVICES = (
    ("kartu", "Kartu pegawai", "Kartu dicetak dalam tiga hari kerja."),
    ("taspen", "Pengurusan Taspen", "Formulir diisi dan ditandatangani."),
    ("data", "Pembaruan data pegawai", "Data diperbarui oleh operator unit."),
    ("izin-belajar", "Izin belajar", "Izin diberikan sebelum kuliah dimulai."),
    ("konsultasi", "Konsultasi kepegawaian", "Konsultasi dibuka pada hari kerja."),
)
NAV = (
    ("", "Beranda"),
    ("berita/", "Berita"),
    ("layanan/", "Layanan"),
    ("unduhan/", "Unduhan"),
    ("galeri/", "Galeri"),
    ("kontak/", "Kontak"),
)
CSS = """:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --link: #0b4a8f }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #161616; --link: #9cc8ff } }
* { box-sizing: border-box }
body { margin: 0; font: 1.05rem/1.6 sans-serif; color: var(--ink); background: var(--paper) }
a { color: var(--link) }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--link) }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: 0 }
nav li { list-style: none }
nav a { display: inline-block; padding: .5rem 0 }
.brand { display: inline-block; padding: .5rem 0; font-weight: bold }
.skip { position: absolute; left: -100rem }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem }
article li { padding: .3rem 0 }
img, video { max-width: 100%; height: auto }
.banner { min-height: 3rem; background: url("../gambar/motif.png") }
input, button { font: inherit; padding: .5rem; min-height: 2.75rem }
.table { overflow-x: auto }
@media print { header, footer, .skip { display: none } }
"""
JS = """(function () {
  'use strict';
  var year = document.querySelector('[data-year]');
  if (year) { year.setAttribute('data-ready', 'yes'); }
  document.documentElement.classList.add('js');
}());
"""
SEARCH = """(function () {
  'use strict';
  var field = document.getElementById('cari');
  var results = document.getElementById('hasil');
  var told = document.getElementById('kata');
  var pages = [];
  function show() {
    var words = field.value.toLowerCase().trim();
    results.textContent = '';
    pages.filter(function (page) { return words && page.title.toLowerCase().includes(words); })
      .forEach(function (page) {
        var item = document.createElement('li');
        var link = document.createElement('a');
        link.href = '../' + page.path;
        link.textContent = page.title;
        item.appendChild(link);
        results.appendChild(item);
      });
    told.textContent = results.children.length + ' hasil';
  }
  field.addEventListener('input', show);
  field.form.addEventListener('submit', function (event) { event.preventDefault(); });
  fetch(new URL('indeks.json', location.href))
    .then(function (answer) { return answer.json(); })
    .then(function (all) { pages = all; if (field.value) { show(); } });
}());
"""
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {name}</title>
<meta name="description" content="{title}: keterangan resmi dari {name} untuk pegawai dan umum.">
<link rel="canonical" href="{url}{path}">
<link rel="icon" href="{up}gambar/lambang.svg" type="image/svg+xml">
<link rel="alternate" type="application/rss+xml" title="Berita" href="{up}feed.xml">
<link rel="stylesheet" href="{up}assets/{css}">
{head}</head>
<body>
<a class="skip" href="#isi">Langsung ke isi</a>
<header>
<a class="brand" href="{home}">{name}</a>
<nav aria-label="Utama"><ul>
{nav}
</ul></nav>
</header>
<main id="isi" tabindex="-1">
<article{searched}>
<h1 id="judul">{title}</h1>
{body}
</article>
</main>
<footer><p data-year="2026">Jalan Melati Nomor 1, Kota Contoh</p></footer>
<script src="{up}assets/{js}"></script>
{foot}</body>
</html>
"""
DOWNLOADS = """<div class="table" tabindex="0" role="region" aria-label="Daftar unduhan"><table>
<thead><tr><th scope="col">Nama</th><th scope="col">Berkas</th></tr></thead>
<tbody>
<tr><td>Formulir cuti</td><td><a href="berkas/formulir-cuti.pdf">Formulir cuti</a></td></tr>
<tr><td>Data pegawai</td><td><a href="berkas/pegawai.csv">Tabel pegawai</a></td></tr>
<tr><td>Jadwal cuti</td><td><a href="../berita/cuti/#lampiran">Lampiran cuti</a></td></tr>
</tbody>
</table></div>"""
GALLERY = """<p><img src="../gambar/kantor.png"
 srcset="../gambar/kantor.png 320w, ../gambar/kantor-besar.png 640w" sizes="320px"
 width="320" height="180" alt="Gedung kantor"></p>
<p><audio controls src="../gambar/mars.wav">Mars pegawai</audio></p>"""
CONTACT = """<p>Surel: <a href="mailto:layanan@bkd.contoh.example">layanan BKD</a></p>
<p>Telepon: <a href="tel:+620999123456">(0999) 123456</a></p>"""
FIND = """<form role="search"><p><label for="cari">Kata yang dicari</label></p>
<p><input id="cari" type="search" autocomplete="off"></p></form>
<p id="kata" role="status">Siap</p>
<ol id="hasil"></ol>"""
ABOUT = '<p>The personnel agency of a made-up province.</p>\n<p><a href="../">Home</a></p>'
TENTANG = '<p>Badan kepegawaian provinsi contoh.</p>\n<p><a href="../en/">In English</a></p>'
