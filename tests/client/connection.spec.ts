import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createServerClock } from '../../client/connection/clock.ts';
import type { Link, WireSocket } from '../../client/connection/command-link.ts';
import { createDeviceStorage } from '../../client/connection/device-storage.ts';
import { createConnectLive, type LiveListener } from '../../client/connection/live-connection.ts';
import { createPendingOrders, newCommandKey } from '../../client/connection/pending-keys.ts';
import { liveCommands, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { BUYER, emptyMine, HISTORY, STREAM } from './fake-live.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Emitted {
  event: string;
  request: Record<string, unknown>;
  ack(reply: unknown): void;
}

/** A wire that a test plays: what is emitted is listed, what the server says is heard. */
function fakeSocket() {
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const emitted: Emitted[] = [];
  const socket: WireSocket & { connects: number } = {
    active: false,
    connects: 0,
    on: (event, listener) => listeners.set(event, listener as (...args: unknown[]) => void),
    emit(event, request, ack) {
      emitted.push({ event, request: request as Record<string, unknown>, ack });
    },
    connect() {
      socket.connects += 1;
    },
    disconnect() {},
  };
  const hear = (event: string, ...args: unknown[]) => listeners.get(event)?.(...args);
  return { socket, emitted, hear };
}

const welcome = {
  ok: true,
  streamId: STREAM,
  history: HISTORY,
  seq: 1,
  nowMs: 1_000_000,
  viewers: 1,
  buyerId: BUYER,
  ticket: 't',
  me: emptyMine,
};
const cancelRequest = { key: newCommandKey(1), orderId: STREAM };
/** As it goes out: with the history that the line was welcomed to. */
const sentRequest = { ...cancelRequest, history: HISTORY };

async function connected() {
  const wire = fakeSocket();
  const links: Link[] = [];
  const cursor = { history: null as string | null, seq: 0 };
  const wants = { littleChat: false };
  const ignore = () => {};
  const listener: LiveListener = {
    cursor: () => cursor,
    chat: () => wants.littleChat,
    onWelcome: ignore,
    onTurnedAway: vi.fn(),
    onSnapshot: ignore,
    onFrame: ignore,
    onDigest: ignore,
    onHeartbeat: ignore,
    onRecent: ignore,
    onPrivate: ignore,
    onChat: ignore,
    media: { media: ignore, layer: ignore, rejoin: ignore },
    onLink: (link) => links.push(link),
  };
  const clock = createServerClock(
    () => Date.now(),
    () => 0,
  );
  const connection = createConnectLive(() => wire.socket, clock)('potato-day', listener);
  wire.hear('connect');
  wire.emitted[0]?.ack(welcome);
  await vi.advanceTimersByTimeAsync(0);
  const asked = (event: string) => wire.emitted.filter((each) => each.event === event);
  return { ...wire, links, cursor, wants, connection, clock, asked, listener };
}

test('hello goes first and carries the cursor; after a reconnect it says where the screen stands', async () => {
  const { emitted, hear, cursor, wants, asked } = await connected();
  expect(emitted[0]).toMatchObject({
    event: 'hello',
    request: { protocol: PROTOCOL_VERSION, slug: 'potato-day' },
  });
  expect(emitted[0]?.request).not.toHaveProperty('seq');
  expect(emitted[0]?.request).not.toHaveProperty('chat');
  wants.littleChat = true;
  Object.assign(cursor, { history: HISTORY, seq: 42 });
  hear('disconnect', 'transport close');
  hear('connect');
  expect(asked('hello')[1]?.request).toMatchObject({ history: HISTORY, seq: 42, chat: 'low' });
});

test('[INV16] after a reconnect a hello says up to where commands were answered, under the same history only', async () => {
  const { hear, cursor, asked, connection } = await connected();
  Object.assign(cursor, { history: HISTORY, seq: 42 });
  for (const [n, seq] of [47, 45].entries()) {
    const answer = connection.send('order:cancel', { ...cancelRequest, key: newCommandKey(n) });
    await vi.advanceTimersByTimeAsync(0);
    asked('order:cancel')[n]!.ack({ ok: true, seq });
    await answer;
  }
  hear('disconnect', 'transport close');
  hear('connect');
  expect(asked('hello')[1]?.request).toMatchObject({ history: HISTORY, seq: 42, answeredSeq: 47 });
  Object.assign(cursor, { history: 'bbbb2222', seq: 3 });
  hear('disconnect', 'transport close');
  hear('connect');
  expect(asked('hello')[2]?.request).not.toHaveProperty('answeredSeq');
});

