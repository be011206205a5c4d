import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { addStaff } from '../../server/application/account/add-staff.ts';
import { signInToken } from '../../server/application/account/sign-in-token.ts';
import { readConfig } from '../../server/config.ts';
import { type Market, openMarket } from '../../server/main.ts';
import { type Door, openDoor } from '../../server/tools/demo/market/door.ts';
import { openFloor } from '../../server/tools/demo/market/floor-line.ts';
import { watch } from '../../server/tools/demo/market/watcher.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { AddressView, MeView } from '../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { MASTER, until } from './house.ts';

/** What means something to a database, a shell or a template, and nothing to a market. */
const hostile = [
  "Robert'); DROP TABLE stream;--",
  "' OR '1'='1",
  '{"$gt":""}',
  "\"]) redis.call('FLUSHALL') --",
  '%_!\\',
  '$(touch /tmp/hurt) `id` | cat',
  '#{7*7} {{7*7}} <%= 7*7 %>',
  'a\\x00b\\r\\nSET x 1',
];

let folder: string;
let market: Market;
let door: Door;
let session: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-hostile-'));
  market = await openMarket(
    readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, AUTH_SECRET: MASTER, LOG_LEVEL: 'silent' }),
  );
  const { directory } = market.app.deps;
  const host = { email: 'host@market.example', name: hostile[0]!, role: 'host' as const, password: null };
  const { staffId } = await addStaff(directory, market.app.secrets, systemIds, host);
  door = openDoor(market.app.gateway.selfUrl());
  session = await door.signIn(
    await signInToken({ directory, secrets: market.app.secrets, clock: systemClock() }, staffId),
  );
});
afterAll(async () => {
  await market.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(hostile)(
  '[X28] in every field of text it is kept and shown as it was written: %s',
  async (text) => {
    const key = () => systemIds.next();
    const good = await door.post<Product>(
      '/catalogue/products',
      {
        key: key(),
        name: text,
        producer: text,
        origin: text,
        category: text.slice(0, 40),
        sku: text,
        priceMinor: 1_990,
        currency: 'CNY',
        warehouseUnits: 20,
      },
      session,
    );
    expect(good).toMatchObject({ name: text, producer: text, origin: text, sku: text });
    const found = await door.get<{ products: Product[] }>(
      `/catalogue/products?search=${encodeURIComponent(text)}`,
      session,
    );
    expect(found.products.map(({ name }) => name)).toEqual([text]);

    const stream = await door.post<StreamSummary>(
      '/console/streams',
      {
        key: key(),
        title: text,
        scheduledAtMs: Date.now(),
        holdPolicy: 'first_paid',
        payments: ['cash_on_delivery'],
        currency: 'CNY',
      },
      session,
    );
    expect(stream).toMatchObject({
      title: text,
      hostName: hostile[0],
      slug: expect.stringMatching(/^[a-z0-9-]+$/),
    });
    const floor = await openFloor(door.url, stream.slug, session);
    expect(await floor.send('lineup:add', { productId: good.productId, units: 5 })).toMatchObject({
      ok: true,
    });
    expect(await floor.send('stream:go-live', {})).toMatchObject({ ok: true });
    await until(() => floor.item(1)?.name === text);

    const { token } = await door.post<{ token: string }>('/guest', {}, null);
    // With the least that a courier needs, which is asked of everybody (X176).
    const contact = { name: `Ana ${text}`, phone: '+8613800138000', address: `Jianchuan 1 ${text}` };
    const address = await door.post<AddressView>('/me/addresses', { key: key(), ...contact }, token);
    const me = await door.get<MeView>('/me', token);
    expect(me.addresses).toMatchObject([{ name: contact.name, address: contact.address }]);
    const watcher = watch(door.url, stream.slug, token);
    await until(() => watcher.view().cards[1]?.name === text);
    const placed = await watcher.send('order:place', {
      key: key(),
      lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }],
      expectTotalMinor: 1_990,
      addressId: address.addressId,
      payment: 'cash_on_delivery',
    });
    expect(placed).toMatchObject({ ok: true, order: { lines: [{ name: text }] } });
    const { orders } = await door.get<{ orders: { streamTitle: string }[] }>('/orders', token);
    expect(orders.map(({ streamTitle }) => streamTitle)).toEqual([text]);
    watcher.leave();
    floor.leave();
  },
);

test('[X28] and afterwards every table is there, with all that was put into it', async () => {
  const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
  expect(streams.map(({ title }) => title).sort()).toEqual([...hostile].sort());
  const { products } = await door.get<{ products: Product[] }>('/catalogue/products', session);
  expect(products).toHaveLength(hostile.length);
});
