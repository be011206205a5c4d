import { describe, expect, test } from 'vitest';
import { memoryAttemptLimiter } from '../../server/adapters/attempt-limiter/memory.ts';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { guessedCodes } from '../../server/gateway/limits/guessing-alarm.ts';
import { KnownBuyers } from '../../server/gateway/limits/known-buyers.ts';
import { openSharedBuckets } from '../../server/gateway/limits/shared-buckets.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { limitTypedCodes } from '../../server/gateway/limits/voucher-code-limit.ts';
import type { BusMessage } from '../../server/ports/bus.ts';
import { type Limits, usualLimits } from '../../server/ports/limits.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { ask, hello, openHouse, until } from './house.ts';

const RIGHT = 'HARVEST7';
const LINES = [{ itemNumber: 1, units: 1, unitPriceMinor: 1_990 }];
type Quote = Ack<LiveReply<'order:quote'>>;

/** The door of one server, over a stream that knows one code. */
function aDoor(limits: Partial<Limits> = {}) {
  let nowMs = 1_000_000;
  const told: BusMessage[] = [];
  const warned: string[] = [];
  const guessed = guessedCodes({
    bus: { publish: (message) => void told.push(message) },
    clock: { nowMs: () => nowMs },
    log: { warn: ((_: object, what: string) => warned.push(what)) as never },
  });
  /** Codes that the stream has looked at. */
  const judged: string[] = [];
  const stakes = new Set<string>();
  const config = { limits: { ...usualLimits, ...limits } };
  const tries = memoryAttemptLimiter(attemptSizes(config.limits));
  const clock = { nowMs: () => nowMs };
  const known = new KnownBuyers(clock);
  const buckets = openSharedBuckets({
    tries,
    known,
    clock,
    config,
    application: { hasBought: async () => false },
  });
  const codes = limitTypedCodes({
    tries,
    guessed,
    buckets,
    application: {
      async typedCode({ buyerId }, _streamId, code) {
        // As with a real stream, others come in between.
        await new Promise(setImmediate);
        return { isKnown: code === RIGHT, hasStake: stakes.has(buyerId) };
      },
    },
  });
  const typist = (buyerId: string, address = 'village', streamId = 'stream') => ({
    actor: { buyerId, allIds: [buyerId] },
    streamId,
    address,
  });
  return {
    told,
    warned,
    judged,
    stakes,
    known,
    guessed,
    passes: (ms: number) => {
      nowMs += ms;
    },
    /** @returns what became of the code */
    async quotes(buyerId: string, code: string, address?: string, streamId?: string): Promise<string> {
      const request: LiveRequest<'order:quote'> = { lines: LINES, addressId: null, code };
      const ack = (await codes.quote(typist(buyerId, address, streamId), request, async (asked) => {
        if (asked.code === undefined) return { ok: true } as unknown as Quote;
        judged.push(asked.code);
        const code = asked.code === RIGHT ? { outcome: 'used' } : { outcome: 'not_used', reason: 'unknown' };
        return { ok: true, code } as unknown as Quote;
      })) as { code: { outcome: string; reason?: string } };
      return ack.code.reason ?? ack.code.outcome;
    },
    async orders(buyerId: string, code?: string, address?: string): Promise<string> {
      const request = code === undefined ? {} : { code };
      const ack = await codes.order(typist(buyerId, address), request, async () => {
        if (code !== undefined) judged.push(code);
        return { ok: true } as Ack<object>;
      });
      return ack.ok ? 'placed' : ack.code;
    },
  };
}

