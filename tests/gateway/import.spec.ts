import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { addStaff } from '../../server/application/account/add-staff.ts';
import { signInToken } from '../../server/application/account/sign-in-token.ts';
import { importInto } from '../../server/cli/import.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Market, openMarket } from '../../server/main.ts';
import { openDoor } from '../../server/tools/demo/market/door.ts';
import { openFloor } from '../../server/tools/demo/market/floor-line.ts';
import { watch } from '../../server/tools/demo/market/watcher.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { AddressView } from '../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { someDatabases } from '../builders/postgres.ts';
import { MASTER, until } from './house.ts';

const FILE = fileURLToPath(new URL('../data/shopify-home-and-garden.csv', import.meta.url));

let folder: string;
let config: Config;
let market: Market | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-import-'));
  config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATA_DIR: folder,
    AUTH_SECRET: MASTER,
    LOG_LEVEL: 'silent',
  });
});
afterEach(async () => {
  await market?.close();
  market = null;
  rmSync(folder, { recursive: true, force: true });
});

async function hostOf({ app }: Market) {
  const { directory } = app.deps;
  const host = { email: 'host@market.example', name: 'A Host', role: 'host' as const, password: null };
  const { staffId } = await addStaff(directory, app.secrets, systemIds, host);
  const door = openDoor(app.gateway.selfUrl());
  const session = await door.signIn(
    await signInToken({ directory, secrets: app.secrets, clock: systemClock() }, staffId),
  );
  return { door, session };
}

test('a good from a real export goes into a lineup, is flashed, and is sold over real sockets', async () => {
  expect(await importInto(config, FILE, 'EUR')).toMatchObject({ ok: true, goods: 21, producers: 3 });

  market = await openMarket(config);
  const { door, session } = await hostOf(market);
  const found = await door.get<{ products: Product[] }>('/catalogue/products?search=Beanbag', session);
  const [beanbag] = found.products;
  expect(beanbag).toMatchObject({ name: 'Black Beanbag', priceMinor: 6_999, warehouseUnits: 6 });

  const stream = await door.post<StreamSummary>(
    '/console/streams',
    {
      key: systemIds.next(),
      title: 'Home and Garden',
      scheduledAtMs: Date.now(),
      holdPolicy: 'hold',
      payments: ['sandbox'],
      currency: 'EUR',
    },
    session,
  );
  const floor = await openFloor(door.url, stream.slug, session);
  const added = await floor.send('lineup:add', { productId: beanbag!.productId, units: 4 });
  expect(added).toMatchObject({ ok: true, itemNumber: 1 });
  expect(await floor.send('stream:go-live', {})).toMatchObject({ ok: true });
  await until(() => floor.status() === 'LIVE');
  const flash = await floor.send('flash-sale:start', {
    itemNumber: 1,
    version: floor.item(1)!.version,
    priceMinor: 4_999,
    startsAtMs: null,
    durationSeconds: 60,
    prelaunchSeconds: 0,
    cap: 2,
    perBuyerCap: 2,
    afterEnd: 'list',
    fundedBy: 'producer',
  });
  expect(flash).toMatchObject({ ok: true });

  const buyer = await door.post<{ token: string }>('/guest', {}, null);
  const watcher = watch(door.url, stream.slug, buyer.token);
  await until(() => watcher.view().stock[1]?.flashLeft === 2);
  const running = watcher.view().flash[1]!;
  expect(
    await watcher.send('cart:add', {
      key: systemIds.next(),
      itemNumber: 1,
      units: 2,
      seenPriceMinor: running.priceMinor,
      flashId: running.flashId,
    }),
  ).toMatchObject({ ok: true, unitPriceMinor: 4_999 });
  const contact = { name: 'Ada', phone: '+4910000000', address: 'Am Markt 1' };
  const address = await door.post<AddressView>(
    '/me/addresses',
    { key: systemIds.next(), ...contact },
    buyer.token,
  );
  const placed = await watcher.send('order:place', {
    key: systemIds.next(),
    lines: [{ itemNumber: 1, units: 2, unitPriceMinor: 4_999 }],
    expectTotalMinor: 9_998,
    addressId: address.addressId,
    payment: 'sandbox',
  });
  if (!placed?.ok) throw new Error(`The order was refused: ${placed?.code}`);
  await door.pay(placed.order.payUrl!, 'pay');
  await until(() => floor.item(1)?.sold === 2);
  expect(floor.item(1)).toMatchObject({ available: 2, held: 0, unpaid: 0, sold: 2 });
  const { summary, currency } = await door.get<SalesReport>(`/insights/${stream.slug}`, session);
  expect({ currency, paid: summary.gmvPaidMinor, units: summary.paidUnits }).toEqual({
    currency: 'EUR',
    paid: 9_998,
    units: 2,
  });
  watcher.leave();
  floor.leave();
});

test('[I1] the same file is taken in once; a changed file that brings known goods is refused whole', async () => {
  await importInto(config, FILE, 'EUR');
  expect(await importInto(config, FILE, 'EUR')).toMatchObject({ ok: true, isRepeat: true });

  const changed = join(folder, 'changed.csv');
  writeFileSync(
    changed,
    'Handle,Title,Vendor,Variant Inventory Qty,Variant Price\nnew-pot,New Pot,Rustic LTD,3,9.00\ncream-sofa,Cream Sofa,Company 123,4,500\n',
  );
  expect(await importInto(config, changed, 'EUR')).toEqual({
    ok: false,
    faultCount: 1,
    faults: [
      {
        ...{ row: 3, code: 'SKU_TAKEN', given: 'cream-sofa' },
        reason: 'the SKU cream-sofa is in the catalogue already',
      },
    ],
  });
  market = await openMarket(config);
  const { door, session } = await hostOf(market);
  const { products } = await door.get<{ products: Product[] }>('/catalogue/products?limit=200', session);
  expect(products).toHaveLength(21);
});

test('while a server has the market open an import is refused in one line that says what to do', async () => {
  market = await openMarket(config);
  const fault = await importInto(config, FILE, 'EUR').then(
    () => null,
    (error: Error) => error.message,
  );
  expect(fault).toMatch(/stop/i);
  expect(fault).not.toContain('\n');
});

test('servers over PostgreSQL sell on while goods are imported; the command is none of them', async () => {
  const database = await someDatabases();
  try {
    const [port] = await freePorts(1);
    const several = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: folder,
      AUTH_SECRET: MASTER,
      LOG_LEVEL: 'silent',
      DATABASE_URL: await database.database(),
      NODE_ID: 'first',
      NODE_PORT: String(port),
    });
    market = await openMarket(several);
    const recorded = join(folder, 'live', 'first', 'piece.ts');
    mkdirSync(dirname(recorded), { recursive: true });
    writeFileSync(recorded, 'on its way into a recording');
    // With the very settings of the server, as `docker compose exec` starts it.
    expect(await importInto(several, FILE, 'EUR')).toMatchObject({ ok: true, goods: 21 });
    expect(existsSync(recorded)).toBe(true);
    const { door, session } = await hostOf(market);
    await expect
      .poll(
        async () =>
          (await door.get<{ products: Product[] }>('/catalogue/products?limit=200', session)).products,
      )
      .toHaveLength(21);
    await market.close();
    market = null;
  } finally {
    await database.remove();
  }
});

test('a file that is not there, and a market in memory, are refused before anything is opened', async () => {
  await expect(importInto(config, join(folder, 'none.csv'), 'EUR')).rejects.toThrow('cannot be read');
  const memory = readConfig({ NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: 'memory:' });
  await expect(importInto(memory, FILE, 'EUR')).rejects.toThrow('forgets');
});
