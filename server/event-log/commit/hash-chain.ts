import { hash } from 'node:crypto';
import { FORMAT } from '../../lib/format.ts';
import type { StoredFact } from '../ports/store.ts';
import { sortedJson } from './sorted-json.ts';

/** The hash before the first fact. */
export const ZERO_HASH = '0'.repeat(64);

/**
 * The text of a fact as it is stored and hashed: canonical JSON of stream, history, place, time, type and body.
 * The hash chains it to the fact before: sha256(previous hash ‖ text), hex.
 */
export function storedFact(
  log: { logId: string; history: string },
  previousHash: string,
  fact: { type: string },
  stamp: { seq: number; atMs: number },
): StoredFact {
  const { type, ...body } = fact;
  const text = sortedJson({
    at: stamp.atMs,
    body,
    history: log.history,
    seq: stamp.seq,
    stream: log.logId,
    type,
    v: FORMAT.log,
  });
  return { ...stamp, type, body: text, hash: chainHash(previousHash, text) };
}

export function chainHash(previousHash: string, text: string): string {
  return hash('sha256', previousHash + text, 'hex');
}

/** The fact that a stored text holds. */
export function factOf<Fact extends { type: string }>(stored: StoredFact): Fact {
  const { type, body } = JSON.parse(stored.body);
  body.type = type;
  return body;
}

/** What of a request belongs to one try alone. */
interface OneTry {
  key?: string;
  inDoubt?: true;
  history?: string;
  ticket?: string;
  receipt?: string;
}

/**
 * What a command asks for, as a short hash: the same key with other contents is found out (I1). Which try it is, and what
 * its sender knew of the log, belong not to what is asked; a receipt and a join ticket prove, they do not ask, and a
 * reconnect between two tries brings a new ticket.
 */
export function payloadHash(command: string, request: object): string {
  const {
    key: _key,
    inDoubt: _inDoubt,
    history: _history,
    ticket: _ticket,
    receipt: _receipt,
    ...payload
  } = request as OneTry;
  return hash('sha256', sortedJson([command, payload]), 'base64url').slice(0, 22);
}
