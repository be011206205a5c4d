import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactMap } from '../../server/lib/compact-map.ts';

interface Note {
  key: string;
  count: number;
}

/** Tells what was written and read, in its order. */
function notes(maxHot: number) {
  const told: string[] = [];
  const map = new CompactMap<Note>(
    {
      encode: ({ key, count }) => {
        told.push(`encode ${key}`);
        return String(count);
      },
      decode: (key, text) => {
        told.push(`decode ${key}`);
        return { key, count: Number(text) };
      },
    },
    maxHot,
  );
  return { map, told };
}

test('whatever comes, goes, comes back and is changed, they are what a Map holds', () => {
  const kind = fc.constantFrom('set', 'delete', 'change', 'pack');
  const act = fc.record({ kind, key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), count: fc.nat(99) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.nat(3), (acts, maxHot) => {
      const { map } = notes(maxHot);
      const known = new Map<string, number>();
      for (const { kind, key, count } of acts) {
        if (kind === 'pack') map.packSurplus();
        else if (kind === 'delete') expect(map.delete(key)).toBe(known.delete(key));
        else if (kind === 'set' || known.has(key)) {
          if (kind === 'set') map.set(key, { key, count });
          else map.get(key)!.count = count;
          known.set(key, count);
        }
      }
      expect([...map].map(([key, { count }]) => [key, count])).toEqual([...known]);
      for (const [key, count] of known) {
        expect(map.look(key)?.count).toBe(count);
        expect(map.get(key)?.count).toBe(count);
      }
      expect(map.size).toBe(known.size);
    }),
  );
});

test('what is hot is neither written nor read; the one that was opened first is packed first', () => {
  const { map, told } = notes(2);
  for (const key of ['a', 'b', 'c']) map.set(key, { key, count: 1 });
  expect(['a', 'b', 'c'].map((key) => map.get(key)?.count)).toEqual([1, 1, 1]);
  expect(told).toEqual([]);
  map.packSurplus();
  expect(told).toEqual(['encode a']);
  expect(map.get('a')).toBe(map.get('a'));
  expect(told).toEqual(['encode a', 'decode a']);
  map.packSurplus();
  expect(told).toEqual(['encode a', 'decode a', 'encode b']);
});

test('what one map wrote another takes in, without reading a text', () => {
  const [few, more] = [notes(1), notes(9)];
  for (const key of ['c', 'a', 'b']) few.map.set(key, { key, count: key.charCodeAt(0) });
  few.map.packSurplus();
  more.map.load(few.map.texts());
  expect(more.map.texts()).toEqual(few.map.texts());
  expect(more.told).toEqual([]);
  expect([...more.map.keys()]).toEqual(['c', 'a', 'b']);
  expect(more.map.get('b')).toEqual({ key: 'b', count: 98 });
});
