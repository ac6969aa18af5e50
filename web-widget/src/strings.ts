import type { Choice } from './attributes.ts';

/** The names of the element's words, in the order in which the tables below list them. */
const names =
  'flash bulletin urgent photo video pinned corrected pause resume paused pending empty all previous next dismiss carousel connecting live stale offline retracted ago months weekdays';

type Dates = 'ago' | 'months' | 'weekdays';
/**
 * The element's own words. `#` stands for a number; the phrases are worded so that no plural forms are needed.
 *
 * The optional ones are for languages whose dates browsers lack, and lists with commas between: `ago` is now, minutes,
 * hours, today and yesterday, `months` starts with January and `weekdays` with Sunday.
 */
export type Strings = Readonly<Record<Exclude<Choice<typeof names>, Dates>, string>> & { readonly [list in Dates]?: string };

export interface Words {
  readonly tag: string;
  readonly dir: string;
  readonly strings: Strings;
}

const languages = new Map<string, Words>();

const primary = (tag: string) => tag.toLowerCase().split('-')[0]!;

/** Words of another language, or other words of one: English stands in for what the map leaves out. */
export function addStrings(lang: string, map: Partial<Strings>): void {
  const tag = primary(lang);
  const strings: Strings = { ...languages.get('en')?.strings!, ...languages.get(tag)?.strings, ...map };
  // From the first Hebrew letter to the last Arabic one.
  languages.set(tag, { tag, strings, dir: /[א-ࣿ]/.test(strings.all) ? 'rtl' : 'ltr' });
}

/** English says the names themselves, but for a few. */
const tables = {
  en: '|||PHOTO|VIDEO||||||# new|No news yet|All news|||Close||||Delayed||',
  az: 'Çox təcili|Mühüm|Təcili|FOTO|VİDEO|Sancaqlanıb|Düzəliş|Dayandır|Davam et|Dayandırılıb|# yeni|Hələ xəbər yoxdur|Bütün xəbərlər|Əvvəlki|Növbəti|Bağla|karusel|Qoşulur|Canlı|Gecikir|Əlaqə yoxdur|Geri çağırılıb|indicə,# dəq. əvvəl,# saat əvvəl,Bu gün,Dünən|yanvar,fevral,mart,aprel,may,iyun,iyul,avqust,sentyabr,oktyabr,noyabr,dekabr|Bazar,Bazar ertəsi,Çərşənbə axşamı,Çərşənbə,Cümə axşamı,Cümə,Şənbə',
  tr: 'Flaş|Son dakika|Acil|FOTOĞRAF|VİDEO|Sabitlendi|Düzeltme|Duraklat|Devam et|Duraklatıldı|# yeni|Henüz haber yok|Tüm haberler|Önceki|Sonraki|Kapat|döngü|Bağlanıyor|Canlı|Gecikmeli|Bağlantı yok|Geri çekildi',
  ru: 'Молния|Экспресс|Срочно|ФОТО|ВИДЕО|Закреплено|Исправлено|Пауза|Продолжить|На паузе|Новых: #|Пока нет новостей|Все новости|Назад|Далее|Закрыть|карусель|Подключение|В эфире|С задержкой|Нет связи|Отозвано',
  ar: 'خبر عاجل|نبأ مهم|عاجل|صور|فيديو|مثبّت|تصحيح|إيقاف مؤقت|متابعة|متوقف مؤقتًا|جديد: #|لا أخبار بعد|كل الأخبار|السابق|التالي|إغلاق|عرض دوّار|جارٍ الاتصال|مباشر|متأخر|غير متصل|سُحب الخبر',
};
for (const [lang, table] of Object.entries(tables)) {
  const words = table.split('|');
  const named = names.split(' ').slice(0, words.length);
  addStrings(lang, Object.fromEntries(named.map((name, at) => [name, words[at] || name[0]!.toUpperCase() + name.slice(1)])));
}

/** The words of the tag's own language, or English. */
export const wordsFor = (lang: string): Words => languages.get(primary(lang)) ?? languages.get('en')!;
