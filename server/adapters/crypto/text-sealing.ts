import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedText } from '../../ports/secrets.ts';
import { deriveKey } from './keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Seals what somebody wrote or photographed (A4) with AES-256-GCM, under a key that is made of the market's secret and a
 * random one of its own: who overwrites the random one has destroyed it, whoever holds the secret.
 */
export function sealText(master: string, text: Uint8Array): SealedText {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(master, 'text', key), iv);
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return { key, sealed: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url') };
}

/** @returns null if it was sealed under another secret, or is damaged */
export function openText(master: string, { key, sealed }: SealedText): Uint8Array | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    deriveKey(master, 'text', key),
    bytes.subarray(0, IV_BYTES),
  );
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
