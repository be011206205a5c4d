import type { StreamPageView } from '../../../shared/market/stream/page.ts';

/** What the page of a stream says, for pictures of its form: nearly all that it may, or no more than it must. */
export function streamPage(scene: string): StreamPageView {
  const scheduledAtMs = Date.now() + 3_600_000;
  if (scene === 'planned') {
    const page = { title: '土豆节', scheduledAtMs };
    return { version: 0, isPlanned: true, page, currency: 'CNY', currencyFixedBy: null };
  }
  return {
    version: 4,
    isPlanned: false,
    currency: 'CNY',
    currencyFixedBy: 'items',
    page: {
      title: '沙溪秋季集市土豆节专场直播',
      titleEn: 'Potato day in Shaxi, autumn market',
      hostNameEn: 'Amei',
      scheduledAtMs,
      description: '老君山的红皮土豆刚下地，今晚现挖现发。'.repeat(6),
      descriptionEn: 'Red potatoes from Laojunshan, dug this week and sent tomorrow. '.repeat(3).trim(),
    },
  };
}
