import { afterEach, expect, test } from 'vitest';
import { isPassword } from '../../server/adapters/crypto/password.ts';
import { type House, openHouse } from './house.ts';

/** Two are looked at and a hundred wait. */
const ROOM = 102;

let house: House | null = null;
afterEach(() => house?.close());

test('[X88] past a hundred that wait a password is not looked at, and nothing is thrown', async () => {
  const answers = await Promise.all(Array.from({ length: ROOM + 8 }, () => isPassword('a guess', null)));
  expect(answers.filter((answer) => answer === false)).toHaveLength(ROOM);
  expect(answers.filter((answer) => answer === null)).toHaveLength(8);
});

test('[X88] too many sign-ins at once are BUSY, with the time to come again', async () => {
  house = await openHouse();
  const { url } = house;
  const flood = Array.from({ length: ROOM }, () => isPassword('a guess', null));
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'mei@market.example', password: 'a guess of ten' }),
  });
  expect(await answer.json()).toMatchObject({ code: 'BUSY', retryAfterMs: expect.any(Number) });
  expect(answer.status).toBe(503);
  await Promise.all(flood);
});
