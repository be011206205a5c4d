import { describe, expect, test } from 'vitest';
import { refusalAck } from '../../server/application/ack.ts';
import type { Application } from '../../server/application/application.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import { forwarded } from '../../server/peers/forwarded.ts';
import { PeerGone } from '../../server/ports/peers.ts';

const NO = refusalAck({ code: 'BUSY', retryAfterMs: 500 });
const YES = { ok: true, seq: 7 };

test('[INV20] while an owner that fell silent may be at work on a command, nobody else says no to it', async () => {
  const gone = new PeerGone('It did not answer.', { mayHaveHeard: true });
  expect(await decided(NO, gone)).toMatchObject({ ok: false, code: 'UNAVAILABLE', retryable: true });
  expect(await decided(refusalAck({ code: 'SOLD_OUT' }), gone)).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await decided(YES, gone)).toEqual(YES);
});

test('[C14] an owner that cannot be reached has heard nothing: what this node says stands', async () => {
  const gone = new PeerGone('There is no such node.', { mayHaveHeard: false });
  expect(await decided(NO, gone)).toEqual(NO);
  expect(await decided(YES, gone)).toEqual(YES);
});

describe('an owner that answers others while a command waits', () => {
  const slow = new PeerGone('It did not answer in time.', { mayHaveHeard: true, isSlow: true });

  test('[LD8] has too much to do: nobody takes the stream from it, and who is in doubt comes again a little later', async () => {
    const told = await decided(YES, slow, 'node');
    expect(told).toMatchObject({ ok: false, code: 'UNAVAILABLE', retryable: true, retryAfterMs: 2_000 });
  });

  test('[K4] with so many calls waiting that this one was not sent: nothing of it is under way', async () => {
    const full = new PeerGone('Too many calls wait for it.', { mayHaveHeard: false, isSlow: true });
    expect(await decided(YES, full, 'node')).toMatchObject({ ok: false, code: 'BUSY', retryable: true });
  });

  test('[C16] is stuck if it has not committed for so long that the log names no owner, or another: it is decided here', async () => {
    expect(await decided(YES, slow, null)).toEqual(YES);
    expect(await decided(YES, slow, 'other node')).toEqual(YES);
  });

  test('[C33] has no refusal for a notice of a payment: its provider hears of a fault, and tells it again', async () => {
    await expect(forwardedTo(slow, 'node', YES).payment({ orderId: 'order' } as never, 0)).rejects.toThrow(
      StoreAway,
    );
  });
});

test('[F7] an owner may keep a tap on a flash or an order for its draw, and nothing else so long', async () => {
  const patience: number[] = [];
  const owner = { node: 'node', address: 'other', untilMs: 3_000 };
  const application = forwarded({} as Application, {
    engines: { ownerOf: async () => owner, heard() {} } as never,
    peers: {
      async ask(_to: string, _call: object, timeoutMs: number) {
        patience.push(timeoutMs);
        return { value: YES, head: null };
      },
    } as never,
    readers: {} as never,
    clock: { nowMs: () => 0, steadyMs: () => 0, at: () => () => {} } as never,
  });
  const adds = (request: object) =>
    application.live({} as never, 'stream', 'cart:add', request as never, 0, null);
  await adds({ itemNumber: 1 });
  await adds({ itemNumber: 1, flashId: 'flash' });
  // Whether units of an order wait for a draw, its owner alone knows.
  await application.live({} as never, 'stream', 'order:place', { lines: [] } as never, 0, null);
  await application.live({} as never, 'stream', 'order:cancel', {} as never, 0, null);
  expect(patience).toEqual([1_000, 1_600, 1_600, 1_000]);
});

test('[C42] whoever gives no answer, an order is told after two seconds, and a tap on a flash after 2.6', async () => {
  const deadlines: number[] = [];
  const application = forwarded({} as Application, {
    engines: { ownerOf: () => new Promise(() => {}), heard() {} } as never,
    peers: {} as never,
    readers: {} as never,
    clock: {
      nowMs: () => 0,
      steadyMs: () => 0,
      at: (atMs: number, ring: () => void) => {
        deadlines.push(atMs);
        ring();
        return () => {};
      },
    } as never,
  });
  const asks = (command: 'cart:add' | 'order:place', request: object) =>
    application.live({} as never, 'stream', command, request as never, 0, null);
  await expect(asks('order:place', { lines: [] })).rejects.toThrow(StoreAway);
  await expect(asks('cart:add', { itemNumber: 1, flashId: 'flash' })).rejects.toThrow(StoreAway);
  expect(deadlines).toEqual([2_000, 2_600]);
});

test('[C42] a stream that is woken after its owner fell silent is not waited for longer than that', async () => {
  const slow = new PeerGone('It did not answer in time.', { mayHaveHeard: true, isSlow: true });
  const engines = { otherOwner: () => new Promise(() => {}) };
  const clock = { at: (_atMs: number, ring: () => void) => [() => {}, setTimeout(ring)][0] };
  const application = forwardedTo(slow, 'node', YES, { engines, clock });
  const told = application.live({} as never, 'stream', 'order:place', {} as never, 0, null);
  await expect(told).rejects.toThrow(StoreAway);
});

/**
 * What comes of a command whose owner did not answer.
 * @param ownerYet who owns the log afterwards; before it was `node`
 */
function decided(here: object, gone: PeerGone, ownerYet: string | null = null): Promise<unknown> {
  const application = forwardedTo(gone, ownerYet, here);
  return application.live({} as never, 'stream', 'order:place', {} as never, 0, null);
}

function forwardedTo(
  gone: PeerGone,
  ownerYet: string | null,
  here: object,
  other: { engines?: object; clock?: object } = {},
): Application {
  const owner = (node: string) => ({ node, address: 'other', untilMs: 3_000 });
  const hints = [owner('node'), ownerYet === null ? null : owner(ownerYet)];
  const nextHint = async () => hints.shift() ?? null;
  const local = { live: async () => here, payment: async () => {} } as unknown as Application;
  return forwarded(local, {
    engines: { ownerOf: nextHint, otherOwner: nextHint, reportOwnerDown() {}, ...other.engines } as never,
    peers: { ask: () => Promise.reject(gone) } as never,
    readers: { orderById: async () => ({ order: { streamId: 'stream' } }) } as never,
    clock: { nowMs: () => 0, steadyMs: () => 0, at: () => () => {}, ...other.clock } as never,
  });
}
