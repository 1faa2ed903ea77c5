"""How pages ask for scripts to be switched on before they show anything."""

from __future__ import annotations

from jobs.analysis.stand_ins.phrases import phrases

NEEDS_SCRIPTS = phrases("""
    enable javascript | turn javascript on | enable js | javascript is required | javascript required
    javascript is disabled
    javascript disabled
    requires javascript | without javascript | turn on javascript | javascript is not enabled | needs javascript
    works best with javascript | javascript enabled | javascript must be enabled | javascript has to be enabled
    switch on javascript | activate javascript | javascript to run this app | you have javascript disabled
    javascript aktivieren | aktivieren sie javascript | ohne javascript | javascript ist deaktiviert
    benötigt javascript
    activer javascript | activez javascript | javascript est désactivé | nécessite javascript
    habilita javascript | habilite javascript | activa javascript | active javascript | activar javascript
    habilitar javascript
    javascript está desactivado | javascript deshabilitado | necesita javascript
    abilita javascript | abilitare javascript | attiva javascript | attivare javascript | richiede javascript
    ative o javascript | habilite o javascript | ativar o javascript | precisa de javascript
    javascript inschakelen | schakel javascript in | zet javascript aan | javascript is uitgeschakeld
    włącz javascript | włączyć javascript | javascript jest wyłączony | wymaga javascript | obsługi javascript
    povolte javascript | zapněte javascript | povoľte javascript | zapnite javascript | engedélyezze a javascript
    activați javascript | activează javascript | aktivera javascript | slå på javascript | aktiver javascript
    slå javascript til
    ota javascript käyttöön | javascript käyttöön | javascript'i etkinleştir | javascripti etkinleştir
    ενεργοποιήστε το javascript
    ενεργοποιήστε τη javascript | включите javascript | включить javascript | поддержка javascript
    javascript отключен
    увімкніть javascript | включете javascript | активирайте javascript | 启用javascript | 启用 javascript
    開啟 javascript
    请启用javascript | 打开javascript | 啟用 javascript | 啟用javascript | javascriptを有効 | javascript を有効
    javascriptが無効
    자바스크립트를 | javascript를 활성화 | javascript를 사용 | تفعيل javascript | تفعيل جافا سكريبت
    الجافاسكربت | להפעיל javascript
    הפעל javascript | להפעיל את javascript | جاوا اسکریپت را فعال | جاوااسکریپت | bật javascript
    kích hoạt javascript
    เปิดใช้งาน javascript | เปิดใช้ javascript | aktifkan javascript | mengaktifkan javascript | जावास्क्रिप्ट सक्षम
    जावास्क्रिप्ट चालू
    loading please wait | please wait while the page is loading
""")

# Said where the page is to come.
LOADING = phrases("""
    loading… | still loading… | loading content | loading article | loading page | loading data
    wird geladen… | lädt… | laden… | chargement… | chargement en cours | cargando… | caricamento… | carregando…
    a carregar… | ładowanie… | trwa ładowanie | načítání… | načítavam… | betöltés… | se încarcă… | laddar…
    indlæser… | laster… | ladataan… | yükleniyor… | φόρτωση… | загрузка… | идёт загрузка | завантаження… | зареждане…
    加载中 | 正在加载 | 載入中 | 読み込み中 | 로딩 중 | 불러오는 중 | جار التحميل | טוען… | در حال بارگذاری
    đang tải…
    กำลังโหลด | memuat… | लोड हो रहा है
""")