test('3 s without a heartbeat are stale; the next one is not', async () => {
  const { hear, links } = await connected();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(links).toEqual(['connected']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(links.at(-1)).toBe('stale');
  hear('h', HISTORY, 1, 1_000_000, 5);
  expect(links.at(-1)).toBe('connected');
});

test('a device that has a network again tries at once, and leaves a line alone that speaks', async () => {
  const { socket, hear, connection } = await connected();
  dispatchEvent(new Event('online'));
  expect(socket.connects).toBe(0);
  hear('disconnect', 'transport close');
  dispatchEvent(new Event('online'));
  expect(socket.connects).toBe(1);
  connection.close();
  dispatchEvent(new Event('online'));
  expect(socket.connects).toBe(1);
});

test('[I1] a command without an ack is sent again with the very same request', async () => {
  const { connection, asked } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked('order:cancel')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(6_100);
  expect(asked('order:cancel')).toHaveLength(2);
  expect(asked('order:cancel')[0]?.request).toEqual(sentRequest);
  // That the first may be under way yet is no part of what is asked.
  expect(asked('order:cancel')[1]?.request).toEqual({ ...sentRequest, inDoubt: true });
  asked('order:cancel')[1]?.ack({ ok: true, seq: 5 });
  await expect(answer).resolves.toMatchObject({ ok: true, seq: 5 });
});

test('[I5] a command says under which history it was first sent, also when it comes again after a restore', async () => {
  const { connection, asked, emitted, hear } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(0);
  hear('disconnect', 'transport close');
  hear('connect');
  emitted.at(-1)?.ack({ ...welcome, history: 'restored' });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked('order:cancel')[1]?.request).toEqual({ ...cancelRequest, history: HISTORY, inDoubt: true });
  hear('disconnect', 'transport close');
  await vi.advanceTimersByTimeAsync(40_000);
  await expect(answer).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
  hear('connect');
  emitted.at(-1)?.ack({ ...welcome, history: 'restored' });
  await vi.advanceTimersByTimeAsync(0);
  void connection.send('order:cancel', cancelRequest);
  void connection.send('order:cancel', { ...cancelRequest, key: newCommandKey(2) });
  await vi.advanceTimersByTimeAsync(0);
  const [again, other] = asked('order:cancel').slice(-2);
  expect(again?.request).toMatchObject({ history: HISTORY, inDoubt: true });
  expect(other?.request).toMatchObject({ history: 'restored' });
});

test('[I1] a broken line gives up a try at once and sends the command again after the next hello', async () => {
  const { connection, asked, hear, links } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(0);
  hear('disconnect', 'transport close');
  await vi.advanceTimersByTimeAsync(0);
  expect(links.at(-1)).toBe('reconnecting');
  expect(asked('order:cancel')).toHaveLength(1);
  hear('connect');
  asked('hello')[1]?.ack(welcome);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked('order:cancel')).toHaveLength(2);
  asked('order:cancel')[1]?.ack({ ok: true, seq: 5 });
  await expect(answer).resolves.toMatchObject({ ok: true });
});

test('BUSY is tried again after the time it names, then answered', async () => {
  const { connection, asked } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(0);
  asked('order:cancel')[0]?.ack({ ok: false, code: 'BUSY', retryAfterMs: 400, retryable: true, message: '' });
  await vi.advanceTimersByTimeAsync(399);
  expect(asked('order:cancel')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked('order:cancel')).toHaveLength(2);
  // BUSY is said of what was not let in: nothing of it is under way.
  expect(asked('order:cancel')[1]?.request).toEqual(sentRequest);
  asked('order:cancel')[1]?.ack({ ok: false, code: 'NOT_CANCELLABLE', retryable: false, message: '' });
  await expect(answer).resolves.toMatchObject({ code: 'NOT_CANCELLABLE' });
});

