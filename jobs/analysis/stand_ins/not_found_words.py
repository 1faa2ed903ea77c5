"""How servers say, in many languages, that a page is not there."""

from __future__ import annotations

from jobs.analysis.stand_ins.message import Vocabulary
from jobs.analysis.stand_ins.phrases import phrases

_NAMES = phrases("""
stranica nije pronađena | stranica ne postoji | stran ni bila najdena | strani ni mogoče najti | stran ne obstaja
страница није пронађена | страница не постоји | lehte ei leitud | lehekülge ei leitud | lehte ei eksisteeri
lapa nav atrasta | lapa neeksistē | puslapis nerastas | puslapis neegzistuoja | pàgina no trobada
no s'ha trobat la pàgina | aquesta pàgina no existeix | páxina non atopada | non se atopou a páxina
síða fannst ekki | síðan fannst ekki | halaman tidak dijumpai | laman tidak dijumpai | orria ez da aurkitu
ez da orria aurkitu | faqja nuk u gjet | страницата не е пронајдена | старонка не знойдзена
404 | there is currently no text in this page | page not found | error 404 not found | content unavailable
cannot get
product unavailable
file not found | 404 not found
error 404 | 404 error | http 404
http error 404 | 404 page
page cannot be found | page can't be found | page could not be found | page couldn't be found | page doesn't exist
page does not exist | page no longer exists | page not available | page unavailable | no such page | page missing
post not found | article not found | story not found | content not found | product not found | topic not found
thread not found | user not found | profile not found | blog not found | site not found | resource not found
document not found | item not found | listing not found | entry not found | nothing found | couldn't find that page
couldn't find this page | can't find that page | can't find this page | couldn't find the page | can't find the page
could not find the page | couldn't find what you're looking for | requested page could not be found
page has been removed | page has been deleted | post has been deleted | post has been removed
article has been removed
page was removed | page was deleted | content has been removed | video unavailable | page has expired | page is gone
no longer available | link is broken | broken link | invalid url | page has moved | the specified key does not exist
article no longer exists | post no longer exists
seite nicht gefunden | seite wurde nicht gefunden | seite konnte nicht gefunden werden | seite existiert nicht
seite existiert nicht mehr | seite nicht verfügbar | seite ist nicht mehr verfügbar | fehler 404 | 404 fehler
nicht gefunden | inhalt nicht gefunden | artikel nicht gefunden | beitrag nicht gefunden | dokument nicht gefunden
datei nicht gefunden | seite nicht vorhanden | beitrag wurde gelöscht | seite wurde gelöscht
page introuvable | page non trouvée | page inexistante | page n'existe pas | page n'existe plus | erreur 404
404 erreur | contenu introuvable | article introuvable | document introuvable | page supprimée | page indisponible
page est introuvable | page demandée est introuvable | page a été supprimée
página no encontrada | página no se encuentra | página no existe | página no disponible | no se encontró la página
no se ha encontrado la página | error 404 | contenido no encontrado | artículo no encontrado | página eliminada
no hemos encontrado la página | no encontramos la página
pagina non trovata | pagina inesistente | pagina non esiste | pagina non disponibile | errore 404
contenuto non trovato | articolo non trovato | pagina non è stata trovata | impossibile trovare la pagina
página não encontrada | página não existe | página inexistente | página indisponível | erro 404
conteúdo não encontrado | página não foi encontrada | não encontramos a página | artigo não encontrado
pagina niet gevonden | pagina bestaat niet | pagina bestaat niet meer | pagina kan niet worden gevonden | fout 404
pagina kon niet worden gevonden | pagina niet beschikbaar | artikel niet gevonden
strona nie została znaleziona | nie znaleziono strony | strona nie istnieje | strony nie znaleziono | błąd 404
nie odnaleziono strony | nie znaleziono artykułu | strona nie znaleziona | podana strona nie istnieje
stránka nenalezena | stránka nebyla nalezena | stránka neexistuje | chyba 404 | článek nebyl nalezen
stránka sa nenašla | stránka nebola nájdená | stránka neexistuje | stránku sme nenašli | stránka nenájdená
az oldal nem található | oldal nem található | a keresett oldal nem található | 404 hiba | nem található oldal
pagina nu a fost găsită | pagina nu există | pagină inexistentă | pagina nu a fost gasita | eroare 404
pagina negăsită | pagina nu mai există
sidan hittades inte | sidan kunde inte hittas | sidan finns inte | sidan kan inte hittas | sidan finns inte längre
siden blev ikke fundet | siden findes ikke | siden kunne ikke findes | siden ikke fundet | side ikke fundet
siden ble ikke funnet | siden finnes ikke | fant ikke siden | siden eksisterer ikke | finner ikke siden
sivua ei löytynyt | sivua ei löydy | sivua ei ole | sivua ei ole olemassa | virhe 404
sayfa bulunamadı | sayfa mevcut değil | böyle bir sayfa yok | hata 404 | 404 hatası | içerik bulunamadı
η σελίδα δεν βρέθηκε | σελίδα δεν βρέθηκε | η σελίδα δεν υπάρχει | σφάλμα 404 | δεν βρέθηκε η σελίδα
страница не найдена | страница не существует | страницы не существует | ошибка 404 | 404 ошибка | страница удалена
такой страницы нет | нет такой страницы | запись не найдена | статья не найдена | документ не найден
страница не была найдена | материал не найден
сторінку не знайдено | сторінка не знайдена | сторінки не існує | сторінка не існує | помилка 404
страницата не е намерена | страницата не съществува | страницата не беше намерена | грешка 404
页面不存在 | 页面未找到 | 找不到页面 | 页面没有找到 | 网页不存在 | 您访问的页面不存在 | 文章不存在 | 内容不存在
页面找不到
找不到网页 | 无法找到该页 | 该页面不存在 | 帖子不存在 | 该内容已被删除 | 文章已被删除
頁面不存在 | 找不到頁面 | 找不到網頁 | 頁面未找到 | 網頁不存在 | 您所找的頁面不存在 | 文章已被刪除
ページが見つかりません | ページは見つかりません | ページが存在しません | お探しのページは見つかりません
ページがありません
記事が見つかりません | ページは存在しません | お探しのページは存在しません | 指定されたページは存在しません
페이지를 찾을 수 없 | 존재하지 않는 페이지 | 페이지가 존재하지 않 | 삭제된 게시물 | 찾을 수 없는 페이지
존재하지 않는 게시
الصفحة غير موجودة | الصفحة المطلوبة غير موجودة | لم يتم العثور على الصفحة | هذه الصفحة غير موجودة | خطأ 404
הדף לא נמצא | העמוד לא נמצא | דף לא נמצא | העמוד המבוקש לא נמצא | הדף המבוקש לא נמצא | שגיאה 404 | עמוד לא נמצא
صفحه یافت نشد | صفحه پیدا نشد | صفحه مورد نظر یافت نشد | صفحه مورد نظر پیدا نشد | خطای 404 | خطای ۴۰۴
không tìm thấy trang | trang không tồn tại | không tìm thấy trang này | lỗi 404 | trang không tìm thấy
ไม่พบหน้า | ไม่พบหน้าที่คุณต้องการ | ไม่พบเพจ | หน้านี้ไม่มีอยู่ | ไม่พบหน้าเว็บ
halaman tidak ditemukan | laman tidak ditemukan | halaman tidak tersedia | kesalahan 404 | halaman tidak ada
पृष्ठ नहीं मिला | पेज नहीं मिला | यह पृष्ठ मौजूद नहीं है | पेज मौजूद नहीं है | पृष्ठ उपलब्ध नहीं है
""")

