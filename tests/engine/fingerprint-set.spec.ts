import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FingerprintSet } from '../../server/event-log/admission/fingerprint-set.ts';
import { fingerprint } from '../../server/event-log/ports/fingerprints.ts';

test('holds what was added and nothing else, as a Set does, however many', () => {
  const prints = new FingerprintSet();
  const known = new Set<number>();
  for (let n = 0; n < 5_000; n += 1) {
    const print = fingerprint(`buyer-${n % 4_000} key`);
    prints.add(print);
    known.add(print);
  }
  const asked = Array.from({ length: 8_000 }, (_, n) => fingerprint(`buyer-${n} key`));
  expect(asked.map((print) => prints.has(print))).toEqual(asked.map((print) => known.has(print)));
});

test('prints that want the same place, nought, and the largest there is', () => {
  const near = fc.nat(3).map((n) => n * 2 ** 32);
  const print = fc.oneof(near, fc.constantFrom(0, Number.MAX_SAFE_INTEGER), fc.nat(20));
  fc.assert(
    fc.property(fc.array(print, { maxLength: 40 }), print, (added, asked) => {
      const prints = new FingerprintSet();
      for (const each of added) prints.add(each);
      expect(prints.has(asked)).toBe(added.includes(asked));
    }),
  );
});
