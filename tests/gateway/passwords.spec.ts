import { afterEach, expect, test, vi } from 'vitest';
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

/** A house in which so many passwords wait that none is looked at, until `room` says that there is room again. */
async function fullHouse() {
  house = await openHouse();
  const { url, secrets } = house;
  const looked = vi.spyOn(secrets, 'isPassword').mockResolvedValue(null);
  const signIn = () =>
    fetch(`${url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'mei@market.example', password: 'a guess of ten' }),
    });
  return { signIn, room: () => looked.mockResolvedValue(false) };
}

test('[X88] too many sign-ins at once are BUSY, with the time to come again', async () => {
  const { signIn } = await fullHouse();
  const answer = await signIn();
  expect(await answer.json()).toMatchObject({ code: 'BUSY', retryAfterMs: expect.any(Number) });
  expect(answer.status).toBe(503);
});

test('[X88] who is told BUSY again and again is not locked out by that', async () => {
  const { signIn, room } = await fullHouse();
  for (let ask = 1; ask <= 11; ask += 1) expect((await signIn()).status).toBe(503);
  room();
  expect((await signIn()).status).toBe(401);
});
