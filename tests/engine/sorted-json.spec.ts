import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortedJson } from '../../server/event-log/commit/sorted-json.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';

describe('sorted JSON', () => {
  const keys = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', '10', '9', '-1', '', 'constructor', 'at', 'seq', 'b"', 'é'),
  );
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, Number.NaN, '\ud800', '\u2028'),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 12 }),
    ),
  }));

  test('it is the canonical JSON of every value, to the byte', () => {
    fc.assert(
      fc.property(values.value, (value) => {
        expect(sortedJson(value)).toBe(canonicalJson(value));
      }),
      { numRuns: 2_000 },
    );
  });
});
