import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HealthView } from '../../shared/contract/office.ts';
import type { EventKind } from '../../shared/contract/outside-event.ts';
import { outsideEvent } from '../../shared/contract/outside-event.ts';
import { DAY, HOUR, MINUTE } from '../../shared/values/time.ts';
import { accepted, MarketHouse } from '../builders/engine-house.ts';
import { gate } from '../builders/engine-store.ts';
import { openStreet, settled } from '../builders/street.ts';
import { until } from '../builders/until.ts';
import { Receiver } from './webhook-receiver.ts';

/** A machine that is four times slower still makes it in this. */
const PATIENCE_MS = 20_000;

let house: MarketHouse;
let receiver: Receiver;
beforeEach(async () => {
  house = await MarketHouse.open();
  receiver = await Receiver.open();
});
afterEach(async () => {
  vi.useRealTimers();
  await house.close();
  await receiver.close();
});

async function endpoint(kinds: EventKind[] = ['order', 'stream'], url = receiver.url) {
  const added = await house.app.webhookAdmin!.add(house.host, { url, kinds });
  if (!added.ok) throw new Error(JSON.stringify(added.refusal));
  return { ...added.value, webhookId: added.value.webhook.webhookId };
}
const comes = (count: number) => until(() => receiver.received.length >= count, PATIENCE_MS);
const view = async (webhookId: string) =>
  (await house.app.webhookAdmin!.list()).find((each) => each.webhookId === webhookId)!;
/** What system status says of them, to an operator who has just signed in. */
async function inHealth(port: number): Promise<HealthView['webhooks']> {
  const { app, clock, stores } = house;
  const { directory } = stores;
  const token = app.secrets.randomToken();
  const staffId = house.ids.next();
  const who = { email: `${staffId}@example.org`, name: 'Mei', role: 'operator', producerId: null } as const;
  await directory.addStaff({ staffId, ...who, passwordHash: '' });
  await directory.addSession({ tokenHash: app.secrets.digest(token), staffId, untilMs: clock.nowMs() + DAY });
  const headers = { cookie: `fairday_staff=${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/office/health`, { headers });
  return ((await answer.json()) as HealthView).webhooks;
}
/** Lets time pass until something holds: pauses and looks hang on the market's clock. */
async function inTime(holds: () => boolean | Promise<boolean>, stepMs = 10_000) {
  await until(async () => {
    if (await holds()) return true;
    house.clock.passes(stepMs);
    return false;
  }, PATIENCE_MS);
}

test('[C2] what happens is told in its order, signed, and says nothing of a person', async () => {
  const { secret } = await endpoint(['order', 'stock', 'stream']);
  const { stream } = await house.liveStream(5);
  const buyer = await house.buyer();
  const order = await house.takes(buyer, stream, 2);
  await house.pays(order.orderId, order.totalMinor);
  await comes(6);
  expect(receiver.types).toEqual([
    'stream.scheduled',
    'item.added',
    'stock.changed',
    'stream.live',
    'order.placed',
    'order.paid',
  ]);
  vi.useFakeTimers({ toFake: ['Date'], now: house.clock.nowMs() });
  const told = receiver.received.map(({ body, headers }) => {
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
    return JSON.parse(body) as { type: string; timestamp: string; data: Record<string, unknown> };
  });
  for (const event of told) expect(outsideEvent.safeParse(event)).toMatchObject({ success: true });
  expect(told[4]).toMatchObject({
    type: 'order.placed',
    timestamp: new Date(house.clock.nowMs()).toISOString(),
    data: {
      stream: stream.slug,
      orderId: order.orderId,
      totalMinor: 5_980,
      currency: 'CNY',
      channel: 'direct',
    },
  });
  const all = receiver.received.map(({ body }) => body).join();
  for (const secretOfSomebody of [
    buyer.buyerId,
    buyer.addressId,
    'Ana',
    house.host.staffId,
    'Yang',
    'phone',
  ]) {
    expect(all).not.toContain(secretOfSomebody);
  }
});

