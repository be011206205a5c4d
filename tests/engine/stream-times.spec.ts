import { expect, test } from 'vitest';
import { viewOfRow } from '../../server/application/order/row-view.ts';
import { claimEnds } from '../../server/application/parcel/claim-time.ts';
import { streamTimes } from '../../server/application/stream-times.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import { anOrder } from '../builders/store-rows.ts';

/** A store whose one stream was made with times of its own; whatever else is asked for it does not answer. */
function aStore() {
  const asked: string[] = [];
  const settings = { ...defaultSettings, remorseMs: 60_000, claimMs: 120_000 };
  const store = {
    async factAt(streamId: string) {
      asked.push(streamId);
      if (streamId !== 'own') throw new Error('its disk is away');
      return { seq: 1, body: JSON.stringify({ type: 'stream_created', body: { settings } }) };
    },
  };
  return { asked, deps: { store } as unknown as Parameters<typeof streamTimes>[0] };
}

test('[O4] until when an order may be cancelled is what its stream says, however the usual times change', async () => {
  const { deps, asked } = aStore();
  const timesOf = await streamTimes(deps, ['own', 'own']);
  expect(timesOf('own')).toEqual({ remorseMs: 60_000, claimMs: 120_000 });
  await streamTimes(deps, ['own']);
  expect(asked).toEqual(['own']);
  const order = anOrder('own', 'paid', { status: 'PAID', paidAtMs: 5 });
  expect(viewOfRow({ order, lines: [] }, timesOf('own')).freeCancelUntilMs).toBe(60_005);
});

test('[O6] and until when something may be claimed; one that can not be read has the usual times, and is asked again', async () => {
  const { deps, asked } = aStore();
  const endOf = await claimEnds(deps, ['own', 'away']);
  expect([endOf('own', 1), endOf('away', 1)]).toEqual([120_001, 1 + defaultSettings.claimMs]);
  await claimEnds(deps, ['away']);
  expect(asked).toEqual(['own', 'away', 'away']);
});
