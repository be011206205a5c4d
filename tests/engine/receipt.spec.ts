import { expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { refusalAck } from '../../server/application/ack.ts';
import { makeReceipt, orReceipt, type PricedTry, readReceipt } from '../../server/application/receipt.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import type { BuyerCommand } from '../../server/market/command-spec.ts';
import { refusalSchemas } from '../../shared/contract/refusals.ts';

const master = 'a secret for tests, thirty-two characters or more';
const other = 'another secret for tests, of thirty-two characters';
const secrets = openSecrets({ master, country: '86' });
const AT = 1_790_366_700_000;

const tap: PricedTry = {
  actor: { buyerId: 'ana', allIds: ['ana', 'guest'] },
  streamId: 'stream',
  command: 'cart:add',
  request: {
    key: 'key 1',
    itemNumber: 1,
    units: 1,
    seenPriceMinor: 1_990,
    flashId: 'f',
  } as PricedTry['request'],
};
const withReceipt = (receipt: string, more: Partial<PricedTry> = {}): PricedTry => {
  const tried = { ...tap, ...more };
  return { ...tried, request: { ...tried.request, receipt } };
};

test('[F5] a receipt says when a tap arrived, to every node that has the secret of the market', () => {
  const receipt = makeReceipt(secrets, tap, AT);
  expect(readReceipt(openSecrets({ master, country: '86' }), withReceipt(receipt))).toBe(AT);
  const changed = openSecrets({ master: other, old: [{ secret: master, signs: true }], country: '86' });
  expect(readReceipt(changed, withReceipt(receipt))).toBe(AT);
});

test('[F5] a try of the same tap is the same, whatever else belongs to one try alone', () => {
  const receipt = makeReceipt(secrets, tap, AT);
  const again = { ...tap.request, inDoubt: true, ticket: 'another ticket' };
  expect(readReceipt(secrets, withReceipt(receipt, { request: again }))).toBe(AT);
});

test.each<[string, Partial<PricedTry>]>([
  ['of another buyer', { actor: { buyerId: 'ben', allIds: ['ben'] } }],
  ['of another stream', { streamId: 'elsewhere' }],
  ['of another key', { request: { ...tap.request, key: 'key 2' } }],
  ['of another payload', { request: { ...tap.request, units: 2 } as PricedTry['request'] }],
  ['of another command', { command: 'order:place' }],
  ['of a command that has none', { command: 'cart:remove' }],
])('[F5] one %s is none', (_, more) => {
  expect(readReceipt(secrets, withReceipt(makeReceipt(secrets, tap, AT), more))).toBeNull();
});

test('[F5] a forged one is none: another time, another signature, another secret, another purpose', () => {
  const [, signature] = makeReceipt(secrets, tap, AT).split('.') as [string, string];
  const forged = [
    `${AT - 1}.${signature}`,
    `${AT}.${'A'.repeat(43)}`,
    makeReceipt(openSecrets({ master: other, country: '86' }), tap, AT),
    `${AT}.${secrets.sign('ticket', 'stream ana')}`,
    '',
    `${AT}`,
  ];
  for (const receipt of forged) expect(readReceipt(secrets, withReceipt(receipt)), receipt).toBeNull();
});

test('[B2] a buyer whom a guest has become has what the guest was given', () => {
  const guest = { ...tap, actor: { buyerId: 'guest', allIds: ['guest'] } };
  expect(readReceipt(secrets, withReceipt(makeReceipt(secrets, guest, AT)))).toBe(AT);
});

const tried = (more: object = {}) => ({ ...tap, arrivedAtMs: AT, ...more }) as never;

test.each(['BUSY', 'UNAVAILABLE'] as const)('[F5] %s brings a receipt of the arrival', async (code) => {
  const ack = await orReceipt(secrets, tried(), async () => refusalAck({ code, retryAfterMs: 500 }));
  expect(ack).toEqual({ ...refusalAck({ code, retryAfterMs: 500 }), receipt: makeReceipt(secrets, tap, AT) });
  const {
    ok: _ok,
    message: _message,
    retryable: _retryable,
    ...refusal
  } = ack as never as Record<string, unknown>;
  expect(refusalSchemas[code].safeParse(refusal).success).toBe(true);
});

test('[F5] a store that is away is UNAVAILABLE with a receipt; another fault stays one', async () => {
  const away = await orReceipt(secrets, tried(), () => Promise.reject(new StoreAway('gone')));
  expect(away).toMatchObject({ code: 'UNAVAILABLE', receipt: makeReceipt(secrets, tap, AT) });
  await expect(orReceipt(secrets, tried(), () => Promise.reject(new Error('a mistake')))).rejects.toThrow(
    'a mistake',
  );
});

test('[F5] of a try that brings one along the first arrival stays the one that counts', async () => {
  const first = makeReceipt(secrets, tap, AT);
  const second = tried({ arrivedAtMs: AT + 3_000, request: { ...tap.request, receipt: first } });
  const ack = await orReceipt(secrets, second, async () => refusalAck({ code: 'BUSY', retryAfterMs: 1 }));
  expect(ack).toMatchObject({ receipt: first });
  const forged = tried({
    arrivedAtMs: AT + 3_000,
    request: { ...tap.request, receipt: `1.${'A'.repeat(43)}` },
  });
  const anew = await orReceipt(secrets, forged, async () => refusalAck({ code: 'BUSY', retryAfterMs: 1 }));
  expect(anew).toMatchObject({ receipt: makeReceipt(secrets, tap, AT + 3_000) });
});

test('[F5] nobody else gets one: who was decided, who was refused by a rule, and what is judged by no price', async () => {
  const refusals = [
    refusalAck({ code: 'RATE_LIMITED', retryAfterMs: 1 }),
    refusalAck({ code: 'INTERNAL' }),
    refusalAck({ code: 'SOLD_OUT' }),
  ];
  for (const ack of refusals) expect(await orReceipt(secrets, tried(), async () => ack)).toEqual(ack);
  const busy = refusalAck({ code: 'BUSY', retryAfterMs: 1 });
  const unpriced: BuyerCommand[] = [
    'cart:remove',
    'order:cancel',
    'claim:open',
    'waitlist:join',
    'waitlist:leave',
  ];
  for (const command of unpriced) {
    expect(await orReceipt(secrets, tried({ command }), async () => busy)).toEqual(busy);
  }
});
