import type { ReplayView } from '../../shared/contract/media.ts';
import { STREAM } from './fake-live.ts';
import { EIGHT, MINUTE } from './market.ts';

const good = (itemNumber: number, more: Partial<ReplayView['items'][number]> = {}) => ({
  itemNumber,
  name: `Good ${itemNumber}`,
  producer: 'Shibao Farm',
  picture: '',
  fromMs: EIGHT,
  toMs: null,
  thenMinor: 1_000 * itemNumber,
  todayMinor: 1_000 * itemNumber,
  ...more,
});

/** A stream that is over: three goods, two pins and a flash, recorded from its second minute on. */
export function aReplay(more: Partial<ReplayView> = {}): ReplayView {
  return {
    streamId: STREAM,
    slug: 'potato-day',
    title: '土豆节 Potato day',
    hostName: '阿妹 Amei',
    currency: 'CNY',
    startedAtMs: EIGHT,
    endedAtMs: EIGHT + 30 * MINUTE,
    playlist: '/api/v1/streams/potato-day/replay/recording.m3u8',
    stretches: [{ mediaMs: 0, atMs: EIGHT + MINUTE, durationMs: 20 * MINUTE }],
    pins: [
      { itemNumber: 1, fromMs: EIGHT + 2 * MINUTE, toMs: EIGHT + 5 * MINUTE },
      { itemNumber: 2, fromMs: EIGHT + 5 * MINUTE, toMs: EIGHT + 9 * MINUTE },
      { itemNumber: 1, fromMs: EIGHT + 25 * MINUTE, toMs: EIGHT + 30 * MINUTE },
    ],
    flashes: [{ itemNumber: 2, priceMinor: 1_500, fromMs: EIGHT + 6 * MINUTE, toMs: EIGHT + 8 * MINUTE }],
    items: [
      good(1, { name: 'Red potatoes', toMs: EIGHT + 28 * MINUTE, todayMinor: 1_200 }),
      good(2, { name: 'Walnuts', fromMs: EIGHT + MINUTE }),
      good(3, { name: 'Honey', fromMs: EIGHT + 3 * MINUTE, todayMinor: null }),
    ],
    ...more,
  };
}
