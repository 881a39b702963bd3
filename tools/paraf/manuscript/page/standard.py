"""Words that are often written otherwise than the Kamus Besar Bahasa Indonesia has them.

In KBBI VI the left ones are either not there or refer to the right ones as the standard form.
Words with two meanings are not here: nobody shall be corrected who was right.
"""

from collections.abc import Mapping

_PAIRS = """
abjat abjad · akte akta · aktifitas aktivitas · aktip aktif · alenia alinea · ambulan ambulans
analisa analisis · antar_daerah antardaerah · antar_instansi antarinstansi · antar_unit antarunit
antri antre · antrian antrean · apotik apotek · apotiker apoteker · asesment asesmen
asessor asesor · assesor asesor · assessment asesmen · atlit atlet · atmosfir atmosfer · azas asas
azasi asasi · batere baterai · beaya biaya · beresiko berisiko · berkordinasi berkoordinasi
blm belum · bln bulan · cendikiawan cendekiawan · cendrawasih cenderawasih · cidera cedera
cinderamata cendera_mata · dekrit dekret · detil detail · dgn dengan · diagnosa diagnosis
dianalisa dianalisis · didiagnosa didiagnosis · difahami dipahami · dihimbau diimbau
diijinkan diizinkan · dijadualkan dijadwalkan · dikoordinir dikoordinasi
dilegalisir dilegalisasi · dipersilahkan dipersilakan · dipraktekkan dipraktikkan · dirubah diubah
diskripsi deskripsi · disurvey disurvei · disyahkan disahkan · dlm dalam · dollar dolar
efektifitas efektivitas · efektip efektif · eksport ekspor · ekstrakulikuler ekstrakurikuler
ekstrim ekstrem · elit elite · esei esai · faham paham · familiar familier · fihak pihak
formil formal · foto_copy fotokopi · fotocopi fotokopi · fotocopy fotokopi · frekwensi frekuensi
gak tidak · goncang guncang · gubug gubuk · hakekat hakikat · handal andal · himbau imbau
himbauan imbauan · hipotesa hipotesis · hirarki hierarki · hutang utang · ihlas ikhlas
ihtisar ikhtisar · ijasah ijazah · ijin izin · indera indra · insyaf insaf · intelejen intelijen
inteljen intelijen · isteri istri · jadual jadwal · jaman zaman · jenasah jenazah
jendral jenderal · jum'at Jumat · jml jumlah · kaedah kaidah · kalo kalau
karbondioksida karbon_dioksida · karir karier · katagori kategori · kategory kategori
kerjasama kerja_sama · ketrampilan keterampilan · komplek kompleks · komplit komplet
konggres kongres · kongkrit konkret · konkrit konkret · konsekwen konsekuen
konsekwensi konsekuensi · kordinasi koordinasi · kordinator koordinator · kosa_kata kosakata
kpd kepada · kreatifitas kreativitas · krn karena · kuatir khawatir · kwalitas kualitas
kwantitas kuantitas · kwartal kuartal · kwitansi kuitansi · kwota kuota · legalisir legalisasi
linier linear · lobang lubang · managemen manajemen · masal massal · melegalisir melegalisasi
memfahami memahami · mempedulikan memedulikan · mempengaruhi memengaruhi · mempercayai memercayai
menasehati menasihati · menganalisa menganalisis · menghimbau mengimbau · mengijinkan mengizinkan
mengkomunikasikan mengomunikasikan · mengkonfirmasi mengonfirmasi
mengkoordinasikan mengoordinasikan · mengkoordinir mengoordinasi
mensosialisasikan menyosialisasikan · mensukseskan menyukseskan · mensurvei menyurvei
mentaati menaati · mentargetkan menargetkan · menterjemahkan menerjemahkan
mentertibkan menertibkan · merubah mengubah · merubahnya mengubahnya · metoda metode
milyar miliar · milyard miliar · multi_fungsi multifungsi · mulya mulia · musium museum
nafas napas · nara_sumber narasumber · nasehat nasihat · negri negeri · ngga tidak · nggak tidak
nomer nomor · non_aktif nonaktif · nopember November · notulen notula · obyek objek
obyektif objektif · olah_raga olahraga · orisinil orisinal · orsinil orisinal · otentik autentik
otentikasi autentikasi · pas_foto pasfoto · pas_photo pasfoto · pasca_sarjana pascasarjana
paska pasca · pasphoto pasfoto · paspoto pasfoto · pebruari Februari · pengrusakan perusakan
perangko prangko · perduli peduli · perijinan perizinan · persentasi persentase
personil personel · photo_copy fotokopi · photocopy fotokopi · pra_jabatan prajabatan
praktek praktik · produktifitas produktivitas · profesionil profesional · propesi profesi
propinsi provinsi · prosedure prosedur · prosentase persentase · purna_bakti purnabakti
purna_tugas purnatugas · rame ramai · raport rapor · rapot rapor · rejeki rezeki · resiko risiko
respon respons · sampe sampai · sbb sebagai_berikut · sdh sudah · seijin seizin · sekedar sekadar
sekertaris sekretaris · seksama saksama · silahkan silakan · sistim sistem
sistimatika sistematika · sistimatis sistematis · sodara saudara · sorga surga · spt seperti
standard standar · standarisasi standardisasi · standarisir standardisasi · stop_kontak stopkontak
sub_bagian subbagian · sub_bidang subbidang · sub_kegiatan subkegiatan · subyek subjek
subyektif subjektif · supir sopir · survey survei · swa_sembada swasembada · syah sah
syahkan sahkan · tandatangan tanda_tangan · tandatangani tanda_tangani
tanggungjawab tanggung_jawab · tauladan teladan · tehnik teknik · tehnis teknis
tehnologi teknologi · teoritis teoretis · terimakasih terima_kasih · tgl tanggal · thd terhadap
thn tahun · trampil terampil · tropi trofi · tsb tersebut · ujicoba uji_coba · ujud wujud
urin urine · utk untuk · varitas varietas · wakilwalikota wakil_wali_kota · walikota wali_kota
wudlu wudu · yg yang
"""

