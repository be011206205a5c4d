import { expect, test } from 'vitest';
import { limitSignIns } from '../../server/gateway/limits/sign-ins.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import type { AttemptLimiter, AttemptSizes, Counted } from '../../server/ports/attempt-limiter.ts';
import { type Limits, usualLimits } from '../../server/ports/limits.ts';

/** A limiter with what the front door makes of it for passwords, of browsers that are not known. */
export const withSignIns = (tries: AttemptLimiter) => {
  const { signIn, signedIn, notTried } = limitSignIns(tries);
  const from = (address: string) => ({ address, device: null });
  return {
    ...tries,
    signIn: (account: string, address: string) => signIn(account, from(address)),
    signedIn: (account: string, address: string) => signedIn(account, from(address)),
    notTried: (account: string, address: string) => notTried(account, from(address)),
  };
};

/** How every place counts tries. `open` gives another node's view of the same counts, if there are several. */
export function attemptLimiterSuite(openWith: (sizes: AttemptSizes) => Promise<AttemptLimiter>): void {
  const withSizes = async (limits: Limits) => withSignIns(await openWith(attemptSizes(limits)));
  const open = () => withSizes(usualLimits);
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

  test('[X88] right passwords use up nothing: a whole office may sign in from one address', async () => {
    const tries = await open();
    const address = `office-of-${somebody()}`;
    for (let member = 1; member <= 150; member += 1) {
      const account = somebody();
      expect(await tries.signIn(account, address)).toBe(0);
      await tries.signedIn(account, address);
    }
  });

  test('[X88] a right password empties the count of the account there; the wrong ones before it stay with the address', async () => {
    const tries = await open();
    const account = somebody();
    const address = `village-of-${account}`;
    let wrong = 0;
    for (let guess = 1; guess <= 110; guess += 1) {
      expect(await tries.signIn(account, address)).toBe(0);
      if (guess % 10 === 0) await tries.signedIn(account, address);
      else wrong += 1;
    }
    expect(wrong).toBe(99);
    expect(await tries.signIn(account, address)).toBe(0);
    expect(await tries.signIn(somebody(), address)).toBeGreaterThan(0);
  });

  test('[X88] a password that was not looked at is no guess, of the account or of the address', async () => {
    const tries = await open();
    const account = somebody();
    const address = `busy-of-${account}`;
    for (let ask = 1; ask <= 150; ask += 1) {
      expect(await tries.signIn(account, address)).toBe(0);
      await tries.notTried(account, address);
    }
    for (let guess = 1; guess <= 10; guess += 1) expect(await tries.signIn(account, address)).toBe(0);
    expect(await tries.signIn(account, address)).toBeGreaterThan(0);
  });

  const MINUTE = 60_000;
  const kinds: Record<Counted, [most: number, withinMs: number]> = {
    signInOfAccount: [10, 15 * MINUTE],
    signInOfAddress: [100, 15 * MINUTE],
    signInLinkOfAddress: [20, MINUTE],
    signInLinkAgain: [10, MINUTE],
    contactOfBuyer: [20, MINUTE],
    contactOfAddress: [2_000, MINUTE],
    deviceCodeOfBuyer: [20, MINUTE],
    deviceCodeOfAddress: [3_000, MINUTE],
    mergeOfBuyer: [20, MINUTE],
    mergeOfAddress: [1_500, MINUTE],
    wrongCodeOfBuyer: [20, 10 * MINUTE],
    wrongCodeOfAddress: [1_000, 10 * MINUTE],
    wrongCodeOfStream: [5_000, 10 * MINUTE],
    chatLinesOfBuyer: [1, MINUTE / 30],
    chatLinesOfBuyerWhenMany: [1, MINUTE / 6],
    chatLinesOfBuyerWhenCrowded: [1, MINUTE],
    chatLinesOfAddress: [40, MINUTE / 6],
    chatLinesOfStream: [30, MINUTE / 60],
    findOfOrder: [5, 60 * MINUTE],
    findOfPhone: [5, 60 * MINUTE],
    findOfNetwork: [60, 60 * MINUTE],
    findOfBuyer: [20, 60 * MINUTE],
    lookUpOfPerson: [120, 60 * MINUTE],
    contactPassOfBuyer: [2, MINUTE],
    deviceCodePassOfBuyer: [2, MINUTE],
    mergePassOfBuyer: [2, MINUTE],
    mergePassOfAddress: [1_500, MINUTE],
    wrongCodePassOfBuyer: [1, 10 * MINUTE],
    wrongCodePassOfAddress: [1_000, 10 * MINUTE],
  };
  for (const [kind, [most, withinMs]] of Object.entries(kinds)) {
    const what = kind as Counted;
    test(`[X88] ${most} of ${kind} in ${withinMs / MINUTE} min, of each, then a wait`, async () => {
      const tries = await open();
      const who = somebody();
      let refused = 0;
      for (let one = 0; one < most; one += 1) if ((await tries.count(what, who)) > 0) refused += 1;
      expect(refused).toBe(0);
      expect(await tries.waitMs(what, who)).toBeGreaterThan(0);
      const waitMs = await tries.count(what, who);
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(withinMs);
      expect(await tries.count(what, somebody())).toBe(0);
      expect(await tries.waitMs(what, somebody())).toBe(0);
    });
  }

  test('[V1] one that does not count after all leaves room for another, and asking counts nothing', async () => {
    const tries = await open();
    const who = somebody();
    for (let right = 1; right <= 30; right += 1) {
      expect(await tries.count('wrongCodeOfBuyer', who)).toBe(0);
      await tries.uncount('wrongCodeOfBuyer', who);
      expect(await tries.waitMs('wrongCodeOfBuyer', who)).toBe(0);
    }
    for (let wrong = 1; wrong <= 20; wrong += 1) {
      expect(await tries.waitMs('wrongCodeOfBuyer', who)).toBe(0);
      expect(await tries.count('wrongCodeOfBuyer', who)).toBe(0);
    }
    const waitMs = await tries.waitMs('wrongCodeOfBuyer', who);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(10 * MINUTE);
    expect(await tries.count('wrongCodeOfBuyer', who)).toBeGreaterThan(0);
  });

  test('a size is a setting, and 0 switches a bucket off', async () => {
    const three = await withSizes({ ...usualLimits, contactsPerBuyer: 3, signInsPerAccount: 2 });
    const who = somebody();
    const waits = [];
    for (let one = 0; one < 4; one += 1) waits.push(await three.count('contactOfBuyer', who));
    expect(waits.map((waitMs) => waitMs > 0)).toEqual([false, false, false, true]);
    const signIns = [];
    for (let one = 0; one < 3; one += 1) signIns.push(await three.signIn(who, `home-of-${who}`));
    expect(signIns.map((waitMs) => waitMs > 0)).toEqual([false, false, true]);

    const off = await withSizes({
      ...usualLimits,
      contactsPerBuyer: 0,
      signInsPerAccount: 0,
      signInsPerAddress: 0,
    });
    const other = somebody();
    for (let one = 0; one < 300; one += 1) {
      expect(await off.count('contactOfBuyer', other)).toBe(0);
      expect(await off.signIn(other, `home-of-${other}`)).toBe(0);
    }
    await off.uncount('contactOfBuyer', other);
    await off.signedIn(other, `home-of-${other}`);
    expect(await off.waitMs('contactOfBuyer', other)).toBe(0);
  });
}
