import { createReadStream } from 'node:fs';
import { uuidOf } from '../uuid-bytes.ts';
import {
  ACCEPTED,
  ANSWERED,
  AT,
  BY_STATUS,
  CODE_LENGTH,
  FRAME,
  PAYLOAD_HASH_LENGTH,
  RECORD_BYTES,
  SENT,
} from './records.ts';

/** What the journal says of one key, all tries taken together. */
export interface KeyEntry {
  viewer: number;
  /** Different payloads under this key; more than one would be a fault of the crowd itself. */
  hash: string;
  tries: number;
  /** The answer that counts: accepted once and for all, else the last one. */
  outcome: number | null;
  orderId: string | null;
  seq: number;
  code: string;
  /** When it was sent first, and when it was answered as it counts; epoch ms. */
  sentMs: number;
  answeredMs: number;
  /** What `order:status` said of it, where it was asked. */
  byStatus: number | null;
  /** Answers that contradict each other. */
  isContradicted: boolean;
}

/** Gaps and repeats in the frames of the viewers who were followed, by the rule of the reducer. */
export interface FollowedFrames {
  frames: number;
  gaps: number;
}

export interface Journal {
  keys: Map<string, KeyEntry>;
  followed: FollowedFrames;
  records: number;
}

/** Reads a journal from front to back. Throws if it is cut within a record. */
export async function readJournal(path: string): Promise<Journal> {
  const journal: Journal = { keys: new Map(), followed: { frames: 0, gaps: 0 }, records: 0 };
  const places = new Map<number, number>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1_024 * 1_024 })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece as Buffer]) : (piece as Buffer);
    let at = 0;
    for (; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
      take(journal, places, bytes.subarray(at, at + RECORD_BYTES));
    }
    rest = bytes.subarray(at);
  }
  if (rest.length > 0) throw new Error(`The journal ${path} ends within a record.`);
  return journal;
}

function take(journal: Journal, places: Map<number, number>, record: Buffer): void {
  journal.records += 1;
  const viewer = record.readUInt32LE(AT.viewer);
  switch (record[AT.kind]) {
    case SENT:
      sent(journal.keys, viewer, record);
      return;
    case ANSWERED:
      answered(journal.keys, record);
      return;
    case FRAME: {
      const from = record.readDoubleLE(AT.first);
      const to = record.readDoubleLE(AT.second);
      const place = places.get(viewer) ?? 0;
      journal.followed.frames += 1;
      const isSnapshot = record[AT.outcome] === 1;
      if (!isSnapshot && from > place) journal.followed.gaps += 1;
      else places.set(viewer, isSnapshot ? to : Math.max(place, to));
      return;
    }
    default:
      throw new Error('The journal holds a record of no known kind.');
  }
}

function sent(keys: Map<string, KeyEntry>, viewer: number, record: Buffer): void {
  const key = uuidOf(record, AT.key);
  const hash = record.toString('latin1', AT.rest, AT.rest + PAYLOAD_HASH_LENGTH);
  const known = keys.get(key);
  if (known) {
    known.tries += 1;
    if (known.hash !== hash) known.isContradicted = true;
    return;
  }
  keys.set(key, {
    viewer,
    hash,
    tries: 1,
    outcome: null,
    orderId: null,
    seq: 0,
    code: '',
    sentMs: record.readDoubleLE(AT.second),
    answeredMs: 0,
    byStatus: null,
    isContradicted: false,
  });
}

function answered(keys: Map<string, KeyEntry>, record: Buffer): void {
  const entry = keys.get(uuidOf(record, AT.key));
  if (!entry) throw new Error('The journal holds an answer to a key that was never sent.');
  const outcome = record[AT.outcome]!;
  const orderId = outcome === ACCEPTED ? uuidOf(record, AT.rest) : null;
  if (record[AT.by] === BY_STATUS) entry.byStatus = outcome;
  // A refusal for now may be followed by anything; an accepted order may not.
  if (entry.outcome === ACCEPTED) {
    if (outcome !== ACCEPTED || orderId !== entry.orderId) entry.isContradicted = true;
    return;
  }
  entry.outcome = outcome;
  entry.orderId = orderId;
  entry.seq = record.readDoubleLE(AT.second);
  entry.answeredMs = record.readDoubleLE(AT.first);
  entry.code = outcome === ACCEPTED ? '' : textOf(record);
}

function textOf(record: Buffer): string {
  const end = record.indexOf(0, AT.rest);
  const last = AT.rest + CODE_LENGTH;
  return record.toString('latin1', AT.rest, end < 0 ? last : Math.min(end, last));
}
