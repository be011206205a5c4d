import type { Ack } from '../../../shared/contract/command.ts';
import type { Asked } from '../checks/asked.ts';

/** One command of one client, as it wrote it down before it was sent (I1), and all that was heard of it. */
export interface Entry extends Asked {
  firstSentMs: number;
  /** The highest place in the log of any answer that anybody had heard by then (INV24). */
  heardSeq: number;
  answers: { ack: Ack<{ seq?: number; replay?: boolean }>; atMs: number; sentMs: number }[];
  /** The answer that the client took for final, if it heard one. */
  settled: Ack<{ seq?: number; replay?: boolean }> | null;
}

/** What all clients wrote down: the verdict comes from here and from the store. */
export class Journal {
  /** By key: each is made once, by one client. */
  readonly entries = new Map<string, Entry>();
  heardSeq = 0;
  /** Frames that were sent, answers that were heard. */
  sends = 0;

  /** Notes a command before its first try. */
  write(
    entry: Omit<Entry, 'firstSentMs' | 'heardSeq' | 'answers' | 'settled' | 'receivedAtMs'>,
    nowMs: number,
  ): Entry {
    const written: Entry = {
      key: entry.key,
      buyerId: entry.buyerId,
      command: entry.command,
      itemNumber: entry.itemNumber,
      units: entry.units,
      seenMinor: entry.seenMinor,
      flashId: entry.flashId,
      lines: entry.lines,
      expectTotalMinor: entry.expectTotalMinor,
      code: entry.code,
      joinedAtMs: entry.joinedAtMs,
      receivedAtMs: [],
      firstSentMs: nowMs,
      heardSeq: this.heardSeq,
      answers: [],
      settled: null,
    };
    this.entries.set(entry.key, written);
    return written;
  }

  /** Notes an answer to one try. */
  heard(entry: Entry, ack: Ack<{ seq?: number; replay?: boolean }>, atMs: number, sentMs: number): void {
    entry.answers.push({ ack, atMs, sentMs });
    if (ack.ok && ack.seq !== undefined) this.heardSeq = Math.max(this.heardSeq, ack.seq);
  }
}
