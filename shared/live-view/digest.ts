import { canonicalJson } from '../values/canonical-json.ts';
import type { LiveView } from './entries.ts';

/**
 * A short fingerprint of a view: equal views have equal digests on every side. 53-bit cyrb53 over the canonical JSON;
 * it finds accidents, not attackers.
 */
export function digestOf(view: LiveView): string {
  const text = canonicalJson(view);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
