import { createHash } from 'node:crypto';
import { PROTOCOL_VERSION } from '../../../shared/protocol-version.ts';
import { socketsText } from './api-docs/contract-text.ts';

const DIGITS = 16;

/** What a number of the wire stands for, in short: another wire has another digest. */
export function wireDigest(text = socketsText()): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}

/**
 * The page of numbers, each with the digest of its wire. A number that is there keeps its digest, whatever the wire is now: a
 * changed wire gets a line with a new number, and without one a test fails.
 * @param kept the page as it is
 */
export function protocolNumbers(kept: string, number = PROTOCOL_VERSION, digest = wireDigest()): string {
  const isThere = kept.split('\n').some((line) => line.startsWith(`${number} `));
  return isThere ? kept : `${kept}${number} ${digest}\n`;
}
