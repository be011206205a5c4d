import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { addStaff } from '../../server/application/account/add-staff.ts';
import { signInToken } from '../../server/application/account/sign-in-token.ts';
import { importInto } from '../../server/cli/import.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Market, openMarket } from '../../server/main.ts';
import { openFloor } from '../../server/tools/demo/market/floor-line.ts';
import type { AboutGood, ProductPage } from '../../shared/contract/catalogue.ts';
import type { SettlementOverview } from '../../shared/contract/settlement.ts';
import type { AddressView } from '../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { MASTER, until } from './house.ts';

const FILE = fileURLToPath(new URL('../data/shopify-home-and-garden.csv', import.meta.url));

let folder: string;
let market: Market;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-evening-'));
});
afterEach(async () => {
  await market.close();
  rmSync(folder, { recursive: true, force: true });
});

function configured(more: Record<string, string> = {}): Config {
  const basics = { NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, AUTH_SECRET: MASTER, LOG_LEVEL: 'silent' };
  return readConfig({ ...basics, ...more });
}

interface Asked {
  path: string;
  session?: string;
  body?: object;
}

/** What the market answers to a browser of its own, with the cookie that it may have set. */
async function ask<Value>({ path, session, body }: Asked): Promise<{ value: Value; cookie: string }> {
  const origin = market.app.gateway.selfUrl();
  const response = await fetch(`${origin}/api/v1${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { origin, 'content-type': 'application/json', ...(session && { cookie: session }) },
  });
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]!);
  return { value: (await response.json()) as Value, cookie: cookie.join('; ') };
}

/** An operator who opens the link of `user add`, in a browser of some zone. */
async function operatorIn(timeZone: string | null): Promise<string> {
  const { directory } = market.app.deps;
  const email = `${systemIds.next()}@market.example`;
  const person = { email, name: 'Operator', role: 'operator' as const, password: null };
  const { staffId } = await addStaff(directory, market.app.secrets, systemIds, person);
  const deps = { directory, secrets: market.app.secrets, clock: systemClock() };
  const token = await signInToken(deps, staffId);
  return (await ask({ path: '/sign-in/link', body: { token, ...(timeZone && { timeZone }) } })).cookie;
}

const zoneOf = async (session: string) =>
  (await ask<SettlementOverview>({ path: '/settlement', session })).value.terms.timeZone;
const usualOf = async (session: string) =>
  (await ask<{ usualCurrency: string }>({ path: '/console/streams', session })).value.usualCurrency;
/** A phone as it is kept of what a guest types. */
async function keptPhone(typed: string): Promise<string | undefined> {
  const { directory } = market.app.deps;
  const session = (await ask({ path: '/me' })).cookie;
  const body = { key: systemIds.next(), name: 'Ada', phone: typed, address: 'Am Markt 1' };
  const { addressId } = (await ask<AddressView>({ path: '/me/addresses', session, body })).value;
  const [kept] = await directory.addresses([addressId]);
  return market.app.secrets.open(kept!.buyerId, kept!.sealed)?.phone;
}
const products = async (session: string, query: string) =>
  (await ask<ProductPage>({ path: `/catalogue/products?${query}`, session })).value;

test('a dollar catalogue fills a stream that was made in yuan, and the shop has its operator’s habits', async () => {
  const config = configured();
  expect(await importInto(config, FILE, 'USD')).toMatchObject({ ok: true, goods: 21, scarce: 7 });
  market = await openMarket(config);
  const session = await operatorIn('America/New_York');
  expect(await zoneOf(session)).toBe('America/New_York');
  expect(await usualOf(session)).toBe('USD');

  const made = await ask<StreamSummary>({
    ...{ path: '/console/streams', session },
    body: {
      ...{ key: systemIds.next(), title: 'First evening', scheduledAtMs: Date.now() + 3_600_000 },
      ...{ holdPolicy: 'hold', payments: ['cash_on_delivery'], currency: 'CNY' },
    },
  });
  const { slug } = made.value;
  // The whole list says where the products are; a search, how many of them it finds.
  expect(await products(session, `stream=${slug}&currency=CNY`)).toEqual({
    ...{ products: [], next: null, currencies: [{ currency: 'USD', products: 21 }] },
  });
  expect((await products(session, `currency=CNY&search=bedroom`)).currencies).toEqual([
    { currency: 'USD', products: 3 },
  ]);
  const inDollars = await products(session, `stream=${slug}&currency=USD&limit=20`);
  expect(inDollars.products).toHaveLength(20);
  const rest = await products(session, `currency=USD&limit=20&after=${inDollars.next}`);
  expect(rest).toMatchObject({ next: null, products: [{}] });
  expect(rest).not.toHaveProperty('currencies');

  const floor = await openFloor(
    market.app.gateway.selfUrl(),
    slug,
    /fairday_staff=([^;]+)/.exec(session)![1]!,
  );
  const lamp = inDollars.products.find(({ name }) => name === 'Copper Light')!;
  const add = () => floor.send('lineup:add', { productId: lamp.productId, units: 2 });
  expect(await add()).toMatchObject({ ok: false, code: 'CURRENCY_DIFFERS', currency: 'CNY' });
  const setCurrency = async (currency: string) =>
    (await ask({ path: `/streams/${slug}/currency`, session, body: { key: systemIds.next(), currency } }))
      .value;
  expect(await setCurrency('USD')).toMatchObject({ seq: expect.any(Number) });
  expect(await add()).toMatchObject({ ok: true, itemNumber: 1 });
  expect(await setCurrency('EUR')).toMatchObject({ code: 'CURRENCY_FIXED', by: 'items' });
  expect(await floor.send('stream:go-live', {})).toMatchObject({ ok: true });
  await until(() => floor.status() === 'LIVE');
  floor.leave();

  const about = await ask<AboutGood>({ path: `/streams/${slug}/goods/1` });
  expect(about.value.description).toBe('Stylish copper bedside light');
  expect(JSON.stringify(about.value)).not.toContain('Bedroom');
  const found = await products(session, 'search=bedroom&limit=50');
  expect(found.products.map(({ name }) => name)).toContain('Copper Light');
  expect(found).toMatchObject({ usualCurrency: 'USD' });

  expect(await keptPhone('(212) 555-0100')).toBe('+12125550100');

  // Who comes later lives elsewhere; the shop does not move.
  expect(await zoneOf(await operatorIn('Europe/Berlin'))).toBe('America/New_York');
});

test.each([
  ['Europe/Berlin', 'en', 'Europe/Berlin', 'EUR'],
  ['Asia/Shanghai', 'en', 'Asia/Shanghai', 'CNY'],
  ['UTC', 'en', 'UTC', 'USD'],
  ['UTC', 'zh', 'UTC', 'CNY'],
  ['Mars/Olympus', 'en', 'Asia/Shanghai', 'CNY'],
  [null, 'en', 'Asia/Shanghai', 'CNY'],
])(
  'an operator whose clock is in %s, with pages in %s, has a shop in %s that begins with %s',
  async (own, locale, zone, currency) => {
    market = await openMarket(configured({ DATABASE_URL: 'sqlite:', DEFAULT_LOCALE: locale }));
    const session = await operatorIn(own);
    expect(await zoneOf(session)).toBe(zone);
    expect(await usualOf(session)).toBe(currency);
  },
);

test('a calling code that is set goes before that of the zone', async () => {
  market = await openMarket(configured({ COUNTRY_CODE: '41' }));
  await operatorIn('Europe/Berlin');
  expect(await keptPhone('078 123 45 67')).toBe('+41781234567');
});
