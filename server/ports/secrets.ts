import type { LookedFor } from '../lib/person-words.ts';

/**
 * What only the server can say or read: signatures, sealed addresses, hashed passwords. All keys come from one master
 * secret, each for one purpose, so that a text signed for one use is worth nothing in another.
 */
export interface Secrets {
  /** Tells this secret from others and says nothing of it; base64url, 43 characters. */
  readonly fingerprint: string;
  /** Those of secrets before, which are still good for reading. */
  readonly oldFingerprints: readonly string[];
  /** Signs a text for a purpose; base64url, 43 characters. */
  sign(purpose: Purpose, text: string): string;
  /** True iff the signature was made by `sign` for this purpose and text, under this secret or one before; takes about the same time either way. */
  isSigned(purpose: Purpose, text: string, signature: string): boolean;
  /** The secret of an endpoint outside, as standardwebhooks writes it: `whsec_…`. Made from its id, and not kept. */
  webhookSecret(webhookId: string): string;
  /** A new random secret of 32 bytes, base64url. */
  randomToken(): string;
  /** A new code that a person can read out: `length` characters of Crockford's base 32. */
  randomCode(length: number): string;
  /** sha256 as 64 hex digits: how a token is kept. */
  digest(token: string): string;
  hashPassword(password: string): Promise<string>;
  /**
   * With `null` in place of a hash it works as long and answers false: an unknown account looks like a known one.
   * @returns null if too many wait for their turn: this one was not looked at
   */
  isPassword(password: string, hash: string | null): Promise<boolean | null>;
  /** Seals a contact for one buyer (A3); base64url. */
  seal(buyerId: string, contact: Contact): string;
  /** @returns null if the text was not sealed for this buyer, under this secret or one before */
  open(buyerId: string, sealed: string): Contact | null;
  /** Seals what somebody wrote or photographed under a random key of its own (A4). */
  sealText(text: Uint8Array): SealedText;
  /** @returns null if it was not sealed under this secret or one before */
  openText(text: SealedText): Uint8Array | null;
  /** A network as a log may know it (H8): HMAC under the stream's own random key, base64url, 16 characters. */
  networkTag(key: string, network: string): string;
  /** Somebody as the log of a chat may know them (N1): HMAC under the stream's own random key, base64url, 16 characters. */
  chatTag(key: string, id: string): string;
  /** The phone as a log may know it (H7): HMAC under a key of the stream, base64url. */
  phoneTag(streamId: string, phone: string): string;
  /** True if a tag is this phone's, made under this secret or one before; it takes as long for any other tag. */
  isPhoneTag(streamId: string, phone: string, tag: string): boolean;
  /** What an address is found by (A5): HMACs of its whole names and of its phone's last digits, base64url, 22 characters. */
  personTags(contact: Pick<Contact, 'name' | 'phone'>): string[];
  /** What such a tag would be, under this secret and those before. */
  tagsLookedFor(wanted: LookedFor): string[];
  /** The lot of somebody in a draw of a stream (F7): HMAC under a key of the stream, base64url. */
  lot(streamId: string, draw: { name: string; of: string }): string;
}

/**
 * `guarded_guest`: a guest that was made over https, whose token stands in no plain cookie. `staff_device`: a browser on which
 * somebody has signed in to an account. `sign_in_link`: a link that signs in, so that a made-up one is known unread.
 */
export type Purpose =
  | 'guest'
  | 'guarded_guest'
  | 'ticket'
  | 'account'
  | 'receipt'
  | 'staff_device'
  | 'sign_in_link';

/** A text under its own random key; both base64url, the key of 43 characters. */
export interface SealedText {
  key: string;
  sealed: string;
}

/** Who an order goes to. The phone is in E.164. */
export interface Contact {
  name: string;
  phone: string;
  address: string;
  /** ISO 3166, two letters; absent: at home. */
  country?: string;
}