test('[C2] nothing is told before it is committed, and nothing of what is not', async () => {
  await endpoint(['order']);
  const { stream } = await house.liveStream(5);
  const buyer = await house.buyer();
  accepted(await house.adds(buyer, stream));
  const commit = gate();
  house.store.fates = [{ kind: 'slow', until: commit.opened }];
  const placing = house.places(buyer, stream);
  await until(() => house.store.fates.length === 0, PATIENCE_MS);
  await house.app.outbox.idle();
  expect(receiver.received).toEqual([]);
  commit.open();
  accepted(await placing);
  await comes(1);
  expect(receiver.types).toEqual(['order.placed']);
});

test('[C2] who fails is told again, later and later, in order and under the same name', async () => {
  const { webhookId } = await endpoint(['order']);
  const { stream } = await house.liveStream(5);
  let failures = 3;
  receiver.answers = (_, response) => {
    failures -= 1;
    response.writeHead(failures >= 0 ? 503 : 200).end();
  };
  const order = await house.takes(await house.buyer(), stream);
  await house.pays(order.orderId, order.totalMinor);
  await comes(1);
  await inTime(() => receiver.received.length >= 5);
  expect(receiver.types).toEqual([...Array(4).fill('order.placed'), 'order.paid']);
  expect(new Set(receiver.received.slice(0, 4).map(({ id }) => id)).size).toBe(1);
  await inTime(async () => (await view(webhookId)).delivered === 2);
  expect(await view(webhookId)).toMatchObject({ failed: 3, failingSinceMs: null, offAtMs: null });
  expect((await view(webhookId)).recent.map(({ status }) => status)).toEqual([200, 200, 503, 503, 503]);
});

test('[C2] who waits for an answer keeps no other endpoint waiting, and no order', async () => {
  const quick = await Receiver.open();
  receiver.answers = () => {};
  await endpoint(['order']);
  await endpoint(['order'], quick.url);
  const { stream } = await house.liveStream(5);
  const order = await house.takes(await house.buyer(), stream);
  await house.pays(order.orderId, order.totalMinor);
  await until(() => quick.received.length === 2, PATIENCE_MS);
  expect(quick.types).toEqual(['order.placed', 'order.paid']);
  expect(receiver.types).toEqual(['order.placed']);
  await quick.close();
});

test('[C2] a server that is killed tells again what it may have told, and forgets nothing', async () => {
  await endpoint(['order']);
  const { stream } = await house.liveStream(9);
  receiver.answers = () => {};
  const orders = [];
  for (let n = 0; n < 3; n += 1) orders.push(await house.takes(await house.buyer(), stream));
  await comes(1);
  // The process is gone without a word; nothing of it speaks any more.
  const gone = house.app;
  receiver.answers = (_, response) => response.writeHead(204).end();
  await house.starts();
  await until(() => new Set(receiver.received.map(({ id }) => id)).size === 3, PATIENCE_MS);
  const told = receiver.received.map(
    ({ body }) => (JSON.parse(body) as { data: { orderId: string } }).data.orderId,
  );
  expect([...new Set(told)]).toEqual(orders.map(({ orderId }) => orderId));
  await gone.close();
});

