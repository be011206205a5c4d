import { hkdfSync } from 'node:crypto';

/** Derives a key of 32 bytes for one purpose and one subject from the master secret. */
export function deriveKey(master: string, purpose: string, subject = ''): Buffer {
  return Buffer.from(hkdfSync('sha256', master, `fairday/${purpose}`, subject, 32));
}
