import type { StreamState } from './stream.ts';

/** The element's own words. `#` stands for a number; the phrases are worded so that no plural forms are needed. */
export interface Strings extends Readonly<Record<StreamState, string>> {
  readonly flash: string;
  readonly bulletin: string;
  readonly urgent: string;
  readonly photo: string;
  readonly video: string;
  readonly pinned: string;
  readonly corrected: string;
  readonly pause: string;
  readonly resume: string;
  readonly paused: string;
  readonly more: string;
  readonly empty: string;
  readonly news: string;
}

const en: Strings = {
  flash: 'Flash',
  bulletin: 'Bulletin',
  urgent: 'Urgent',
  photo: 'PHOTO',
  video: 'VIDEO',
  pinned: 'Pinned',
  corrected: 'Corrected',
  pause: 'Pause',
  resume: 'Resume',
  paused: 'Paused',
  more: '# new',
  empty: 'No news yet',
  news: 'News',
  connecting: 'Connecting',
  live: 'Live',
  stale: 'Delayed',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
};

const az: Strings = {
  flash: 'Çox təcili',
  bulletin: 'Mühüm',
  urgent: 'Təcili',
  photo: 'FOTO',
  video: 'VİDEO',
  pinned: 'Sancaqlanıb',
  corrected: 'Düzəliş',
  pause: 'Dayandır',
  resume: 'Davam et',
  paused: 'Dayandırılıb',
  more: '# yeni',
  empty: 'Hələ xəbər yoxdur',
  news: 'Xəbərlər',
  connecting: 'Qoşulur',
  live: 'Canlı',
  stale: 'Gecikir',
  reconnecting: 'Yenidən qoşulur',
  offline: 'Əlaqə yoxdur',
};

const tr: Strings = {
  flash: 'Flaş',
  bulletin: 'Son dakika',
  urgent: 'Acil',
  photo: 'FOTOĞRAF',
  video: 'VİDEO',
  pinned: 'Sabitlendi',
  corrected: 'Düzeltme',
  pause: 'Duraklat',
  resume: 'Devam et',
  paused: 'Duraklatıldı',
  more: '# yeni',
  empty: 'Henüz haber yok',
  news: 'Haberler',
  connecting: 'Bağlanıyor',
  live: 'Canlı',
  stale: 'Gecikmeli',
  reconnecting: 'Yeniden bağlanıyor',
  offline: 'Bağlantı yok',
};

const ru: Strings = {
  flash: 'Молния',
  bulletin: 'Экспресс',
  urgent: 'Срочно',
  photo: 'ФОТО',
  video: 'ВИДЕО',
  pinned: 'Закреплено',
  corrected: 'Исправлено',
  pause: 'Пауза',
  resume: 'Продолжить',
  paused: 'На паузе',
  more: 'Новых: #',
  empty: 'Пока нет новостей',
  news: 'Новости',
  connecting: 'Подключение',
  live: 'В эфире',
  stale: 'С задержкой',
  reconnecting: 'Переподключение',
  offline: 'Нет связи',
};

const ar: Strings = {
  flash: 'خبر عاجل',
  bulletin: 'نبأ مهم',
  urgent: 'عاجل',
  photo: 'صور',
  video: 'فيديو',
  pinned: 'مثبّت',
  corrected: 'تصحيح',
  pause: 'إيقاف مؤقت',
  resume: 'متابعة',
  paused: 'متوقف مؤقتًا',
  more: 'جديد: #',
  empty: 'لا أخبار بعد',
  news: 'الأخبار',
  connecting: 'جارٍ الاتصال',
  live: 'مباشر',
  stale: 'متأخر',
  reconnecting: 'إعادة الاتصال',
  offline: 'غير متصل',
};

const languages: Readonly<Record<string, Strings>> = { en, az, tr, ru, ar };

/** A language the element's words are written in: the tag's own, or English. */
export function wordsFor(tag: string): { language: string; dir: 'ltr' | 'rtl'; strings: Strings } {
  const primary = tag.toLowerCase().split('-')[0]!;
  const language = Object.hasOwn(languages, primary) ? primary : 'en';
  return { language, dir: language === 'ar' ? 'rtl' : 'ltr', strings: languages[language]! };
}