describe('[C2] an endpoint is switched off', () => {
  test('when it says that it is gone', async () => {
    const { webhookId } = await endpoint(['stream']);
    receiver.answers = (_, response) => response.writeHead(410).end();
    await house.stream();
    await inTime(async () => (await view(webhookId)).offWhy === 'gone', 0);
    await house.stream();
    await house.app.outbox.idle();
    expect(receiver.received).toHaveLength(1);
    await until(() => house.alarms.includes('webhook switched off'), PATIENCE_MS);
  });

  test('when it takes nothing for three days; switched on again it is told what it missed', async () => {
    const { webhookId } = await endpoint(['stream']);
    receiver.answers = (_, response) => response.writeHead(500).end();
    const first = await house.stream();
    await comes(1);
    const port = await house.app.gateway.listen();
    const { origin } = new URL(receiver.url);
    await inTime(async () => (await view(webhookId)).failed > 1);
    const fails = (await view(webhookId)).failingSinceMs;
    expect(fails).not.toBeNull();
    expect(await inHealth(port)).toEqual([{ webhookId, origin, failingSinceMs: fails, offWhy: null }]);
    await inTime(async () => (await view(webhookId)).offWhy === 'failing', 2 * HOUR);
    const { failingSinceMs, offAtMs } = await view(webhookId);
    expect(await inHealth(port)).toMatchObject([{ webhookId, offWhy: 'failing' }]);
    expect(offAtMs! - failingSinceMs!).toBeGreaterThanOrEqual(3 * DAY);
    const second = await house.stream();
    const tries = receiver.received.length;
    receiver.answers = (_, response) => response.writeHead(200).end();
    expect(await house.app.webhookAdmin!.switch(house.host, webhookId, true)).toMatchObject({ ok: true });
    await until(() => receiver.received.length === tries + 2, PATIENCE_MS);
    const slugs = receiver.received.slice(tries).map(({ body }) => JSON.parse(body).data.stream as string);
    expect(slugs.toSorted()).toEqual([first.slug, second.slug].toSorted());
    await inTime(async () => (await view(webhookId)).delivered === 2);
    expect(await view(webhookId)).toMatchObject({ offAtMs: null, failingSinceMs: null });
    expect(await inHealth(port)).toEqual([{ webhookId, origin, failingSinceMs: null, offWhy: null }]);
    expect((await view(webhookId)).offBy).toBeUndefined();
    await house.stores.directory.addStaff({
      ...{ staffId: house.host.staffId, email: 'lin@market.example', name: '林主播', nameEn: 'Lin' },
      ...{ role: 'operator', producerId: null, passwordHash: '' },
    });
    expect(await house.app.webhookAdmin!.switch(house.host, webhookId, false)).toMatchObject({
      value: { offWhy: 'staff', offBy: '林主播', offByEn: 'Lin' },
    });
    expect(await inHealth(port)).toEqual([]);
  });
});

test('[C2] a replay tells a stream again from a place on, and the feed tells the very same', async () => {
  const { webhookId, secret } = await endpoint(['order', 'stream']);
  const { stream } = await house.liveStream(5);
  const order = await house.takes(await house.buyer(), stream);
  await house.pays(order.orderId, order.totalMinor);
  await comes(4);
  const first = receiver.received.splice(0);
  const desk = house.app.webhookAdmin!;
  const placed = JSON.parse(first[2]!.body) as { data: { seq: number } };
  expect(await desk.replay(webhookId, stream.slug, placed.data.seq)).toEqual({
    ok: true,
    value: { ok: true },
  });
  await comes(2);
  expect(receiver.received.map(({ id, body }) => [id, body])).toEqual(
    first.slice(2).map(({ id, body }) => [id, body]),
  );

  expect(await desk.kindsOf(secret)).toEqual(['order', 'stream']);
  expect(await desk.kindsOf(`${secret}x`)).toBeNull();
  const told: [string, string][] = [];
  for (let after = 0, isEnd = false; !isEnd; ) {
    const page = (await desk.facts(stream.slug, after, 3, ['order', 'stream']))!;
    expect(page.next).toBeGreaterThan(after);
    told.push(...page.events.map(({ id, event }): [string, string] => [id, JSON.stringify(event)]));
    ({ next: after, isEnd } = page);
  }
  expect(told).toEqual(first.map(({ id, body }) => [id, body]));
  expect(await desk.facts('nowhere', 0, 3)).toBeNull();
  expect(await desk.replay(webhookId, 'nowhere', 1)).toMatchObject({ ok: false });
});