test('a no is the answer at once where the pause it names is longer than anybody tries, and after the sixth', async () => {
  const { connection, asked } = await connected();
  const busy = (n: number, retryAfterMs: number) =>
    asked('order:cancel')[n]?.ack({ ok: false, code: 'BUSY', retryAfterMs, retryable: true, message: '' });
  const onBusy = vi.fn();
  const late = connection.send('order:cancel', cancelRequest, onBusy);
  await vi.advanceTimersByTimeAsync(0);
  busy(0, 8_000);
  await vi.advanceTimersByTimeAsync(12_000);
  expect(onBusy).toHaveBeenCalledTimes(1);
  busy(1, 18_000);
  await vi.advanceTimersByTimeAsync(0);
  await expect(late).resolves.toMatchObject({ code: 'BUSY', retryAfterMs: 18_000 });
  const often = connection.send('order:cancel', cancelRequest, onBusy);
  for (let n = 2; n < 8; n += 1) {
    await vi.advanceTimersByTimeAsync(600);
    busy(n, 400);
  }
  await vi.advanceTimersByTimeAsync(0);
  await expect(often).resolves.toMatchObject({ code: 'BUSY' });
  expect(onBusy).toHaveBeenCalledTimes(6);
});

test('[I3] after a try without an answer BUSY says nothing of the order: it is not known what became of it', async () => {
  const { connection, asked } = await connected();
  const onBusy = vi.fn();
  const answer = connection.send('order:cancel', cancelRequest, onBusy);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(asked('order:cancel')).toHaveLength(2);
  asked('order:cancel')[1]?.ack({
    ok: false,
    code: 'BUSY',
    retryAfterMs: 19_900,
    retryable: true,
    message: '',
  });
  await vi.advanceTimersByTimeAsync(0);
  await expect(answer).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
  const late = connection.send('order:cancel', { ...cancelRequest, key: newCommandKey(2) }, onBusy);
  await vi.advanceTimersByTimeAsync(0);
  asked('order:cancel')[2]?.ack({
    ok: false,
    code: 'BUSY',
    retryAfterMs: 12_000,
    retryable: true,
    message: '',
  });
  await vi.advanceTimersByTimeAsync(40_000);
  await expect(late).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
  expect(onBusy).toHaveBeenCalledTimes(1);
});

test('[I2] after UNAVAILABLE, and ever after, a command says that an earlier try may be under way', async () => {
  const { connection, asked } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  for (const [n, code] of (['UNAVAILABLE', 'BUSY'] as const).entries()) {
    await vi.advanceTimersByTimeAsync(700);
    asked('order:cancel')[n]?.ack({ ok: false, code, retryAfterMs: 400, retryable: true, message: '' });
  }
  await vi.advanceTimersByTimeAsync(700);
  const requests = asked('order:cancel').map(({ request }) => request);
  expect(requests).toEqual([
    sentRequest,
    { ...sentRequest, inDoubt: true },
    { ...sentRequest, inDoubt: true },
  ]);
  asked('order:cancel')[2]?.ack({ ok: true, seq: 5 });
  await expect(answer).resolves.toMatchObject({ ok: true });
});

const away = (receipt?: string) => ({
  ...{ ok: false, code: 'UNAVAILABLE', retryAfterMs: 500, message: '', retryable: true },
  ...(receipt && { receipt }),
});

