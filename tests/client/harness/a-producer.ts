import type { PublicProducer, StreamProducers } from '../../../shared/contract/producer-profile.ts';
import { DAY } from '../../../shared/values/time.ts';

export const PRODUCER = '0190a000-0000-7000-9000-000000000078';

/** A producer with plenty to tell, names of forty characters and prices of six digits among it; or with nothing at all. */
export function aProducer(isNew: boolean): PublicProducer {
  const nowMs = Date.now();
  const names = { producerId: PRODUCER, producer: '老君山薯农合作社', producerEn: 'Laojunshan Potato Co-op' };
  if (isNew) {
    const nothing = { portrait: '', words: '', wordsEn: '' };
    return { ...names, profile: nothing, version: 0, places: [], products: [], total: 0, streams: [] };
  }
  const long = '高山沙土地里种的红皮小土豆，蒸着吃、炕着吃都好，一箱五公斤装，顺丰冷链发货';
  const at = (when: 'on' | 'coming' | 'past', days: number) => ({ when, startsAtMs: nowMs + days * DAY });
  const product = (itemNumber: number, name: string, nameEn: string, priceMinor: number) => ({
    ...{ slug: 'potato-day', itemNumber, name, nameEn, picture: '', currency: 'CNY', priceMinor },
  });
  return {
    ...names,
    version: 1,
    profile: {
      portrait:
        'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 9 9%22%3E%3Crect width=%229%22 height=%229%22 fill=%22%23b98%22/%3E%3C/svg%3E',
      licence: { holder: '老君山薯农合作社', number: '91532931MA6N0000XX' },
      words: '我姓杨，种了大半辈子洋芋。\n\n挖出来当天分拣，坏的不装箱。',
      wordsEn:
        'I have grown potatoes for most of my life.\n\nWe sort them the day we dig them, and no bad one goes into a box.',
    },
    places: [{ origin: '云南剑川老君山镇', originEn: 'Laojunshan, Jianchuan, Yunnan' }],
    products: [
      { ...product(7, '红皮土豆', 'Red potatoes', 1_990), ...at('on', 0), sold: 203 },
      {
        ...product(12, long, 'Small red potatoes of the high fields', 1_234_567),
        ...at('on', 0),
        sold: 31_207,
      },
      { ...product(3, '紫土豆', 'Purple potatoes', 2_680), ...at('coming', 2) },
      { ...product(1, '土豆粉', 'Potato flour', 890), ...at('past', -9) },
    ],
    total: 4,
    streams: [
      { slug: 'potato-day', title: '土豆节', titleEn: 'Potato day', ...at('on', 0) },
      { slug: 'next-day', title: '周末赶集', titleEn: 'Weekend fair', ...at('coming', 2) },
      { slug: 'past-day', title: '秋收专场', titleEn: 'Harvest evening', ...at('past', -9) },
    ],
  };
}

/** Whose products a stream has: all are this producer's. */
export const itsProducers: StreamProducers = {
  producers: [
    {
      ...{ producerId: PRODUCER, producer: '老君山薯农合作社', producerEn: 'Laojunshan Potato Co-op' },
      items: Array.from({ length: 99 }, (_, index) => index + 1),
    },
  ],
};
