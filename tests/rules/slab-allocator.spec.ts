import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlabAllocator } from '../../server/lib/slab-allocator.ts';

const SLAB_BYTES = 1 << 20;
/** The slab that is written on, one on its way, four spare. */
const MORE_BYTES = 6 * SLAB_BYTES;
/** So many bytes for each record, its head and its rounding. */
const EXTRA_BYTES = 16;

/** Slabs as `Orders` uses them, and what should be in them. */
class Kept {
  readonly places = new Map<string, number>();
  readonly texts = new Map<string, string>();
  readonly slabs = new SlabAllocator((id, place) => {
    if (!this.places.has(id)) throw new Error(`${id} was moved, and is not wanted.`);
    this.places.set(id, place);
  });

  put(id: string, text: string): void {
    this.drop(id);
    this.places.set(id, this.slabs.put(id, text));
    this.texts.set(id, text);
  }

  drop(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    this.texts.delete(id);
    this.slabs.drop(place);
  }

  read(): Map<string, string> {
    return new Map([...this.places].map(([id, place]) => [id, this.slabs.textAt(place)]));
  }

  wantedBytes(): number {
    let bytes = 0;
    for (const [id, text] of this.texts)
      bytes += Buffer.byteLength(id) + Buffer.byteLength(text) + EXTRA_BYTES;
    return bytes;
  }
}

test('whatever is put and dropped, each text that is wanted is there as it was', () => {
  const piece = fc.constantFrom('potato', '土豆', '🥔', '"\n', 'é');
  const length = fc.oneof(
    fc.nat(9),
    fc.nat(60_000),
    fc.constantFrom(SLAB_BYTES - 8, SLAB_BYTES, SLAB_BYTES + 1),
  );
  const id = fc.constantFrom('', 'o', 'order-1', '单', 'x'.repeat(300), ...'abcdefghijkl');
  const act = fc.record({ isPut: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), id, piece, length });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      const kept = new Kept();
      for (const { isPut, id, piece, length } of acts) {
        if (isPut) kept.put(id, piece.repeat(length / piece.length));
        else kept.drop(id);
        expect(kept.slabs.bytes).toBeLessThanOrEqual(2 * kept.wantedBytes() + MORE_BYTES);
      }
      const found = kept.read();
      expect(found.size).toBe(kept.texts.size);
      for (const [id, text] of kept.texts) expect(found.get(id) === text, id).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a few texts take a small slab; what it has no room for begins a whole one', () => {
  const kept = new Kept();
  for (let i = 0; i < 50; i += 1) kept.put(`order-${i}`, 'x'.repeat(600));
  expect(kept.slabs.bytes).toBe(1 << 16);
  for (let i = 50; i < 200; i += 1) kept.put(`order-${i}`, 'x'.repeat(600));
  expect(kept.slabs.bytes).toBe((1 << 16) + SLAB_BYTES);
  expect(kept.read()).toEqual(kept.texts);
});

test('texts that come and go for a long time take no more room than what is wanted of them', () => {
  const kept = new Kept();
  for (let i = 0; i < 60_000; i += 1) {
    kept.put(`order-${i}`, `${i} ${'x'.repeat(600)}`);
    // One of a hundred stays for good, so that no slab ever empties by itself.
    if (i >= 2_000 && (i - 2_000) % 100 !== 0) kept.drop(`order-${i - 2_000}`);
    if (i % 10_000 === 0) expect(kept.read()).toEqual(kept.texts);
  }
  expect(kept.read()).toEqual(kept.texts);
  expect(kept.texts.size).toBe(2_580);
  expect(kept.slabs.bytes).toBeLessThanOrEqual(2 * kept.wantedBytes() + MORE_BYTES);
});
