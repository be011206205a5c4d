import type { Purpose, Secrets } from '../../ports/secrets.ts';
import { deriveKey } from './keys.ts';
import { hashPassword, isPassword } from './password.ts';
import { phoneTag, toE164 } from './phone.ts';
import { openContact, sealContact } from './sealing.ts';
import { digest, isSignature, randomCode, randomToken, signature } from './signing.ts';

/**
 * All secrets of a server, derived from one master secret of at least 32 characters.
 * @param options.country calling code that a phone without one gets, `86`
 */
export function openSecrets(options: { master: string; country: string }): Secrets {
  const { master, country } = options;
  const keys: Record<Purpose, Buffer> = {
    guest: deriveKey(master, 'guest'),
    ticket: deriveKey(master, 'ticket'),
  };
  return {
    sign: (purpose, text) => signature(keys[purpose], text),
    isSigned: (purpose, text, given) => isSignature(keys[purpose], text, given),
    randomToken,
    randomCode,
    digest,
    hashPassword,
    isPassword,
    seal: (buyerId, contact) =>
      sealContact(master, buyerId, { ...contact, phone: toE164(contact.phone, country) }),
    open: (buyerId, sealed) => openContact(master, buyerId, sealed),
    phoneTag: (streamId, phone) => phoneTag(master, streamId, toE164(phone, country)),
  };
}
