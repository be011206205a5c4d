import { hash } from 'node:crypto';
import { sortedJson } from '../event-log/commit/sorted-json.ts';

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
