import { expect, test } from 'vitest';
import type { Tries } from '../../server/ports/tries.ts';

/** How every place counts tries. `open` gives another node's view of the same counts, if there are several. */
export function triesSuite(open: () => Promise<Tries>): void {
  let people = 0;
  const somebody = () => {
    people += 1;
    return `${people}@market.example`;
  };

  test('[X88] ten guesses at an account from one address, then a wait of at most a quarter of an hour', async () => {
    const tries = await open();
    const account = somebody();
    const address = `address-of-${account}`;
    for (let guess = 1; guess <= 10; guess += 1) expect(await tries.signIn(account, address)).toBe(0);
    const waitMs = await tries.signIn(account, address);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(15 * 60_000);
    expect(await tries.signIn(somebody(), address)).toBe(0);
  });

  test('[X88] guesses from elsewhere lock nobody out', async () => {
    const tries = await open();
    const account = somebody();
    for (let guess = 1; guess <= 60; guess += 1) {
      await tries.signIn(account, `elsewhere-of-${account}-${guess % 3}`);
    }
    expect(await tries.signIn(account, `home-of-${account}`)).toBe(0);
  });

  test('[X88] a right password empties the count of the account there, not that of the address', async () => {
    const tries = await open();
    const account = somebody();
    const address = `village-of-${account}`;
    for (let guess = 1; guess <= 99; guess += 1) {
      expect(await tries.signIn(account, address)).toBe(0);
      if (guess % 10 === 0) await tries.signedIn(account, address);
    }
    await tries.signedIn(account, address);
    expect(await tries.signIn(account, address)).toBe(0);
    await tries.signedIn(account, address);
    expect(await tries.signIn(account, address)).toBeGreaterThan(0);
  });

  test('[X88] twenty codes a minute', async () => {
    const tries = await open();
    const who = somebody();
    const waits = [];
    for (let code = 1; code <= 21; code += 1) waits.push(await tries.code(who));
    expect(waits.slice(0, 20)).toEqual(Array(20).fill(0));
    expect(waits[20]).toBeGreaterThan(0);
    expect(waits[20]).toBeLessThanOrEqual(60_000);
    expect(await tries.code(somebody())).toBe(0);
  });

  test('[V1] twenty codes of vouchers in ten minutes, where one that was right does not count', async () => {
    const tries = await open();
    const who = somebody();
    for (let right = 1; right <= 30; right += 1) {
      expect(await tries.voucherCode(who)).toBe(0);
      await tries.rightVoucherCode(who);
    }
    for (let wrong = 1; wrong <= 20; wrong += 1) expect(await tries.voucherCode(who)).toBe(0);
    const waitMs = await tries.voucherCode(who);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(10 * 60_000);
    expect(await tries.voucherCode(somebody())).toBe(0);
  });
}
