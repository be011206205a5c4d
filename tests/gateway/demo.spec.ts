import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { openLedger } from '../../server/cli/ledger.ts';
import { readConfig } from '../../server/config.ts';
import type { Clock } from '../../server/lib/clock.ts';
import { logKinds } from '../../server/logs.ts';
import { chanceOf } from '../../server/tools/demo/market/chance.ts';
import { demoClock } from '../../server/tools/demo/market/demo-clock.ts';
import { openDoor } from '../../server/tools/demo/market/door.ts';
import { freePort, holdPort } from '../../server/tools/demo/market/free-port.ts';
import { marketGoods } from '../../server/tools/demo/market/goods.ts';
import { hasNetworksTo } from '../../server/tools/demo/market/own-networks.ts';
import { eveningsOf } from '../../server/tools/demo/market/past/calendar.ts';
import { everybody } from '../../server/tools/demo/market/past/producer-profiles.ts';
import { recordedPiece } from '../../server/tools/demo/market/past/recording.ts';
import { playedClock } from '../../server/tools/demo/market/played-clock.ts';
import { addSomething, order } from '../../server/tools/demo/market/shopper.ts';
import { staffRoles } from '../../server/tools/demo/market/show.ts';
import { watch } from '../../server/tools/demo/market/watcher.ts';
import { type Demo, openDemo } from '../../server/tools/demo/open-demo.ts';
import { demoRoutes } from '../../server/tools/demo/serve-demo.ts';
import type { AboutGood, Product } from '../../shared/contract/catalogue.ts';
import type { DemoView } from '../../shared/contract/demo.ts';
import type { FloorReport } from '../../shared/contract/floor.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import type { MomentReply } from '../../shared/contract/moment.ts';
import type { HealthView } from '../../shared/contract/office.ts';
import type { OfficeOrder } from '../../shared/contract/office-orders.ts';
import type { RefundView } from '../../shared/contract/order-refund.ts';
import type { MyParcels, PackingView } from '../../shared/contract/packing.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { PayablesView, SettlementOverview } from '../../shared/contract/settlement.ts';
import type { WebhookView } from '../../shared/contract/webhook.ts';
import type { MeView } from '../../shared/market/account/contract.ts';
import type { AnsweredQuestion } from '../../shared/market/chat/contract.ts';
import type { CashView } from '../../shared/market/newcomers/contract.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import { DAY } from '../../shared/values/time.ts';
import { until } from './house.ts';

let show: Demo | null = null;
/** Of tonight's drawings the largest has 48.7 kB, quinoa with its many grains; the average has 26. */
const MOST_PICTURE_BYTES = 50_000;

afterEach(() => show?.close());

test('a county has forty streams and the buyers for it, and ends as the market does', () => {
  const county = eveningsOf('county');
  const market = eveningsOf('market');
  expect(county).toHaveLength(40);
  expect(county.slice(-market.length)).toEqual(market);
  const days = county.map(({ daysAgo }) => daysAgo);
  expect(days).toEqual(days.toSorted((a, b) => b - a));
  expect(new Set(days).size).toBe(40);
  // Of those who come a third was there before; the others are as many as the size promises.
  const pays = county.reduce((sum, { viewers, payPerMille }) => sum + (viewers * payPerMille) / 1_000, 0);
  expect(pays * 0.65).toBeGreaterThan(10_000);
  const recorded = county.filter(({ isRecorded }) => isRecorded);
  expect(recorded).toHaveLength(4);
  // What is drawn in a piece is a product with its number.
  const missing = recorded.flatMap(({ skus }) =>
    skus.map((sku, place) => recordedPiece(place + 1, sku)).filter((file) => !existsSync(file)),
  );
  expect(missing).toEqual([]);
});

