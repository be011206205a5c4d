import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { nameWords, PHONE_END } from '../../lib/person-words.ts';
import { toE164 } from '../../lib/phone.ts';
import type { Purpose, Secrets } from '../../ports/secrets.ts';
import { deriveKey } from './keys.ts';
import { hashPassword, isPassword } from './password.ts';
import { phoneTag } from './phone.ts';
import { openContact, sealContact } from './sealing.ts';
import { digest, isSignature, randomCode, randomToken, signature } from './signing.ts';
import { openText, sealText } from './text-sealing.ts';

/** Keys of streams that are kept, of one kind. */
const MAX_STREAM_KEYS = 1_000;
/** Characters of a network's tag, 96 bits: it tells the networks of one evening apart, and each fact carries it. */
const NETWORK_TAG = 16;
/** Characters of a tag that people are found by, 132 bits: no two names share one. */
const PERSON_TAG = 22;

/**
 * All secrets of a server, derived from one master secret of at least 32 characters.
 * @param options.old secrets before this one: what they sealed is still good, and what they signed where they may
 * @param options.country calling code that a phone without one gets, `86`
 */
export function openSecrets(options: {
  master: string;
  old?: readonly { secret: string; signs: boolean }[];
  country: string;
}): Secrets {
  const { master, old = [], country } = options;
  const keys = signingKeys(master);
  const allKeys = [keys, ...old.filter(({ signs }) => signs).map(({ secret }) => signingKeys(secret))];
  const phoneKey = streamKeys(master, 'phone');
  const phoneKeys = [phoneKey, ...old.map(({ secret }) => streamKeys(secret, 'phone'))];
  const drawKey = streamKeys(master, 'draw');
  const personKeys = [master, ...old.map(({ secret }) => secret)].map((each) => deriveKey(each, 'person'));
  return {
    fingerprint: fingerprintOf(master),
    oldFingerprints: old.map(({ secret }) => fingerprintOf(secret)),
    sign: (purpose, text) => signature(keys[purpose], text),
    isSigned: (purpose, text, given) => allKeys.some((each) => isSignature(each[purpose], text, given)),
    webhookSecret: (webhookId) => `whsec_${deriveKey(master, 'webhook', webhookId).toString('base64')}`,
    randomToken,
    randomCode,
    digest,
    hashPassword,
    isPassword,
    seal: (buyerId, contact) =>
      sealContact(master, buyerId, { ...contact, phone: toE164(contact.phone, country) }),
    open(buyerId, sealed) {
      for (const secret of [master, ...old.map((before) => before.secret)]) {
        const contact = openContact(secret, buyerId, sealed);
        if (contact) return contact;
      }
      return null;
    },
    sealText: (text) => sealText(master, text),
    openText(text) {
      for (const secret of [master, ...old.map((before) => before.secret)]) {
        const opened = openText(secret, text);
        if (opened) return opened;
      }
      return null;
    },
    networkTag: (key, network) => signature(Buffer.from(key, 'base64url'), network).slice(0, NETWORK_TAG),
    chatTag: (key, id) => signature(Buffer.from(key, 'base64url'), `chat ${id}`).slice(0, NETWORK_TAG),
    phoneTag: (streamId, phone) => phoneTag(phoneKey(streamId), toE164(phone, country)),
    isPhoneTag(streamId, phone, tag) {
      const e164 = toE164(phone, country);
      return phoneKeys.map((keyOf) => phoneTag(keyOf(streamId), e164) === tag).includes(true);
    },
    personTags: ({ name, phone }) =>
      [...nameWords(name).map((word) => `name ${word}`), `phone ${phone.slice(-PHONE_END)}`].map((text) =>
        personTag(personKeys[0]!, text),
      ),
    tagsLookedFor(wanted) {
      const text = wanted.by === 'name' ? `name ${wanted.name}` : `phone ${wanted.digits.slice(-PHONE_END)}`;
      return personKeys.map((key) => personTag(key, text));
    },
    lot: (streamId, { name, of }) => signature(drawKey(streamId), `${name} ${of}`),
  };
}

function personTag(key: Buffer, text: string): string {
  return signature(key, text).slice(0, PERSON_TAG);
}

/** The keys of streams for one purpose: each order and each tap asks, and deriving one costs more than its use. */
function streamKeys(master: string, purpose: string): (streamId: string) => Buffer {
  const keys = new BoundedMap<string, Buffer>(MAX_STREAM_KEYS);
  return (streamId) => {
    const known = keys.get(streamId);
    if (known) return known;
    const key = deriveKey(master, purpose, streamId);
    keys.set(streamId, key);
    return key;
  };
}

function signingKeys(master: string): Record<Purpose, Buffer> {
  return {
    guest: deriveKey(master, 'guest'),
    receipt: deriveKey(master, 'receipt'),
    guarded_guest: deriveKey(master, 'guest over https'),
    ticket: deriveKey(master, 'ticket'),
    account: deriveKey(master, 'account'),
    staff_device: deriveKey(master, 'device of staff'),
    sign_in_link: deriveKey(master, 'sign-in link'),
  };
}

function fingerprintOf(master: string): string {
  return deriveKey(master, 'fingerprint').toString('base64url');
}
