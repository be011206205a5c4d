import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isRetryable, type RefusalCode, refusalCodes } from '../../shared/contract/refusals.ts';

/** Codes that no rule of a stream decides: they are produced where the words say, and tested there. */
const elsewhere: Partial<Record<RefusalCode, string>> = {
  ADDRESS_NOT_SERVED: 'parcels, with the fee tables of origins',
  PICTURE_QUOTA: 'gateway: pictures that are uploaded',
  MERGE_LIMIT: 'gateway: devices that become one buyer (B2)',
  NOTES_FULL: 'gateway: notes of the office on an order (O12)',
  LAST_OPERATOR: 'gateway: the office would have nobody left to open it',
  CHAT_SLOW: 'gateway: how often somebody writes in a chat (N2)',
  CHAT_NAME: 'application: a name that looks like one of the house (N2)',
  CHAT_WORDS: 'application: words that a shop or stream takes from nobody (N5)',
  KEY_REUSED: 'engine: a key with another payload (I1)',
  LOST_IN_RESTORE: 'engine: a key of a time that the log lost (I5)',
  UNAUTHENTICATED: 'gateway: no session',
  RATE_LIMITED: 'gateway: too many commands',
  UPGRADE_REQUIRED: 'gateway: an older protocol',
  BUSY: 'engine: the queue is full',
  UNAVAILABLE: 'engine: the store does not answer',
  INTERNAL: 'engine: a fault',
};

test('[I4] every code of the closed list is asked for by a rule’s spec, or named as produced elsewhere', () => {
  const folder = new URL('.', import.meta.url);
  const specs = readdirSync(folder)
    .filter((name) => name.endsWith('.spec.ts') && name !== 'refusals.spec.ts')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const missing = refusalCodes.filter((code) => !specs.includes(`'${code}'`) && !(code in elsewhere));
  expect(missing).toEqual([]);
});

test('[I4] only what may succeed by itself later is retryable', () => {
  expect(refusalCodes.filter(isRetryable).sort()).toEqual(
    [
      'ALL_HELD',
      'BUSY',
      'CASH_BARRED',
      'FLASH_NOT_STARTED',
      'INTERNAL',
      'NETWORK_LIMIT',
      'NEWCOMER_CASH',
      'RATE_LIMITED',
      'SELLING_PAUSED',
      'UNAVAILABLE',
    ].sort(),
  );
});