test('[C2] who comes later hears what happens from then on, and nobody hears of a rehearsal', async () => {
  const { stream } = await house.liveStream(5);
  const coming = await house.stream();
  house.clock.passes(MINUTE);
  await endpoint(['order', 'stream']);
  accepted(await house.app.application.rehearse(house.host, coming.slug));
  await house.takes(await house.buyer(), stream);
  await comes(1);
  await house.app.outbox.idle();
  expect(receiver.types).toEqual(['order.placed']);
});

test('[C2] the shop’s own log is told too, and who was removed hears nothing more', async () => {
  const { webhookId } = await endpoint(['settlement']);
  const terms = { timeZone: 'Asia/Shanghai', dueDays: 6, countFrom: 'delivery', afterClaimDays: 2 } as const;
  const set = async () => {
    const by = { staffId: house.host.staffId, device: 'laptop' };
    const outcome = await house.app.engines.shop.submit({
      readAtMs: house.clock.steadyMs(),
      ids: [],
      key: null,
      decide: () => ({
        kind: 'accepted',
        facts: [{ type: 'settlement_terms_set', terms, by }],
        reply: () => null,
      }),
    });
    expect(outcome.kind).toBe('accepted');
  };
  await set();
  await comes(1);
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
    type: 'settlement.terms_set',
    data: { dueDays: 6 },
  });
  expect(await house.app.webhookAdmin!.remove(webhookId)).toMatchObject({ ok: true });
  await set();
  await house.app.outbox.idle();
  expect(receiver.received).toHaveLength(1);
  expect(await house.app.webhookAdmin!.list()).toEqual([]);
});

test('[C2] an address that leads inside is refused when it is added', async () => {
  for (const url of ['https://10.0.0.8/hook', 'http://shop.example/hook', 'https://a:b@shop.example/']) {
    expect(await house.app.webhookAdmin!.add(house.host, { url, kinds: ['order'] })).toEqual({
      ok: false,
      refusal: { code: 'BAD_REQUEST', field: 'url' },
    });
  }
});

test('[C2] the feed over HTTP: for who holds an endpoint’s secret, and for its kinds alone', async () => {
  const { secret } = await endpoint(['stream']);
  const { stream } = await house.liveStream(5);
  await comes(2);
  const port = await house.app.gateway.listen();
  const ask = async (query: string, bearer?: string) => {
    const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/facts?stream=${stream.slug}${query}`, {
      headers,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  expect(await ask('')).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
  expect(await ask('', 'whsec_guessed')).toMatchObject({ status: 401 });
  expect(await ask('&kind=order', secret)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  expect(await ask('&limit=201', secret)).toMatchObject({ status: 400 });
  const { status, body } = await ask('', secret);
  expect(status).toBe(200);
  expect((body.events as { event: object }[]).map(({ event }) => JSON.stringify(event))).toEqual(
    receiver.received.map((told) => told.body),
  );
});

test('[C2] of several servers one tells, and the next goes on when it is gone', async () => {
  const street = await openStreet(2);
  const [first, second] = street.houses as [MarketHouse, MarketHouse];
  const added = await second.app.webhookAdmin!.add(second.host, { url: receiver.url, kinds: ['order'] });
  expect(added.ok).toBe(true);
  const passing = (holds: () => boolean) =>
    until(async () => {
      if (holds()) return true;
      street.ground.clock.passes(300);
      await settled();
      return false;
    }, PATIENCE_MS);
  const { stream } = await first.liveStream(9);
  // Which of them holds the lease finds the endpoint when it looks the next time.
  for (let n = 0; n < 10; n += 1) {
    street.ground.clock.passes(1_000);
    await settled();
  }
  await first.takes(await first.buyer(), stream);
  await passing(() => receiver.received.length > 0);
  for (let n = 0; n < 10; n += 1) {
    street.ground.clock.passes(1_000);
    await settled();
  }
  expect(receiver.types).toEqual(['order.placed']);
  await first.close();
  await second.takes(await second.buyer(), stream);
  await passing(() => new Set(receiver.received.map(({ id }) => id)).size === 2);
  await second.close();
});
