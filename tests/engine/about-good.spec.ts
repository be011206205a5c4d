import { expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { aboutGood } from '../../server/application/catalogue/about.ts';
import { AuditMarket } from '../builders/audit-market.ts';

test('[B8, P4] who reads about a good reads it without what could not be counted or worked out', async () => {
  const stores = await openMemory();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_990);
  const { engines } = market.app;
  const { readers } = stores;
  const deps = { engines, readers, clock: market.clock };
  const sold = new Map([[1, 12]]);
  const whole = await aboutGood(deps, 'audit-day', 1, async () => sold);
  expect(whole).toMatchObject({ itemNumber: 1, sold: 12 });
  const { sold: _, ...uncounted } = whole!;
  const failing = async () => {
    throw new Error('the table of orders is away');
  };
  expect(await aboutGood(deps, 'audit-day', 1, failing)).toEqual(uncounted);

  // The product is read first, then the days that its origin promises.
  let reads = 0;
  const read: typeof engines.shop.read = (reader) => {
    reads += 1;
    if (reads > 1) return Promise.reject(new Error('the shop’s log is broken'));
    return engines.shop.read(reader);
  };
  const undated = { ...deps, engines: { stream: engines.stream.bind(engines), shop: { read } } as never };
  expect(await aboutGood(undated, 'audit-day', 1, async () => sold)).toEqual(whole);
  expect(reads).toBe(2);
  await market.close();
});

test('[B10] a good says who makes it with the portrait and the licence that they named, and neither where there is none', async () => {
  const stores = await openMemory();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_990);
  const { application } = market.app;
  const plain = (await application.aboutGood('audit-day', 1))!;
  expect(plain).not.toHaveProperty('licence');
  expect(plain).not.toHaveProperty('portrait');
  const licence = { holder: 'Ma', number: 'JY 0815' };
  const profile = { portrait: '/pictures/ma.webp', words: '', wordsEn: '', licence };
  const office = { ...market.host, role: 'operator' as const };
  const asked = { key: market.ids.next(), version: 0, profile };
  expect(await application.describeProducer(office, plain.producerId, asked)).toMatchObject({ ok: true });
  const { portrait } = profile;
  expect(await application.aboutGood('audit-day', 1)).toEqual({ ...plain, licence, portrait });
  await market.close();
});