test('[F5] the receipt of the first try goes along with all others, and is told once; a later one changes nothing', async () => {
  const { connection, asked } = await connected();
  const kept: string[] = [];
  const answer = connection.send('order:cancel', cancelRequest, undefined, (receipt) => kept.push(receipt));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked('order:cancel')[0]?.request).toEqual(sentRequest);
  asked('order:cancel')[0]?.ack(away('1.first'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked('order:cancel')[1]?.request).toEqual({ ...sentRequest, inDoubt: true, receipt: '1.first' });
  asked('order:cancel')[1]?.ack(away('2.second'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked('order:cancel')[2]?.request).toEqual({ ...sentRequest, inDoubt: true, receipt: '1.first' });
  asked('order:cancel')[2]?.ack({ ok: true, seq: 4 });
  expect(await answer).toMatchObject({ ok: true });
  expect(kept).toEqual(['1.first']);
});

test('[F5] with a receipt it goes on for as long as the line is given, more slowly after the sixth try', async () => {
  const { connection, asked } = await connected();
  let answer: unknown = null;
  void connection.send('order:cancel', cancelRequest).then((said) => {
    answer = said;
  });
  const triedAtMs: number[] = [];
  for (let ms = 0; ms < 26_000 && !answer; ms += 50) {
    const tries = asked('order:cancel');
    if (tries.length > triedAtMs.length) {
      triedAtMs.push(ms);
      tries.at(-1)?.ack(away('1.first'));
    }
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(answer).toMatchObject({ code: 'UNAVAILABLE', receipt: '1.first' });
  expect(triedAtMs.length).toBeGreaterThan(6);
  expect(triedAtMs.length).toBeLessThanOrEqual(12);
  expect(triedAtMs.at(-1)! - triedAtMs.at(-2)!).toBeGreaterThanOrEqual(2_000);
});

test('[I2] a command that is sent once more after no answer says so from its first try; one that was answered does not', async () => {
  const { connection, asked } = await connected();
  const unanswered = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(40_000);
  await expect(unanswered).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
  const tries = asked('order:cancel').length;
  for (const again of [1, 2]) {
    const answer = connection.send('order:cancel', cancelRequest);
    await vi.advanceTimersByTimeAsync(0);
    asked('order:cancel').at(-1)?.ack({ ok: true, seq: 5 });
    await expect(answer).resolves.toMatchObject({ ok: true });
    expect(asked('order:cancel')).toHaveLength(tries + again);
  }
  expect(
    asked('order:cancel')
      .slice(tries)
      .map(({ request }) => request),
  ).toEqual([{ ...sentRequest, inDoubt: true }, sentRequest]);
});

test('[I3] to a command that comes in doubt BUSY is no answer either', async () => {
  const { connection, asked } = await connected();
  const answer = connection.send('order:cancel', { ...cancelRequest, inDoubt: true });
  await vi.advanceTimersByTimeAsync(0);
  asked('order:cancel')[0]?.ack({
    ok: false,
    code: 'BUSY',
    retryAfterMs: 60_000,
    retryable: true,
    message: '',
  });
  await vi.advanceTimersByTimeAsync(0);
  await expect(answer).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
});

test('[I3] what became of an order is asked with the same words again, however many tries had no answer', async () => {
  const { connection, asked } = await connected();
  const key = newCommandKey(7);
  void connection.send('order:place', {
    key,
    lines: [],
    expectTotalMinor: 0,
    addressId: null,
    payment: 'sandbox',
  });
  await vi.advanceTimersByTimeAsync(40_000);
  void connection.send('order:status', { key, letGo: true });
  await vi.advanceTimersByTimeAsync(15_000);
  const requests = asked('order:status').map(({ request }) => request);
  expect(requests.length).toBeGreaterThan(1);
  for (const request of requests)
    expect(liveCommands['order:status'].request.safeParse(request).success).toBe(true);
});

test('after 25 s without an answer it is not known what became of a command', async () => {
  const { connection } = await connected();
  const answer = connection.send('order:cancel', cancelRequest);
  await vi.advanceTimersByTimeAsync(40_000);
  await expect(answer).resolves.toEqual({ ok: false, code: 'NO_ANSWER' });
});

test('[X60] a hello that came too soon waits as long as it was told to, whatever is missing meanwhile', async () => {
  const { asked, connection } = await connected();
  connection.resync(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked('hello')).toHaveLength(2);
  connection.resync(false);
  asked('hello')[1]!.ack({
    ok: false,
    code: 'RATE_LIMITED',
    message: '',
    retryable: true,
    retryAfterMs: 2_000,
  });
  connection.resync(false);
  // 2 s and half of that again, as chance has it here.
  await vi.advanceTimersByTimeAsync(2_999);
  connection.resync(false);
  expect(asked('hello')).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked('hello')).toHaveLength(3);
  // What was claimed was not heard, so it is said again; once it was, no more.
  expect(asked('hello')[2]!.request).toMatchObject({ mismatch: true });
  asked('hello')[2]!.ack(welcome);
  await vi.advanceTimersByTimeAsync(0);
  connection.resync(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked('hello')).toHaveLength(4);
  expect(asked('hello')[3]!.request.mismatch).toBeUndefined();
});

test('a hello that was to come again is not said beside that of a new connection', async () => {
  const { asked, connection, hear } = await connected();
  connection.resync(false);
  hear('disconnect', 'transport close');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked('hello')).toHaveLength(1);
  connection.resync(false);
  hear('connect');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked('hello')).toHaveLength(2);
});

