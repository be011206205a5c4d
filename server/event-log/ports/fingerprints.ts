/** Fingerprints of keys, each of its name `actorId key`, in ascending order. */
export type Fingerprints = Float64Array;

/**
 * The fingerprint of a key's name, or of a part of a text: 53 bits of a fast hash (cyrb53). Two keys with one
 * fingerprint, by chance or by intent, only cost a look-up in the store. So forgeries do no harm.
 */
export function fingerprint(text: string, from = 0, to = text.length): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}

/**
 * Collects fingerprints from long texts. A log may have a million keys, and a separate string for each takes longer
 * than the hash.
 */
export class FingerprintCollector {
  private readonly prints: number[] = [];

  /** @param names one a line; may be empty */
  add(names: string): void {
    for (let from = 0; from < names.length; ) {
      const end = names.indexOf('\n', from);
      const to = end < 0 ? names.length : end;
      this.prints.push(fingerprint(names, from, to));
      from = to + 1;
    }
  }

  sorted(): Fingerprints {
    return Float64Array.from(this.prints).sort();
  }
}

/** True if the fingerprint is in the list. */
export function hasFingerprint(prints: Fingerprints, print: number): boolean {
  let from = 0;
  let to = prints.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (prints[middle]! < print) from = middle + 1;
    else to = middle;
  }
  return prints[from] === print;
}
