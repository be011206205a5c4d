import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Contact } from '../../ports/secrets.ts';
import { deriveKey } from './keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a contact with AES-256-GCM under a key of this buyer alone (A3): base64url of iv ‖ tag ‖ ciphertext.
 * The buyer's id is bound in as well, so that a row moved to another buyer does not open.
 */
export function sealContact(master: string, buyerId: string, contact: Contact): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(master, 'address', buyerId), iv);
  cipher.setAAD(Buffer.from(buyerId));
  const { name, phone, address, country } = contact;
  const body = Buffer.concat([
    cipher.update(JSON.stringify({ name, phone, address, country })),
    cipher.final(),
  ]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

/** @returns null if the text was sealed for another buyer, under another secret, or is damaged */
export function openContact(master: string, buyerId: string, sealed: string): Contact | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(master, 'address', buyerId), iv);
  decipher.setAAD(Buffer.from(buyerId));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(text.toString()) as Contact;
  } catch {
    return null;
  }
}
