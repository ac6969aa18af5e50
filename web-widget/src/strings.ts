/** The names of the element's words, in the order in which the tables below list them. */
const names = [
  'flash', 'bulletin', 'urgent', 'photo', 'video', 'pinned', 'corrected', 'pause', 'resume', 'paused', 'pending', 'empty',
  'all', 'previous', 'next', 'dismiss', 'carousel', 'connecting', 'live', 'stale', 'offline',
] as const;

/**
 * The element's own words. `#` stands for a number; the phrases are worded so that no plural forms are needed.
 *
 * The optional ones are lists with `|` between, for languages whose dates browsers lack: `days` is today and yesterday,
 * `ago` is now, minutes and hours, `months` starts with January and `weekdays` with Sunday.
 */
export type Strings = Readonly<Record<(typeof names)[number], string>> & {
  readonly [list in 'days' | 'ago' | 'months' | 'weekdays']?: string;
};

export interface Words {
  readonly tag: string;
  readonly dir: string;
  readonly strings: Strings;
}

const languages: Record<string, Strings> = Object.create(null);

const primary = (tag: string) => tag.toLowerCase().split('-')[0]!;

/** Words of another language, or other words of one: English stands in for what the map leaves out. */
export function addStrings(lang: string, map: Partial<Strings>): void {
  const tag = primary(lang);
  languages[tag] = { ...languages.en!, ...languages[tag], ...map };
}

function table(lang: string, list: string, dates?: Partial<Strings>): void {
  const words = list.split('|');
  addStrings(lang, { ...Object.fromEntries(names.map((name, at) => [name, words[at]])), ...dates });
}

table('en', 'Flash|Bulletin|Urgent|PHOTO|VIDEO|Pinned|Corrected|Pause|Resume|Paused|# new|No news yet|All news|Previous|Next|Close|carousel|Connecting|Live|Delayed|Offline');

table('az', 'Çox təcili|Mühüm|Təcili|FOTO|VİDEO|Sancaqlanıb|Düzəliş|Dayandır|Davam et|Dayandırılıb|# yeni|Hələ xəbər yoxdur|Bütün xəbərlər|Əvvəlki|Növbəti|Bağla|karusel|Qoşulur|Canlı|Gecikir|Əlaqə yoxdur', {
  days: 'Bu gün|Dünən',
  ago: 'indicə|# dəq. əvvəl|# saat əvvəl',
  months: 'yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr',
  weekdays: 'Bazar|Bazar ertəsi|Çərşənbə axşamı|Çərşənbə|Cümə axşamı|Cümə|Şənbə',
});

table('tr', 'Flaş|Son dakika|Acil|FOTOĞRAF|VİDEO|Sabitlendi|Düzeltme|Duraklat|Devam et|Duraklatıldı|# yeni|Henüz haber yok|Tüm haberler|Önceki|Sonraki|Kapat|döngü|Bağlanıyor|Canlı|Gecikmeli|Bağlantı yok');

table('ru', 'Молния|Экспресс|Срочно|ФОТО|ВИДЕО|Закреплено|Исправлено|Пауза|Продолжить|На паузе|Новых: #|Пока нет новостей|Все новости|Назад|Далее|Закрыть|карусель|Подключение|В эфире|С задержкой|Нет связи');

table('ar', 'خبر عاجل|نبأ مهم|عاجل|صور|فيديو|مثبّت|تصحيح|إيقاف مؤقت|متابعة|متوقف مؤقتًا|جديد: #|لا أخبار بعد|كل الأخبار|السابق|التالي|إغلاق|عرض دوّار|جارٍ الاتصال|مباشر|متأخر|غير متصل');

/** A language the element's words are written in: the tag's own, or English. */
export function wordsFor(lang: string): Words {
  const tag = languages[primary(lang)] ? primary(lang) : 'en';
  return { tag, dir: /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)$/.test(tag) ? 'rtl' : 'ltr', strings: languages[tag]! };
}