test('the demo is a market at work: it sells since forty minutes, with a past behind it, and leaves nothing behind', async () => {
  show = await openDemo({ port: 0, viewers: 24, isDev: false, environment: {}, chromium: null });
  const { links, folder, past, clock } = show;
  const { liveSlug } = past;
  expect(show.picture).toMatchObject({ kind: 'poster' });
  const door = openDoor(show.url);
  const host = await door.signIn(new URL(links.console).hash.slice(1));
  expect(new URL(links.console).searchParams.get('to')).toBe(`/console/${liveSlug}`);
  const session = await door.signIn(new URL(links.insights).hash.slice(1));
  expect(session).not.toBe(host);

  // Ten past eight in the evening where the market is, whenever somebody looks.
  const local = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Shanghai' });
  expect(local.format(clock.nowMs() - 30_000)).toMatch(/^20:(0|1)/);

  const { products } = await door.get<{ products: Product[] }>(
    '/catalogue/products?limit=200&archived=any',
    host,
  );
  expect(products).toHaveLength(marketGoods.length);
  expect(products.every(({ priceMinor, currency }) => priceMinor < 5_000 && currency === 'CNY')).toBe(true);
  // What grows says when it was harvested.
  const today = new Date(clock.nowMs()).toISOString().slice(0, 10);
  const harvested = products.filter(({ harvestedOn }) => harvestedOn !== '' && harvestedOn < today);
  expect(harvested).toHaveLength(marketGoods.filter((good) => good.harvestedDaysBefore !== null).length);
  expect(new Set(products.map(({ producer }) => producer)).size).toBe(58);
  // Each has three pictures of its own. They are drawn when they are asked for, in whatever size.
  const shown = new Set<string>();
  for (let itemNumber = 1; itemNumber <= 14; itemNumber += 1) {
    const { morePictures = [] } = await door.get<AboutGood>(`/streams/${liveSlug}/goods/${itemNumber}`, null);
    expect(morePictures).toHaveLength(2);
    for (const picture of morePictures) shown.add(picture);
  }
  const pictures = new Set(products.map(({ picture }) => picture));
  expect(pictures.size).toBe(products.length);
  expect(new Set([...shown, ...pictures]).size).toBe(14 * 2 + products.length);
  for (const picture of [...[...pictures].slice(0, 6), ...[...shown].slice(0, 6)]) {
    const small = await fetch(`${show.url}${picture.replace('/pictures/', '/pictures/small/')}`);
    expect(small.status).toBe(200);
    expect((await small.arrayBuffer()).byteLength).toBeLessThanOrEqual(5_000);
    const answer = await fetch(`${show.url}${picture}`);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(MOST_PICTURE_BYTES);
  }
  expect((await fetch(`${show.url}/pictures/${'0'.repeat(40)}.webp`)).status).toBe(404);

  // What was asked and answered before its door was opened reads in the language of that page.
  for (const [language, slug] of [
    ['zh-CN', past.lastSlug],
    ['en', liveSlug],
  ] as const) {
    await door.get<DemoView>(`/demo?language=${language}`, null);
    const { questions } = await door.get<{ questions: AnsweredQuestion[] }>(
      `/streams/${slug}/questions`,
      null,
    );
    const said = questions.flatMap(({ question, answer }) => [
      question,
      ...(answer === null ? [] : [answer]),
    ]);
    expect(said.length).toBeGreaterThan(questions.length);
    for (const text of said) expect(/\p{Script=Han}/u.test(text), text).toBe(language === 'zh-CN');
  }

  // Nobody of the demo stands before a buyer under a placeholder's name.
  const listed = await door.get<{ streams: StreamSummary[] }>('/console/streams', session);
  expect(listed.streams.filter(({ endedAtMs }) => endedAtMs !== null)).toHaveLength(12);
  const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
  expect(streams.length).toBeGreaterThan(2);
  for (const { hostName } of streams) expect(hostName).toMatch(/^(段丽华|杨文海|赵秀英)$/);

  const opened = await door.get<SalesReport>(`/insights/${liveSlug}`, session);
  expect(opened.summary.payingBuyers).toBeGreaterThan(8);
  const floor = await door.get<FloorReport>(`/insights/${past.lastSlug}/floor`, session);
  expect(floor.isWhole).toBe(true);
  expect(floor.acts.some(({ during }) => during.viewerSeconds > 0)).toBe(true);
  expect(floor.holds.placedUnits).toBeGreaterThan(10);
  const { moment } = await door.get<MomentReply>(
    `/insights/${past.lastSlug}/moment?seq=${floor.headSeq}`,
    session,
  );
  expect(moment!.orders.paid).toBeGreaterThanOrEqual(floor.holds.placedUnits / 10);

  const replay = await door.get<ReplayView>(`/streams/${past.recordedSlug}/replay`, null);
  expect(replay.stretches.reduce((ms, { durationMs }) => ms + durationMs, 0)).toBe(16 * 60_000);
  const playlist = await (await fetch(`${show.url}${replay.playlist}`)).text();
  const piece = playlist.split('\n').find((line) => line.endsWith('.ts'))!;
  const answer = await fetch(new URL(piece, `${show.url}${replay.playlist}`));
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10_000);

  const { token } = await door.post<{ token: string }>('/guest', {}, null);
  const watcher = watch(show.url, liveSlug, token);
  await until(() => watcher.view().pins.length === 1);
  await until(() => Math.abs(watcher.nowMs() - clock.nowMs()) < 1_000);
  // Vouchers and parcels are to be seen at work: the crowd asks for its totals, and is sold to.
  expect(watcher.view().stream?.isQuoted).toBe(true);
  await until(() => Object.keys(watcher.view().flash).length > 0, 60_000);
  // Made-up guests try to have half of a product, and the console says so (H8).
  const cash = () => door.get<CashView>(`/streams/${liveSlug}/newcomers-cash`, host);
  if (hasNetworksTo(show.url)) {
    await expect.poll(async () => (await cash()).alarms.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect((await cash()).networks.length).toBeGreaterThan(1);
  }
  let now = opened;
  // The crowd buys as it comes: one in seventeen of those who look in.
  const orders = () => now.summary.paidOrders - opened.summary.paidOrders;
  for (let looks = 0; looks < 150 && orders() < 1; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    now = await door.get<SalesReport>(`/insights/${liveSlug}`, session);
  }
  expect(orders()).toBeGreaterThanOrEqual(1);
  const { viewers, exposedViewers, openedViewers, adders, orderingBuyers, payingBuyers, cvr } = now.summary;
  const steps = [viewers, exposedViewers, openedViewers, adders!, orderingBuyers, payingBuyers];
  expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  expect(cvr).toBeGreaterThan(0.04);
  expect(cvr).toBeLessThan(0.08);
  watcher.leave();

  const office = await door.signIn(await show.linkOf('office'));
  // The number that every hint names leads to an order of which half can be given back.
  const named = await door.get<OfficeOrder>('/office/orders/12-1085', office);
  expect(named).toMatchObject({ status: 'PAID', payment: { method: 'sandbox' } });
  const { lines: refundable } = await door.get<RefundView>(`/office/orders/${named.orderId}/refund`, office);
  expect(refundable[0]!.mostMinor.shop).toBe(refundable[0]!.paidMinor);
  expect(refundable[0]!.paidMinor).toBeGreaterThan(0);
  const told = async () => (await door.get<{ webhooks: WebhookView[] }>('/webhooks', office)).webhooks;
  const health = async () =>
    (await told()).map(({ url, failingSinceMs }) => [url.split('/').at(-1), failingSinceMs !== null]);
  await expect.poll(health, { timeout: 20_000 }).toEqual([
    ['warehouse', false],
    ['bookkeeping', true],
  ]);
  expect((await told())[0]!.delivered).toBeGreaterThan(3);

  // It is backed up, by the program's own command and by the demo's clock.
  const backup = async () => (await door.get<HealthView>('/office/health', office)).backup;
  await expect.poll(async () => (await backup())?.where, { timeout: 60_000 }).toMatch(/backups\/fairday-/);
  const made = (await backup())!;
  expect(existsSync(join(made.where, 'fairday.db'))).toBe(true);
  expect(clock.nowMs() - made.atMs).toBeLessThan(10 * 60_000);

  // Who pays online has paid, by the demo's own clock too.
  const buyer = await door.post<{ token: string; buyerId: string }>('/guest', {}, null);
  const guest = { ...buyer, addressId: null, channel: 'direct' as const };
  const shopper = watch(show.url, liveSlug, buyer.token);
  await until(() => shopper.view().order.length > 0);
  const isOver = new AbortController().signal;
  const screen = { tap: () => {} };
  const shopping = { door, watcher: shopper, guest, chance: chanceOf(3), isOver, screen };
  for (let tries = 0; tries < 20 && (shopper.me()?.cart.lines.length ?? 0) === 0; tries += 1) {
    await addSomething(shopping);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  // Of the crowd's own network a new buyer may have to wait for a part of a flash (H8).
  const ordered = async () => {
    for (let tries = 0; tries < 30; tries += 1) {
      if (await order(shopping, true)) return true;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    return false;
  };
  expect(await ordered()).toBe(true);
  const status = () => shopper.me()?.orders.map(({ payment, status }) => `${payment} ${status}`);
  await until(() => status()?.[0]?.endsWith('PAID') ?? false, 20_000);
  expect(status()).toEqual(['sandbox PAID']);
  shopper.leave();

  const stoppedAtMs = performance.now();
  await show.close();
  expect(performance.now() - stoppedAtMs).toBeLessThan(2_000);
  expect(existsSync(folder)).toBe(false);
}, 240_000);

test('a week passes: tonight’s stream is closed, all stay signed in, and producers can be paid what fell due', async () => {
  let startsOver = 0;
  const onStartOver = () => {
    startsOver += 1;
  };
  const options = { port: 0, viewers: 6, newest: 5, isDev: false, environment: {}, chromium: null };
  show = await openDemo({ ...options, onStartOver });
  const { url, links, past, clock } = show;
  const key = new URL(links.landing).hash.slice(1);
  const door = openDoor(url);
  const post = (path: string, body: object) => door.post<{ address: string }>(`/demo${path}`, body, null);
  const sessions = new Map<string, string>();
  for (const role of staffRoles) {
    const { address } = await post('/enter', { key, role });
    sessions.set(role, await door.signIn(address.split('#')[1]!));
  }
  // Who ordered before finds a parcel that can be claimed.
  const entered = await fetch(`${url}/api/v1/demo/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, role: 'buyer' }),
  });
  expect(await entered.json()).toEqual({ address: '/orders' });
  const cookie = entered.headers.getSetCookie().map((line) => line.split(';')[0]!);
  const mine = async <View>(path: string) =>
    (await (await fetch(`${url}/api/v1${path}`, { headers: { cookie: cookie.join('; ') } })).json()) as View;
  const mayClaim = async () => {
    const { parcels, claims } = await mine<MyParcels>('/orders/parcels');
    const open = parcels.filter(({ claimUntilMs }) => claimUntilMs !== null && claimUntilMs > clock.nowMs());
    const claimedOf = (orderId: string, itemNumber: number) =>
      claims
        .filter((claim) => claim.orderId === orderId && claim.itemNumber === itemNumber)
        .reduce((sum, { units }) => sum + units, 0);
    const lines = open.flatMap((parcel) => parcel.lines);
    return lines.some(({ orderId, itemNumber, units }) => units > claimedOf(orderId, itemNumber));
  };
  expect(await mayClaim()).toBe(true);
  const { token } = await door.post<{ token: string }>('/guest', {}, null);
  const viewer = watch(url, past.liveSlug, token);
  await until(() => viewer.view().pins.length > 0);
  const { buyerId } = await door.get<MeView>('/me', token);

  // Whoever was not given the link passes no week.
  for (const { method, path, guard } of demoRoutes) {
    const asked = { method, headers: { 'content-type': 'application/json', accept: 'application/json' } };
    const wanted = path.endsWith('/enter')
      ? { role: 'office' }
      : path.endsWith('/jump')
        ? { to: 'claim' }
        : {};
    const body = JSON.stringify({ key: 'A'.repeat(43), ...wanted });
    const answer = await fetch(url + path, method === 'POST' ? { ...asked, body } : asked);
    if (guard === 'unguessable') expect(answer.status, path).toBe(403);
    else expect([200, 404], path).toContain(answer.status);
  }

  const beforeMs = clock.nowMs();
  await post('/week-later', { key });
  const view = () => door.get<DemoView>('/demo', null);
  await expect.poll(async () => (await view()).isMoving, { timeout: 30_000 }).toBe(false);
  expect(await view()).toMatchObject({ isStuck: false });
  expect(clock.nowMs() - beforeMs).toBeGreaterThanOrEqual(7 * DAY);

  // The page that was open knows by its next heartbeat what time it is, and that the stream is over.
  await until(() => viewer.view().stream?.status === 'CLOSED');
  await until(() => Math.abs(viewer.nowMs() - clock.nowMs()) < 2_000);
  viewer.leave();
  expect((await door.get<MeView>('/me', token)).buyerId).toBe(buyerId);
  for (const [role, session] of sessions) {
    const { staff } = await door.get<MeView>('/me', session);
    expect(staff?.role, role).toBe(role === 'office' ? 'operator' : role);
  }
  // What was on its way to who ordered before has come this morning.
  expect(await mayClaim()).toBe(true);
  const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
  expect(streams.find(({ slug }) => slug === past.nextSlug)?.status).toBe('LIVE');
  expect(streams.filter(({ status }) => status === 'SCHEDULED')).toHaveLength(1);
  const desk = await door.get<PackingView>(`/packing/${past.liveSlug}`, sessions.get('packer')!);
  expect(desk.toPack.length).toBeGreaterThan(5);
  expect(desk.toPack.filter(({ originEn = '' }) => !/Yunnan/.test(originEn))).toEqual([]);

  const office = sessions.get('office')!;
  const overview = () => door.get<SettlementOverview>('/settlement', office);
  const carriers = (await overview()).trialBalance.filter(({ account }) =>
    account.startsWith('shipping_payable:'),
  );
  expect(carriers.length).toBeGreaterThan(0);
  expect(carriers.filter(({ nameEn = '' }) => !/Yunnan/.test(nameEn))).toEqual([]);
  // [O7] Several streams have an order 1002, and nobody's 1002 is taken for another's: of each stream one number, old or new.
  const { overdue } = await overview();
  const numbersOf = (lines: readonly { number: string; reference: string }[]) =>
    new Set(lines.map(({ number, reference }) => reference.slice(0, -number.length)));
  expect([...numbersOf(overdue)].every((number) => /^[1-9]\d*-$/.test(number))).toBe(true);
  expect(numbersOf(overdue).size).toBeGreaterThan(1);
  expect(numbersOf(desk.toPack.flatMap(({ lines }) => lines)).size).toBe(1);
  const late = (await overview()).producers.filter(
    ({ promise, openMinor }) => promise.overdue > 0 && openMinor > 0,
  );
  expect(late.length).toBeGreaterThan(3);
  for (const { producerId, currency } of late) {
    const owed = await door.get<PayablesView>(
      `/settlement/producers/${producerId}?currency=${currency}`,
      office,
    );
    const { version, untilMs, payoutMinor: amountMinor } = owed;
    const payout = { key: systemIds.next(), producerId, currency, version, untilMs, amountMinor };
    await door.post('/settlement/payouts', payout, office);
  }
  // What is left waits for its claim.
  expect(
    (await overview()).overdue.map(({ reason }) => reason).filter((reason) => reason === 'unpaid'),
  ).toEqual([]);
  const ledger = await openLedger(readConfig({ DATA_DIR: show.folder }, 'demo'));
  const found = (await verifyMarket(ledger, logKinds, null)).flatMap(({ finding }) => finding ?? []);
  await ledger.close();
  expect(found).toEqual([]);

  // Whoever has the link starts over, once: until this market is closed its parts are not taken.
  await post('/start-over', { key });
  expect((await view()).isMoving).toBe(true);
  await until(() => startsOver === 1);
  const again = await fetch(`${url}/api/v1/demo/start-over`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  expect(again.status).toBe(503);
  expect(startsOver).toBe(1);
}, 120_000);

test('fifty-eight producers speak by twelve portraits, none oftener than needed or twice in a row', () => {
  const bySku = marketGoods.toSorted((a, b) => a.sku.localeCompare(b.sku));
  const producers = [...new Set(bySku.map(({ producer }) => producer))];
  expect(producers).toHaveLength(58);
  expect(new Set(bySku.map(({ producerEn }) => producerEn)).size).toBe(58);
  const faces = producers.map((name) => everybody.find(({ producer }) => producer === name)?.face);
  const times = new Map<string | undefined, number>();
  for (const face of faces) times.set(face, (times.get(face) ?? 0) + 1);
  expect(times.size).toBe(12);
  expect(times.has(undefined)).toBe(false);
  expect(Math.max(...times.values())).toBe(Math.ceil(58 / 12));
  expect(faces.filter((face, place) => face === faces[place - 1])).toEqual([]);
});

test('a clock that is put forward calls back, in order, whoever waited up to then, and lets the others wait for less', () => {
  let ownMs = 5_000;
  const timers = new Map<object, { atMs: number; callback: () => void }>();
  const own: Clock = {
    nowMs: () => ownMs,
    steadyMs: () => ownMs,
    at(atMs, callback) {
      const name = {};
      timers.set(name, { atMs, callback });
      return () => timers.delete(name);
    },
    soon: (callback) => callback(),
  };
  const clock = demoClock(own, 1_000_000);
  expect(clock.nowMs()).toBe(1_000_000);
  const woken: string[] = [];
  clock.at(1_000_500, () => woken.push('second'));
  const callOffThird = clock.at(1_000_600, () => woken.push('third'));
  clock.at(1_000_200, () => {
    woken.push('first');
    callOffThird();
  });
  clock.at(1_009_000, () => woken.push('later'));
  clock.forward(1_000);
  expect(woken).toEqual(['first', 'second']);
  expect(clock.nowMs()).toBe(1_001_000);
  expect([...timers.values()].map(({ atMs }) => atMs)).toEqual([5_000 + 8_000]);
  ownMs = 13_000;
  for (const { callback } of timers.values()) callback();
  expect(woken).toEqual(['first', 'second', 'later']);
});

test('a port that is taken is passed by', async () => {
  const holder = createServer();
  const taken = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
  });
  expect(await freePort('127.0.0.1', taken)).toBeGreaterThan(taken);
  expect(await freePort('127.0.0.1', 0)).toBe(0);
  await new Promise((resolve) => holder.close(resolve));
});

test('a port that is held is passed by as well, until it is let go of', async () => {
  const first = await holdPort('127.0.0.1', 24_700);
  const second = await holdPort('127.0.0.1', first.port);
  expect(second.port).toBeGreaterThan(first.port);
  expect(await freePort('127.0.0.1', first.port)).toBeGreaterThan(first.port);
  await first.letGo();
  expect(await freePort('127.0.0.1', first.port)).toBe(first.port);
  await second.letGo();
  // Whoever closes everything lets go once more.
  await second.letGo();
});

test('the clock of what happened before goes on when told, in whole ms, and wakes whoever waited in order', () => {
  const clock = playedClock(1_000);
  const woken: string[] = [];
  clock.at(1_500, () => woken.push('second'));
  clock.at(1_200, () => woken.push('first'));
  clock.at(1_300, () => woken.push('called off'))();
  clock.goTo(1_700.6);
  expect(woken).toEqual(['first', 'second']);
  clock.goTo(5);
  expect(clock.nowMs()).toBe(1_701);
});

test('the same seed gives the same crowd', () => {
  const moods = (seed: number) => {
    const chance = chanceOf(seed);
    return Array.from({ length: 200 }, () => chance.whole(1, 6));
  };
  expect(moods(7)).toEqual(moods(7));
  expect(moods(7)).not.toEqual(moods(8));
  expect(new Set(moods(7))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test('the links are the last that a start says, in few lines, with one on how video stands', async () => {
  const root = join(import.meta.dirname, '../..');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  // The demo builds its pages while it plays its past, and waits for no types.
  expect(scripts.demo).toMatch(/fairday\.ts demo --build$/);
  expect(scripts.start).toMatch(/fairday\.ts serve --build$/);
  expect(scripts.cluster).toMatch(/^npm run -s build && /);

  const environment = { ...process.env, MEDIASOUP_WORKER_BIN: '/nowhere/mediasoup-worker' };
  const program = spawn(process.execPath, ['server/cli.ts', 'demo', '--port', '0', '--viewers', '1'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (piece) => {
      said += piece;
    });
  }
  const ended = new Promise((resolve) => program.once('close', resolve));
  try {
    await until(() => said.includes('Ctrl-C'), 50_000);
  } finally {
    program.kill('SIGINT');
    await ended;
  }
  // Before them stands that it goes on, where the machine is slow.
  const isProgress = (line: string) => /^fairday: still opening the market .+, \d+ s so far$/.test(line);
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !isProgress(line));
  expect(lines.map((line) => line.trim().split(/\s{2,}|\. /)[0])).toEqual([
    ...['The market is open', 'In the picture', 'A code to type', 'Begin here'],
    ...['Watch and buy', 'Host the stream', 'See what it sold', 'Watch one again'],
    'The first link takes every part, also the week that passes; the third and fourth sign you in, once each',
    'the market and leaves nothing behind.',
  ]);
  expect(lines[1]).toBe(
    "  In the picture    a drawn market, painted by each viewer's page (no media worker: npm run media:worker builds one)",
  );
});