_HINTS = phrases("""
not found | doesn't exist | does not exist | no longer exists | nothing here | nothing to see here | oops
whoops | uh oh | hoppla | oups | ups | ops | vaya | упс | хоппла | hups | hoppsan
gone | deleted | removed | introuvable | no encontrado | no encontrada | non trovato | non trovata | não encontrado
niet gevonden | nie znaleziono | nenalezeno | nenájdené | nem található | hittades inte | ikke funnet | ikke fundet
ei löytynyt | bulunamadı | δεν βρέθηκε | не найдено | не найден | не знайдено | не е намерено | 不存在 | 找不到
未找到
見つかりません | 찾을 수 없 | غير موجود | לא נמצא | یافت نشد | không tìm thấy | ไม่พบ | tidak ditemukan | नहीं मिला
nu a fost găsit
""")

# What is asked for, and, soon after it, that it is not there.
_ASKED_FOR = phrases("""
stranica koju tražite | tražena stranica | stran ki jo iščete | iskana stran | страница коју тражите
тражена страница | otsitavat lehte | otsitud lehte | lehte mida otsite | meklētā lapa | lapa kuru meklējat
ieškomas puslapis | puslapis kurio ieškote | la pàgina que busqueu | la pàgina que cerqueu | a páxina que buscas
síðan sem þú leitar að | halaman yang anda cari | bilatzen duzun orria | faqja që kërkoni
item you are trying to view | user you are looking for | member you are looking for | profile you are looking for
topic you are looking for | thread you are looking for | job you are looking for | listing you are looking for
page you requested | page you are looking for | page you're looking for | page you were looking for | page requested
page you are trying to reach | page you're trying to reach | page you were trying to reach | page you tried to reach
page you are trying to view | page you were trying to view | page you have requested | page that you requested
page that you are looking for | page you tried to access | page you are trying to access | page you want
page you wanted | requested page | requested url | requested resource | requested document | requested address
content you are looking for | content you're looking for | article you are looking for | article you're looking for
post you are looking for | post you're looking for | product you are looking for | item you are looking for
thing you are looking for | thing you're looking for | file you requested | url you requested | url you entered
address you entered | link you followed | link you clicked | whatever you were looking for
blog you were looking for | what you're looking for | what you are looking for | story you're looking for
article you requested | content you requested | product you requested | story you requested
requested topic | requested thread | requested post | requested article | requested content | requested file
requested item | requested product | topic you requested | thread you requested | profile you requested
specified thread | specified key | specified post | specified page | specified topic | specified user
die gesuchte seite | die angeforderte seite | die von ihnen gesuchte seite | die von dir gesuchte seite
die aufgerufene seite | die gewünschte seite | die von ihnen angeforderte seite | der gesuchte inhalt
der gewünschte artikel | die angegebene adresse
la page que vous recherchez | la page que vous cherchez | la page que vous avez demandée | la page demandée
la page que vous demandez | le contenu que vous recherchez | l'article que vous recherchez
la página que buscas | la página que busca | la página que estás buscando | la página que está buscando
la página que has solicitado | la página solicitada | el contenido que buscas | la dirección solicitada
la página que intentas
la pagina che stai cercando | la pagina che cerchi | la pagina richiesta | la pagina cercata
il contenuto richiesto
a página que procura | a página que você procura | a página que você está procurando | a página solicitada
a página que está à procura | o conteúdo que procura | a página que tentou
de pagina die je zoekt | de pagina die u zoekt | de opgevraagde pagina | de gevraagde pagina | de door u opgevraagde
strona, której szukasz | strony, której szukasz | żądana strona | szukana strona | żądanej strony
stránka, kterou hledáte | požadovaná stránka | hledaná stránka | stránka, kterou jste hledali
stránka, ktorú hľadáte | hľadaná stránka | požadovaná stránka
a keresett oldal | a kért oldal | az ön által keresett oldal
pagina pe care o căutați | pagina pe care o cauți | pagina căutată | pagina solicitată
sidan du letar efter | sidan du söker | sidan du sökte | sidan som du letar efter
siden du leder efter | siden, du leder efter | den side, du leder efter | siden du leter etter | siden du ser etter
den side du søger
etsimääsi sivua | hakemaasi sivua | etsimäsi sivu | pyydettyä sivua
aradığınız sayfa | istediğiniz sayfa | ulaşmaya çalıştığınız sayfa
η σελίδα που ζητήσατε | η σελίδα που αναζητάτε | η σελίδα που ψάχνετε
запрашиваемая страница | запрошенная страница | запрашиваемой страницы | страница, которую вы ищете
страницы, которую вы | страница, на которую | запрашиваемый документ | страница которую вы запросили
сторінка, яку ви шукаєте | запитувана сторінка | сторінку, яку ви шукаєте | запитану сторінку
страницата, която търсите | търсената страница | търсената от вас страница
您访问的页面 | 您要访问的页面 | 您请求的页面 | 您要查看的页面 | 您要找的页面 | 你访问的页面 | 你要找的页面
您查看的页面
您要尋找的頁面 | 您所尋找的頁面 | 您要找的頁面 | 您造訪的頁面
お探しのページ | お探しの記事 | アクセスしようとしたページ | 指定されたページ | ご指定のページ | ご指定の
요청하신 페이지 | 찾으시는 페이지 | 요청한 페이지 | 방문하시려는 페이지 | 찾고 계신 페이지
الصفحة التي تبحث عنها | الصفحة التي طلبتها | الصفحة المطلوبة
הדף שחיפשת | העמוד שחיפשת | הדף שביקשת | העמוד שאתה מחפש | הדף שאתם מחפשים | העמוד שחיפשתם | הדף המבוקש
صفحه ای که به دنبال | صفحه مورد نظر شما | صفحه‌ای که دنبال | صفحه درخواستی
trang bạn đang tìm | trang bạn yêu cầu | trang mà bạn | trang bạn tìm
หน้าที่คุณกำลังค้นหา | หน้าที่คุณต้องการ | หน้าที่คุณค้นหา | หน้าที่ท่านต้องการ
halaman yang anda cari | halaman yang anda minta | halaman yang kamu cari | laman yang anda cari
जिस पृष्ठ की आप | आप जिस पृष्ठ | आप जिस पेज | जिस पेज को आप
""")
_MISSING = phrases("""
nije pronađena | ne postoji | ni bila najdena | ne obstaja | није пронађена | не постоји | ei leitud
ei eksisteeri | nav atrasta | neeksistē | nerastas | neegzistuoja | no existeix | no s'ha trobat | non existe
fannst ekki | er ekki til | tidak wujud | tidak dijumpai | ez da existitzen | ez da aurkitu | nuk u gjet
nuk ekziston
not found | not be found | cannot be found | can't be found | couldn't be found | could not find | couldn't find
can't find | cannot find | unable to find | doesn't exist | does not exist | no longer exists
doesn't seem to exist
not exist | has been removed | have been removed | been deleted | been moved | was removed | was deleted | was moved
has moved | is no longer | no longer here | isn't here | is not here | isn't available | is not available | is gone
been renamed | is missing | went missing | doesn't currently exist | may be broken | is broken | is incorrect
been relocated | been archived | has expired | isn't there | is not there
nicht gefunden | existiert nicht | nicht mehr | nicht vorhanden | wurde gelöscht | verschoben | nicht finden
nicht verfügbar | gibt es nicht | entfernt | umgezogen
introuvable | n'existe | pas été trouvée | a été supprimé | a été supprimée | a été déplacée | plus disponible
plus en ligne | pas disponible | pas été trouvé | supprimée | déplacée
no existe | no se encuentra | no se ha encontrado | no encontrada | ha sido eliminada | no está disponible
ya no está | ha sido movida | no se pudo encontrar | no ha sido encontrada | fue eliminada
non esiste | non è stata trovata | non è disponibile | è stata rimossa | è stata spostata | non trovata | non è più
non è stato trovato | inesistente
não existe | não foi encontrada | não está disponível | foi removida | foi movida | não encontrada | já não
não pode ser encontrada | não foi encontrado
bestaat niet | niet gevonden | niet vinden | niet meer | verwijderd | niet worden gevonden | verplaatst | is weg
nie istnieje | nie została znaleziona | usunięta | przeniesiona | nie znaleziono | nie jest dostępna | nie ma
neexistuje | nebyla nalezena | byla odstraněna | nenalezena | přesunuta | nebola nájdená | nenašla | odstránená
bola presunutá | smazána
nem található | nem létezik | törölték | törölve | áthelyez
nu există | nu a fost găsită | nu mai există | a fost ștearsă | a fost mutată | nu este disponibilă
finns inte | hittades inte | kunde inte hittas | tagits bort | flyttats | kan inte hittas
findes ikke | blev ikke fundet | er flyttet | slettet | kunne ikke findes | finnes ikke | ble ikke funnet | fjernet
eksisterer ikke | ikke funnet
ei löytynyt | ei löydy | ei ole | poistettu | siirretty
bulunamadı | mevcut değil | kaldırıl | taşınmış | silinmiş | yok
δεν βρέθηκε | δεν υπάρχει | έχει αφαιρεθεί | έχει μετακινηθεί | διαγραφεί
не найдена | не существует | удалена | перемещена | нет на сайте | не найден | удален | была удалена | отсутствует
не знайдено | не існує | видалено | переміщено | не знайдена | видалена
не е намерена | не съществува | преместена | изтрита | не може да бъде намерена
不存在 | 未找到 | 已删除 | 被删除 | 找不到 | 不见了 | 已被移除 | 没有找到 | 走丢 | 已被刪除 | 已移除 | 無法找到
見つかりません | 存在しません | 削除され | 移動し | 移動または削除 | ありません | 見つかりませんでした
찾을 수 없 | 존재하지 않 | 삭제되 | 변경되
غير موجودة | غير متوفرة | تم حذفها | غير متاحة | تم نقلها | لم يتم العثور | لا توجد
לא נמצא | לא קיים | הוסר | לא נמצאה | אינו קיים | לא קיימת | הועבר
یافت نشد | پیدا نشد | وجود ندارد | حذف شده
không tồn tại | không tìm thấy | đã bị xóa | không có | đã được di chuyển | bị gỡ
ไม่พบ | ไม่มีอยู่ | ถูกลบ | ถูกย้าย
tidak ditemukan | tidak tersedia | tidak ada | telah dihapus | sudah dihapus | dipindahkan
नहीं मिला | मौजूद नहीं | उपलब्ध नहीं | हटा दिया | नहीं मिल
""")

