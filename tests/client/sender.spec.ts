import { expect, test } from 'vitest';
import { createIdempotentSender } from '../../client/stores/idempotent-sender.ts';
import type { Reason } from '../../shared/contract/answer.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';

/** A sender, and what it sent; each call is answered with the next code, `ok` when there is none left. */
function sender(...codes: Reason['code'][]) {
  const sent: object[] = [];
  let keys = 0;
  const send = createIdempotentSender(() => {
    keys += 1;
    return `key ${keys}`;
  });
  const tap = (contents: object, what?: string) =>
    send(
      contents,
      async (body): Promise<Result<null, Reason>> => {
        sent.push(body);
        const code = codes.shift();
        return code ? refuse({ code } as Reason) : ok(null);
      },
      what,
    );
  return { sent, tap };
}

const MONEY = { amountMinor: 900 };

test('[I1] [I2] a tap after an answer that decided nothing is the same command, and says when the first try may yet come about', async () => {
  const { sent, tap } = sender('BUSY', 'UNAVAILABLE', 'RATE_LIMITED', 'NO_ANSWER');
  const said = [];
  for (let n = 0; n < 5; n += 1) said.push(await tap(MONEY));
  expect(said.map((answer) => (answer.ok ? 'ok' : answer.refusal.code))).toEqual([
    'BUSY',
    'UNAVAILABLE',
    'NO_ANSWER', // RATE_LIMITED says nothing of the try before it.
    'NO_ANSWER',
    'ok',
  ]);
  expect(sent).toEqual([
    { key: 'key 1', ...MONEY },
    { key: 'key 1', ...MONEY },
    { key: 'key 1', inDoubt: true, ...MONEY },
    { key: 'key 1', inDoubt: true, ...MONEY },
    { key: 'key 1', inDoubt: true, ...MONEY },
  ]);
});

test('[I1] what was decided is over, and other contents are another command', async () => {
  const { sent, tap } = sender('STALE_VERSION', 'INTERNAL');
  await tap(MONEY);
  await tap(MONEY);
  await tap({ amountMinor: 901 });
  await tap({ amountMinor: 901 });
  expect(sent).toEqual([
    { key: 'key 1', ...MONEY },
    { key: 'key 2', ...MONEY },
    { key: 'key 3', amountMinor: 901 },
    { key: 'key 4', amountMinor: 901 },
  ]);
});

test('[I1] what was asked in between changes no key; commands with the same contents have one each', async () => {
  const { sent, tap } = sender('NO_ANSWER', 'NO_ANSWER');
  await tap(MONEY);
  await tap(MONEY, 'back');
  await tap({ amountMinor: 901 });
  await tap(MONEY);
  await tap(MONEY, 'back');
  expect(sent.slice(3)).toEqual([
    { key: 'key 1', inDoubt: true, ...MONEY },
    { key: 'key 2', inDoubt: true, ...MONEY },
  ]);
});

test('a page remembers fifty commands without a decision, and forgets the oldest', async () => {
  const { sent, tap } = sender(...Array<'NO_ANSWER'>(51).fill('NO_ANSWER'));
  for (let amountMinor = 0; amountMinor <= 50; amountMinor += 1) await tap({ amountMinor });
  await tap({ amountMinor: 1 });
  await tap({ amountMinor: 0 });
  expect(sent.slice(51)).toEqual([
    { key: 'key 2', inDoubt: true, amountMinor: 1 },
    { key: 'key 52', amountMinor: 0 },
  ]);
});
