import { createHash } from 'node:crypto';
import type { Contact, Secrets } from '../../../server/ports/secrets.ts';

/** Secrets without secrecy: the same texts for the same seed, and quick. Real ones are tested where they are made. */
export const openSecrets: Secrets = {
  fingerprint: 'fingerprint',
  oldFingerprints: [],
  sign: (purpose, text) => `${purpose}:${text}`,
  isSigned: (purpose, text, signature) => signature === `${purpose}:${text}`,
  randomToken: () => 'token',
  randomCode: (length) => 'A'.repeat(length),
  digest: (token) => token,
  hashPassword: async (password) => password,
  isPassword: async (password, hash) => password === hash,
  seal: (buyerId, contact) => JSON.stringify({ buyerId, contact }),
  open(buyerId, sealed) {
    const read = JSON.parse(sealed) as { buyerId: string; contact: Contact };
    return read.buyerId === buyerId ? read.contact : null;
  },
  sealText: (text) => ({ key: '-', sealed: Buffer.from(text).toString('base64url') }),
  openText: ({ sealed }) => Buffer.from(sealed, 'base64url'),
  networkTag: (_key, network) => `net:${network}`,
  chatTag: (_key, id) => Buffer.from(id).toString('base64url').padStart(16, 'a').slice(-16),
  phoneTag: (_streamId, phone) => `tag:${phone}`,
  isPhoneTag: (_streamId, phone, tag) => tag === `tag:${phone}`,
  personTags: ({ name, phone }) => [`name ${name}`, `phone ${phone.slice(-4)}`],
  tagsLookedFor: (wanted) => [
    wanted.by === 'name' ? `name ${wanted.name}` : `phone ${wanted.digits.slice(-4)}`,
  ],
  lot: (streamId, { name, of }) => createHash('sha256').update(`${streamId} ${name} ${of}`).digest('hex'),
  webhookSecret: (webhookId) => `whsec_${webhookId}`,
};
