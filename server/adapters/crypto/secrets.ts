import type { Purpose, Secrets } from '../../ports/secrets.ts';
import { deriveKey } from './keys.ts';
import { hashPassword, isPassword } from './password.ts';
import { phoneTag, toE164 } from './phone.ts';
import { openContact, sealContact } from './sealing.ts';
import { digest, isSignature, randomCode, randomToken, signature } from './signing.ts';

const MAX_PHONE_KEYS = 1_000;

/**
 * All secrets of a server, derived from one master secret of at least 32 characters.
 * @param options.country calling code that a phone without one gets, `86`
 */
export function openSecrets(options: { master: string; country: string }): Secrets {
  const { master, country } = options;
  const keys: Record<Purpose, Buffer> = {
    guest: deriveKey(master, 'guest'),
    ticket: deriveKey(master, 'ticket'),
    account: deriveKey(master, 'account'),
  };
  const phoneKeys = new Map<string, Buffer>();
  /** Each order asks for its stream's key, and deriving one costs more than the tag itself. */
  const phoneKey = (streamId: string): Buffer => {
    let key = phoneKeys.get(streamId);
    if (!key) {
      if (phoneKeys.size >= MAX_PHONE_KEYS) phoneKeys.clear();
      key = deriveKey(master, 'phone', streamId);
      phoneKeys.set(streamId, key);
    }
    return key;
  };
  return {
    sign: (purpose, text) => signature(keys[purpose], text),
    isSigned: (purpose, text, given) => isSignature(keys[purpose], text, given),
    webhookSecret: (webhookId) => `whsec_${deriveKey(master, 'webhook', webhookId).toString('base64')}`,
    randomToken,
    randomCode,
    digest,
    hashPassword,
    isPassword,
    seal: (buyerId, contact) =>
      sealContact(master, buyerId, { ...contact, phone: toE164(contact.phone, country) }),
    open: (buyerId, sealed) => openContact(master, buyerId, sealed),
    phoneTag: (streamId, phone) => phoneTag(phoneKey(streamId), toE164(phone, country)),
  };
}