# What may be said to be missing, of a page or of a sail.
_THINGS = phrases("""
    page | article | post | story | content | product | item | listing | site | url | file | document | topic
    thread | job
    event | recipe | video | profile | account | seite | artikel | beitrag | inhalt | produkt | datei | page
    contenu
    publication | página | artículo | contenido | publicación | producto | pagina | articolo | contenuto | prodotto
    artigo | conteúdo | produto | bericht | product | strona | strony | artykuł | stránka | stránku | článek
    článok | oldal
    sidan | sida | artikeln | siden | side | artiklen | artikkelen | sivua | sivu | artikkelia | sayfa | içerik
    σελίδα
    страница | страницы | страницу | статья | запись | сторінка | сторінки | сторінку | страницата | статията
    页面 | 网页
    文章 | 頁面 | ページ | 記事 | 페이지 | 게시물 | الصفحة | المقال | הדף | העמוד | הכתבה | صفحه | مطلب | trang
    bài viết | หน้า
    halaman | laman | artikel | पृष्ठ | पेज | लेख
""")
_SENTENCES = phrases("""
no thread specified | invalid thread specified | no forum specified | invalid forum specified | no post specified
could not locate the item
no hemos encontrado la página | no encontramos la página | nous n'avons pas trouvé la page
nous n'avons pas trouvé cette page
non abbiamo trovato la pagina | não encontramos a página | wir haben die seite nicht gefunden
was not found on this server | could not be found on this server | there isn't a github pages site here
no such app
there's nothing here | sorry, this page isn't available | we couldn't find that page | we can't find that page
we couldn't find the page | we can't find the page | we could not find the page | we couldn't find this page
we can't seem to find the page | we can't find what you're looking for | nothing was found at this location
it looks like nothing was found | that page can't be found | that page doesn't exist
this page could not be found | this page does not exist
this page doesn't exist | this page no longer exists | this post no longer exists | this page is no longer available
this content is no longer available | this article is no longer available | this post has been deleted
this page has been removed | this page has been deleted | this post is no longer available | blog has been removed
this account doesn't exist | this page is missing | deployment could not be found
link you followed may be broken
this video isn't available anymore | this video is no longer available | 404 not found nginx | nosuchkey
wir konnten die seite nicht finden
diese seite existiert nicht | diese seite gibt es nicht | diese seite wurde nicht gefunden
cette page n'existe pas | cette page n'existe plus
cette page est introuvable | nous ne trouvons pas la page
esta página no existe
questa pagina non esiste | torna alla pagina iniziale
esta página não existe
deze pagina bestaat niet
ta strona nie istnieje
tato stránka neexistuje
táto stránka neexistuje
ez az oldal nem létezik
această pagină nu există
такой страницы не существует | страница была удалена
العودة للرئيسية
""")