/** Guests made for guessing, one for each guess. @returns how often each answer came */
async function guesses(door: ReturnType<typeof aDoor>, count: number, address?: (guess: number) => string) {
  const answers: Record<string, number> = {};
  for (let guess = 0; guess < count; guess += 1) {
    const answer = await door.quotes(
      `guest-${address ? 'away' : 'here'}-${guess}`,
      'WRONG',
      address?.(guess),
    );
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  return answers;
}

describe('[V1] [M2] codes that are typed', () => {
  test('twenty wrong ones of a buyer, then even the right one is not looked at, at a quote and at an order', async () => {
    const door = aDoor();
    for (let guess = 0; guess < 20; guess += 1) expect(await door.quotes('ana', 'WRONG')).toBe('unknown');
    expect(await door.quotes('ana', RIGHT)).toBe('too_many_tries');
    expect(await door.orders('ana', RIGHT)).toBe('RATE_LIMITED');
    expect(await door.orders('ana')).toBe('placed');
    expect(door.judged).toHaveLength(20);
    expect(await door.orders('ben', RIGHT)).toBe('placed');
  });

  test('right ones cost nothing, at an order as at a quote', async () => {
    const door = aDoor({ wrongCodesPerAddress: 6, wrongCodesPerStream: 3 });
    for (let turn = 0; turn < 50; turn += 1) {
      expect(await door.quotes('ana', RIGHT)).toBe('used');
      expect(await door.orders('ana', RIGHT)).toBe('placed');
    }
    for (let guess = 0; guess < 3; guess += 1) expect(await door.quotes('ana', 'WRONG')).toBe('unknown');
  });

  test('who sends many at once has no more of them', async () => {
    const door = aDoor();
    const answers = await Promise.all(Array.from({ length: 100 }, () => door.quotes('ana', 'WRONG')));
    expect(answers.filter((answer) => answer === 'unknown')).toHaveLength(20);
  });

  test('guests made for guessing share what their network address has, and a stream what all addresses have', async () => {
    const door = aDoor({ wrongCodesPerAddress: 200, wrongCodesPerStream: 250 });
    expect(await guesses(door, 300)).toEqual({ unknown: 100, too_many_tries: 200 });
    const away = await guesses(door, 300, (guess) => `away-${guess % 10}`);
    expect(away).toEqual({ unknown: 150, too_many_tries: 150 });
    expect(door.judged).toHaveLength(250);
    // Another stream has a bucket of its own.
    expect(await door.quotes('dora', 'WRONG', 'elsewhere', 'another')).toBe('unknown');
  });

  test('a village in which everybody types the right code is never held up, all at once and while a stream is guessed at', async () => {
    const door = aDoor({ wrongCodesPerAddress: 1_000 });
    const village = await Promise.all(
      Array.from({ length: 10_000 }, (_, buyer) => door.orders(`villager-${buyer}`, RIGHT)),
    );
    expect(village.every((answer) => answer === 'placed')).toBe(true);
    // One in a hundred mistypes twice, and is then right.
    for (let buyer = 0; buyer < 100; buyer += 1) {
      for (const code of ['WRONG', 'HARVEST', RIGHT]) await door.quotes(`villager-${buyer}`, code);
    }
    expect(await door.quotes('late', RIGHT)).toBe('used');
  });

  test('when a stream’s bucket is empty its host is told once, and only who has nothing there waits', async () => {
    const door = aDoor({ wrongCodesPerStream: 50 });
    await guesses(door, 50);
    expect(door.guessed.isGuessed('stream')).toBe(false);
    door.stakes.add('ana');
    expect(await door.orders('ben', RIGHT, 'home of ben')).toBe('RATE_LIMITED');
    expect(await door.orders('ana', RIGHT, 'home of ana')).toBe('placed');
    expect(await door.quotes('ana', RIGHT, 'home of ana')).toBe('used');
    for (let turn = 0; turn < 40; turn += 1) await door.quotes(`more-${turn}`, 'WRONG', 'far');
    expect(door.guessed.isGuessed('stream')).toBe(true);
    expect(door.guessed.isGuessed('another')).toBe(false);
    expect(door.told).toEqual([{ kind: 'codes_guessed', streamId: 'stream', untilMs: expect.any(Number) }]);
    expect(door.warned).toEqual(['codes of vouchers are guessed']);
    // Who waits has spent nothing of their own.
    for (let turn = 0; turn < 30; turn += 1) await door.quotes('ben', RIGHT, 'home of ben');
    door.stakes.add('ben');
    expect(await door.quotes('ben', RIGHT, 'home of ben')).toBe('used');
    door.passes(600_001);
    expect(door.guessed.isGuessed('stream')).toBe(false);
  });

  test('[X168] who had watched for two minutes when their address ran dry is still looked at, and has one wrong code', async () => {
    const door = aDoor({ wrongCodesPerAddress: 100 });
    const villagers = Array.from({ length: 20 }, (_, villager) => `villager-${villager}`);
    for (const villager of villagers) door.known.came('village', villager);
    door.passes(120_000);
    door.known.came('village', 'late');
    expect(await guesses(door, 300)).toEqual({ unknown: 50, too_many_tries: 250 });
    for (const villager of villagers) {
      for (let turn = 0; turn < 3; turn += 1) expect(await door.quotes(villager, RIGHT)).toBe('used');
      expect(await door.orders(villager, RIGHT)).toBe('placed');
    }
    expect(await door.quotes('late', RIGHT)).toBe('too_many_tries');
    // Two minutes later the bucket has been dry for as long: it was too late to come.
    door.passes(121_000);
    expect(await door.quotes('late', RIGHT)).toBe('too_many_tries');
    expect(await door.quotes('villager-0', 'WRONG')).toBe('unknown');
    expect(await door.quotes('villager-0', RIGHT)).toBe('too_many_tries');
    expect(await door.quotes('villager-1', RIGHT)).toBe('used');
  });

  test('[X168] passes lift no bound on guesses: an address has no more wrong codes than it is set to', async () => {
    const door = aDoor({ wrongCodesPerAddress: 100 });
    const guessers = Array.from({ length: 150 }, (_, guest) => `patient-${guest}`);
    for (const guest of guessers) door.known.came('village', guest);
    door.passes(120_000);
    await guesses(door, 60);
    for (const guest of guessers) {
      for (let turn = 0; turn < 20; turn += 1) await door.quotes(guest, 'WRONG');
    }
    expect(door.judged).toHaveLength(100);
  });

  test('another server that found it out is believed, and nobody is told again', () => {
    const door = aDoor();
    door.guessed.heard({ streamId: 'stream', untilMs: 1_300_000 });
    expect(door.guessed.isGuessed('stream')).toBe(true);
    door.guessed.found('stream', 300_000);
    expect(door.told).toEqual([]);
    door.passes(300_000);
    expect(door.guessed.isGuessed('stream')).toBe(false);
  });

  test('each bucket can be switched off', async () => {
    const off = { wrongCodesPerBuyer: 0, wrongCodesPerAddress: 0, wrongCodesPerStream: 0 };
    const door = aDoor(off);
    for (let guess = 0; guess < 200; guess += 1) expect(await door.quotes('ana', 'WRONG')).toBe('unknown');
  });
});

test('[V1] [M2] consoles of every server hear of it, those that were open and those that come later', async () => {
  const hub = openHub();
  const environment = { MAX_WRONG_CODES_PER_STREAM: '3' };
  const houses = [
    await openHouse({ environment, bus: hub.join() }),
    await openHouse({ environment, bus: hub.join() }),
  ] as const;
  try {
    const consoleAt = async (house: (typeof houses)[number]) => {
      const { token, staffId } = await house.session('host');
      house.market.grants.set(staffId, { isHost: true, grants: [] });
      const socket = await house.connect('console', token);
      const troubles: unknown[] = [];
      socket.on('h', (...beat: unknown[]) => troubles.push(beat[4]));
      expect(await ask(socket, 'hello', hello())).toMatchObject({ ok: true });
      return troubles;
    };
    const open = [await consoleAt(houses[0]), await consoleAt(houses[1])];
    await until(() => open.every((troubles) => troubles.length > 0));
    expect(open.flat()).not.toContain('codes_guessed');
    for (let guess = 0; guess < 5; guess += 1) {
      const viewer = await houses[0].viewer();
      await ask(viewer, 'hello', hello());
      await ask(viewer, 'order:quote', { lines: LINES, addressId: null, code: 'WRONG' });
    }
    await until(() => open.every((troubles) => troubles.at(-1) === 'codes_guessed'));
    const late = await consoleAt(houses[1]);
    await until(() => late.includes('codes_guessed'));
    expect(houses[0].warnings.filter((what) => what === 'codes of vouchers are guessed')).toHaveLength(1);
    expect(houses[1].warnings).not.toContain('codes of vouchers are guessed');
  } finally {
    for (const house of houses) await house.close();
  }
});
