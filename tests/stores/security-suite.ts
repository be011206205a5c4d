import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecurityEntry, SecurityLogStore, SecurityQuestion } from '../../server/ports/security-log.ts';
import { EIGHT, idOf } from '../builders/store-rows.ts';

const everything: SecurityQuestion = { kind: null, sinceMs: null, untilMs: null, after: null, limit: 200 };

function anEntry(name: string, more: Partial<SecurityEntry> = {}): SecurityEntry {
  return {
    entryId: idOf(`security ${name}`),
    atMs: EIGHT,
    kind: 'data_read',
    times: 1,
    isStranger: false,
    staffId: idOf('operator'),
    account: null,
    session: 'a1b2c3d4',
    address: '203.0.113.0/24',
    what: 'packing',
    about: null,
    stream: 'potato-day',
    rows: 12,
    ...more,
  };
}

const aStranger = (name: string, atMs: number): SecurityEntry =>
  anEntry(name, {
    ...{ kind: 'sign_in_failed', times: 40, isStranger: true, staffId: null, account: 'hash', atMs },
    ...{ session: null, what: null, stream: null, rows: null, address: null },
  });

/** Who did what: kept, found and forgotten the same way by every store. */
export function securitySuite(
  open: () => Promise<{ security: SecurityLogStore; close(): Promise<void> }>,
): void {
  describe('the security log', () => {
    let stores: { security: SecurityLogStore; close(): Promise<void> };
    let log: SecurityLogStore;
    beforeAll(async () => {
      stores = await open();
      log = stores.security;
    });
    afterAll(() => stores.close());

    const names = async (question: Partial<SecurityQuestion> = {}) =>
      (await log.page({ ...everything, ...question })).map(({ entryId }) => entryId);

    test('entries come back as they were noted, the newest first, and one that is written twice stands once', async () => {
      const [first, second] = [anEntry('first'), aStranger('second', EIGHT + 5)];
      await log.write([first, second]);
      await log.write([]);
      await log.write([{ ...second, times: 99 }, anEntry('third', { atMs: EIGHT + 9 })]);
      expect(await log.page(everything)).toEqual([anEntry('third', { atMs: EIGHT + 9 }), second, first]);
    });

    test('they are found by kind and by time, from an instant on and before another', async () => {
      const [first, second, third] = ['first', 'second', 'third'].map((name) => idOf(`security ${name}`));
      expect(await names({ kind: 'sign_in_failed' })).toEqual([second]);
      expect(await names({ kind: 'webhook_added' })).toEqual([]);
      expect(await names({ staffId: idOf('operator') })).toEqual([third, first]);
      expect(await names({ staffId: idOf('operator'), kind: 'sign_in_failed' })).toEqual([]);
      expect(await names({ sinceMs: EIGHT + 5 })).toEqual([third, second]);
      expect(await names({ untilMs: EIGHT + 5 })).toEqual([first]);
      expect(await names({ kind: 'data_read', sinceMs: EIGHT, untilMs: EIGHT + 9 })).toEqual([first]);
    });

    test('page after page shows each once, also those of one instant', async () => {
      await log.write(Array.from({ length: 7 }, (_, n) => anEntry(`alike ${n}`, { atMs: EIGHT + 20 })));
      const whole = await log.page(everything);
      const seen: string[] = [];
      let after: SecurityQuestion['after'] = null;
      for (let page = 0; page < 10; page += 1) {
        const entries: SecurityEntry[] = await log.page({ ...everything, after, limit: 3 });
        seen.push(...entries.map(({ entryId }) => entryId));
        after = entries.at(-1) ?? null;
        if (entries.length < 3) break;
      }
      expect(seen).toEqual(whole.map(({ entryId }) => entryId));
      expect(seen).toHaveLength(10);
    });

    test('what is too old goes, the oldest first and no more than a step', async () => {
      const before = { atMs: EIGHT + 9, entryId: '' };
      expect(await log.trim(before, false, 1)).toBe(1);
      expect((await names()).slice(-2)).toEqual(['third', 'second'].map((name) => idOf(`security ${name}`)));
      expect(await log.trim(before, false, 10)).toBe(1);
      expect(await log.trim(before, false, 10)).toBe(0);
      expect(await names()).toHaveLength(8);
    });

    test('of strangers’ entries so many stay, whatever staff did; then of all of them', async () => {
      const strangers = Array.from({ length: 6 }, (_, n) => aStranger(`stranger ${n}`, EIGHT + 15 + n));
      await log.write(strangers);
      expect(await log.beyond(6, true)).toBeNull();
      const place = await log.beyond(2, true);
      expect(place).toEqual({ atMs: EIGHT + 18, entryId: idOf('security stranger 3') });
      expect(await log.trim(place!, true, 3)).toBe(3);
      expect(await log.trim(place!, true, 3)).toBe(1);
      expect(await log.trim(place!, true, 3)).toBe(0);
      expect(await names({ kind: 'sign_in_failed' })).toEqual(
        [5, 4].map((n) => idOf(`security stranger ${n}`)),
      );
      expect(await names()).toHaveLength(10);
      expect(await log.beyond(10, false)).toBeNull();
      expect(await log.trim((await log.beyond(4, false))!, false, 10)).toBe(6);
      expect(await names()).toHaveLength(4);
      expect(await log.trim((await log.beyond(0, false))!, false, 10)).toBe(4);
      expect(await names()).toEqual([]);
    });
  });
}
