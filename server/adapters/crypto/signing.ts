import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 of a text, base64url. */
export function signature(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Compares in constant time; lengths may differ, since a signature's length is no secret. */
export function isSignature(key: Buffer, text: string, given: string): boolean {
  const expected = Buffer.from(signature(key, text));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function randomCode(length: number): string {
  let code = '';
  for (let i = 0; i < length; i += 1) code += CROCKFORD[randomInt(CROCKFORD.length)];
  return code;
}

export function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
