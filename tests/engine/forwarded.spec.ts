import { expect, test } from 'vitest';
import { refusalAck } from '../../server/features/ack.ts';
import type { Features } from '../../server/features/features.ts';
import { forwarded } from '../../server/features/peers/forwarded.ts';
import { PeerGone } from '../../server/ports/peers.ts';

const NO = refusalAck({ code: 'BUSY', retryAfterMs: 500 });
const YES = { ok: true, seq: 7 };

test('[INV20] while an owner that fell silent may be at work on a command, nobody else says no to it', async () => {
  const gone = new PeerGone('It did not answer.');
  expect(await decided(NO, gone)).toMatchObject({ ok: false, code: 'UNAVAILABLE', retryable: true });
  expect(await decided(refusalAck({ code: 'SOLD_OUT' }), gone)).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await decided(YES, gone)).toEqual(YES);
});

test('[C14] an owner that cannot be reached has heard nothing: what this node says stands', async () => {
  const gone = new PeerGone('There is no such node.', false);
  expect(await decided(NO, gone)).toEqual(NO);
  expect(await decided(YES, gone)).toEqual(YES);
});

/** What comes of a command whose owner is gone, when it is decided here. */
async function decided(here: object, gone: PeerGone): Promise<unknown> {
  const local = { live: async () => here } as unknown as Features;
  const features = forwarded(local, {
    engines: { otherOwner: async () => ({ address: 'other' }), ownerGone() {} } as never,
    peers: { ask: () => Promise.reject(gone) } as never,
    readers: {} as never,
    clock: { nowMs: () => 0, at: () => () => {} } as never,
  });
  return features.live({} as never, 'stream', 'order:place', {} as never, 0, null);
}