# Many pages say this in passing; beside one of the words above it speaks for an error.
_COMPANIONS = phrases("""
return to the homepage
go back to the homepage | back to homepage | go to homepage | return to homepage | check the url | check the address
mistyped the address | typed the address | typed the url | the link may be broken
zurück zur startseite | prüfen sie die adresse | überprüfen sie die url
zur startseite
retour à l'accueil | retourner à l'accueil | vérifiez l'adresse
volver al inicio | volver a la página de inicio | ir a la página de inicio | ir al inicio
torna alla home | torna alla homepage
voltar ao início | voltar à página inicial | voltar para a página inicial
terug naar de homepage | terug naar home | ga naar de homepage
wróć na stronę główną | powrót do strony głównej | przejdź do strony głównej
zpět na hlavní stránku | zpět na úvodní stránku | späť na hlavnú stránku
späť na úvodnú stránku
vissza a főoldalra | vissza a kezdőlapra
înapoi la pagina principală
tillbaka till startsidan | till startsidan | tilbage til forsiden | gå til forsiden | tilbake til forsiden
takaisin etusivulle | siirry etusivulle
ana sayfaya dön | anasayfaya dön | επιστροφή στην αρχική
вернуться на главную | перейти на главную | на главную страницу | проверьте правильность адреса
повернутися на головну | на головну сторінку
към началната страница | обратно към началната
返回首页 | 回到首页 | 返回主页 | 回首頁 | 返回首頁 | トップページへ戻る | トップページに戻る | トップへ戻る
홈으로 돌아가기 | 메인으로 돌아가기 | 홈으로 이동 | العودة إلى الصفحة الرئيسية
חזרה לדף הבית | בחזרה לדף הבית | לדף הבית | بازگشت به صفحه اصلی | صفحه اصلی سایت
quay lại trang chủ | về trang chủ | trở về trang chủ | กลับหน้าแรก | กลับสู่หน้าหลัก | กลับไปหน้าแรก
kembali ke beranda | kembali ke halaman utama | मुखपृष्ठ पर लौटें | होम पेज पर जाएं | वापस होम
""")

NOT_FOUND = Vocabulary(
    _NAMES, _SENTENCES, _HINTS, _COMPANIONS, spoken=(_ASKED_FOR, _MISSING), half_spoken=(_THINGS, _MISSING)
)
