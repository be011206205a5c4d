import { expect, test } from 'vitest';
import { createSender } from '../../client/stores/sender.ts';
import type { Reason } from '../../shared/contract/answer.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';

/** A sender, and what it sent; each call is answered with the next code, `ok` when there is none left. */
function sender(...codes: Reason['code'][]) {
  const sent: object[] = [];
  let keys = 0;
  const send = createSender(() => {
    keys += 1;
    return `key ${keys}`;
  });
  const tap = (contents: object) =>
    send(contents, async (body): Promise<Result<null, Reason>> => {
      sent.push(body);
      const code = codes.shift();
      return code ? refuse({ code } as Reason) : ok(null);
    });
  return { sent, tap };
}

const MONEY = { amountMinor: 900 };

test('[I1] [I2] a tap after an answer that decided nothing is the same command, and says when the first try may yet come about', async () => {
  const { sent, tap } = sender('BUSY', 'UNAVAILABLE', 'RATE_LIMITED', 'NO_ANSWER');
  for (let n = 0; n < 5; n += 1) await tap(MONEY);
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