_WRITTEN = (pair.split() for pair in _PAIRS.replace("\n", " · ").split(" · ") if pair.strip())

STANDARD: Mapping[str, str] = {
    wrong.replace("_", " "): right.replace("_", " ") for wrong, right in _WRITTEN
}
"""The standard form by the other one, which is in small letters; a form may be of two words."""


def _these(names: str) -> frozenset[str]:
    return frozenset(names.split())


PLACES = _these(
    "antara atas aula bawah belakang bidang dalam depan desa hadapan halaman jakarta kantor kota"
    " lapangan lingkungan lokasi mana masing-masing pasar ruang ruangan rumah samping sana sebelah"
    " sekitar sekolah seluruh setiap sini situ tempat tengah"
)
"""Before these, `di` and `ke` are words of their own: di sini, ke atas."""

VERBS = _these(
    "adakan ajukan ambil anggap angkat atur awasi baca bagikan bantu batalkan bayar beli beri"
    " berikan berlakukan bimbing bina buat buka cek cetak daftarkan gelar gunakan hadiri hapus"
    " harapkan hubungi ikuti imbau informasikan isi jadwalkan jalankan jawab jual kecualikan"
    " kelola keluarkan kenakan ketahui kirim kirimkan kumpulkan lakukan laksanakan lampirkan"
    " lantik larang lengkapi lihat maksud manfaatkan minta mohon mulai muat nyatakan panggil"
    " periksa perbarui perlukan perpanjang persilakan persyaratkan pindahkan pungut sahkan"
    " sampaikan sediakan selenggarakan serahkan setujui simpan susun tambah tandatangani"
    " tangguhkan temukan tentukan terbitkan terima tetapkan tolak tulis tunda tutup tuangkan"
    " ubah umumkan undang unduh unggah urus usulkan wajibkan"
)
"""Before these, `di` is a part of the word: dijual, diumumkan."""