test('a resync waits a random moment and says once that the digest differed', async () => {
  const { connection, asked } = await connected();
  connection.resync(true);
  connection.resync(false);
  expect(asked('hello')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked('hello')).toHaveLength(2);
  expect(asked('hello')[1]?.request).toMatchObject({ mismatch: true });
});

test('a close by the server is followed by a jittered return', async () => {
  const { hear, socket } = await connected();
  hear('disconnect', 'io server disconnect');
  expect(socket.connects).toBe(0);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(socket.connects).toBe(1);
});

test('a hello that is turned away is told; one that meets a busy market is said again', async () => {
  const first = await connected();
  first.hear('connect');
  first.asked('hello')[1]?.ack({ ok: false, code: 'BUSY', retryAfterMs: 500, retryable: true, message: '' });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(first.asked('hello')).toHaveLength(3);
  first.asked('hello')[2]?.ack({ ok: false, code: 'NOT_FOUND', retryable: false, message: '' });
  await vi.advanceTimersByTimeAsync(0);
  expect(first.listener.onTurnedAway).toHaveBeenCalledWith(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('[T3] the clock takes the shortest of its round trips and ignores the phone’s own', () => {
  let steady = 0;
  const clock = createServerClock(
    () => steady,
    () => 99_999_999,
  );
  clock.takeSample({ sentAt: 0, receivedAt: 400, serverNowMs: 1_000_390 });
  clock.takeSample({ sentAt: 500, receivedAt: 520, serverNowMs: 1_000_510 });
  clock.takeSample({ sentAt: 600, receivedAt: 1_600, serverNowMs: 1_000_650 });
  steady = 2_000;
  expect(clock.now()).toBe(1_002_000);
  expect(clock.disagrees(1_001_900)).toBe(false);
  expect(clock.disagrees(1_005_000)).toBe(true);
});

test('[T7] a page of a stream goes by the stream’s time alone, whatever other answers say; afterwards by the server’s again', async () => {
  const { clock, asked, connection } = await connected();
  const streamMs = 1_000_600_000;
  asked('time')[0]!.ack({ ok: true, nowMs: streamMs });
  await vi.advanceTimersByTimeAsync(0);
  const overHttp = () => ({ sentAt: clock.steady(), receivedAt: clock.steady(), serverNowMs: 1_000_000_000 });
  clock.heardOf(overHttp());
  expect(clock.now()).toBe(streamMs);
  connection.close();
  clock.heardOf(overHttp());
  expect(clock.now()).toBe(1_000_000_000);
});

test('[I1] pending orders survive a reload, are bounded, and shrug off a spoilt store', () => {
  const keep = createDeviceStorage();
  const request = {
    key: newCommandKey(1),
    lines: [],
    expectTotalMinor: 0,
    addressId: null,
    payment: 'sandbox' as const,
  };
  createPendingOrders(keep).keepBeforeSending({ slug: 'potato-day', sentAtMs: 1, request });
  const reloaded = createPendingOrders(createDeviceStorage());
  expect(reloaded.all()).toEqual([{ slug: 'potato-day', sentAtMs: 1, request }]);
  for (let i = 0; i < 40; i += 1) {
    reloaded.keepBeforeSending({ slug: 's', sentAtMs: i, request: { ...request, key: newCommandKey(i) } });
  }
  expect(reloaded.all()).toHaveLength(20);
  localStorage.setItem('fairday.pending-orders', '[{"slug":1},"x"');
  expect(createPendingOrders(createDeviceStorage()).all()).toEqual([]);
});

test('[I1] command keys are UUIDv7 in the order of their time', () => {
  const early = newCommandKey(1_700_000_000_000);
  const late = newCommandKey(1_700_000_000_001);
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
});
