/**
 * The element's own words. `#` stands for a number; the phrases are worded so that no plural forms are needed.
 *
 * The optional ones are for languages whose dates browsers lack, and lists with commas between: `ago` is now, minutes,
 * hours, today and yesterday, `months` starts with January and `weekdays` with Sunday.
 */
export interface Strings {
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
  readonly pending: string;
  readonly empty: string;
  readonly all: string;
  readonly previous: string;
  readonly next: string;
  readonly dismiss: string;
  readonly carousel: string;
  readonly connecting: string;
  readonly live: string;
  readonly stale: string;
  readonly offline: string;
  readonly retracted: string;
  readonly ago?: string;
  readonly months?: string;
  readonly weekdays?: string;
}

/** The built-in languages. `scripts/pack-words.mjs` writes them shorter into the file that pages load. */
export const words: Readonly<Record<string, Strings>> = {
  en: {
    flash: 'Flash', bulletin: 'Bulletin', urgent: 'Urgent',
    photo: 'Photo', video: 'Video', pinned: 'Pinned', corrected: 'Corrected',
    pause: 'Pause', resume: 'Resume', paused: 'Paused',
    pending: '# new', empty: 'No news yet', all: 'All news',
    previous: 'Previous', next: 'Next', dismiss: 'Close', carousel: 'Carousel',
    connecting: 'Connecting', live: 'Live', stale: 'Delayed', offline: 'Offline', retracted: 'Retracted',
  },
  az: {
    flash: 'Çox təcili', bulletin: 'Mühüm', urgent: 'Təcili',
    photo: 'Foto', video: 'Video', pinned: 'Sancaqlanıb', corrected: 'Düzəliş',
    pause: 'Dayandır', resume: 'Davam et', paused: 'Dayandırılıb',
    pending: '# yeni', empty: 'Hələ xəbər yoxdur', all: 'Bütün xəbərlər',
    previous: 'Əvvəlki', next: 'Növbəti', dismiss: 'Bağla', carousel: 'Karusel',
    connecting: 'Qoşulur', live: 'Canlı', stale: 'Gecikir', offline: 'Əlaqə yoxdur', retracted: 'Geri çağırılıb',
    ago: 'indicə,# dəq. əvvəl,# saat əvvəl,bu gün,dünən',
    months: 'yanvar,fevral,mart,aprel,may,iyun,iyul,avqust,sentyabr,oktyabr,noyabr,dekabr',
    weekdays: 'bazar,bazar ertəsi,çərşənbə axşamı,çərşənbə,cümə axşamı,cümə,şənbə',
  },
  tr: {
    flash: 'Flaş', bulletin: 'Son dakika', urgent: 'Acil',
    photo: 'Fotoğraf', video: 'Video', pinned: 'Sabitlendi', corrected: 'Düzeltme',
    pause: 'Duraklat', resume: 'Devam et', paused: 'Duraklatıldı',
    pending: '# yeni', empty: 'Henüz haber yok', all: 'Tüm haberler',
    previous: 'Önceki', next: 'Sonraki', dismiss: 'Kapat', carousel: 'Döngü',
    connecting: 'Bağlanıyor', live: 'Canlı', stale: 'Gecikmeli', offline: 'Bağlantı yok', retracted: 'Geri çekildi',
  },
  ru: {
    flash: 'Молния', bulletin: 'Экспресс', urgent: 'Срочно',
    photo: 'Фото', video: 'Видео', pinned: 'Закреплено', corrected: 'Исправлено',
    pause: 'Пауза', resume: 'Продолжить', paused: 'На паузе',
    pending: 'Новых: #', empty: 'Пока нет новостей', all: 'Все новости',
    previous: 'Назад', next: 'Далее', dismiss: 'Закрыть', carousel: 'Карусель',
    connecting: 'Подключение', live: 'В эфире', stale: 'С задержкой', offline: 'Нет связи', retracted: 'Отозвано',
  },
  ar: {
    flash: 'خبر عاجل', bulletin: 'نبأ مهم', urgent: 'عاجل',
    photo: 'صور', video: 'فيديو', pinned: 'مثبّت', corrected: 'تصحيح',
    pause: 'إيقاف مؤقت', resume: 'متابعة', paused: 'متوقف مؤقتًا',
    pending: 'جديد: #', empty: 'لا أخبار بعد', all: 'كل الأخبار',
    previous: 'السابق', next: 'التالي', dismiss: 'إغلاق', carousel: 'عرض دوّار',
    connecting: 'جارٍ الاتصال', live: 'مباشر', stale: 'متأخر', offline: 'غير متصل', retracted: 'سُحب الخبر',
  },
};
