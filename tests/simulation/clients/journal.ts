import type { ShowRequest } from '../../../server/market/show-request/decide.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import type { Asked } from '../checks/asked.ts';

/** One command of one client, as it wrote it down before it was sent (I1), and all that was heard of it. */
export interface Entry extends Asked {
  /** The highest place in the log of any answer that anybody had heard by then (INV24). */
  heardSeq: number;
  /** Tries that were sent, and those of them whose answer says all that there is to say of them. */
  sent: number;
  settledTries: number;
  answers: {
    ack: Ack<{ seq?: number; replay?: boolean }>;
    atMs: number;
    sentMs: number;
    /** Sent while another try might have been under way, which it said. */
    isInDoubt: boolean;
  }[];
  /** It arrived between these two, in the log's time, whichever node decided it (T7). */
  arrival: { fromMs: number; toMs: number };
  /** The client was told that nothing became of it, and will not send it again. */
  isLetGo: boolean;
  /** The receipt of the first try that was told one (F5). */
  receipt?: string;
  /** The answer that the client took for final, if it heard one. */
  settled: Ack<{ seq?: number; replay?: boolean }> | null;
}

export interface Try {
  sentMs: number;
  isInDoubt: boolean;
}

/** What all clients wrote down: the verdict comes from here and from the store. */
export class Journal {
  /** What time it is in the log, as each node has it; empty where one node decides alone, by the time of its reading. */
  logTimes: () => readonly number[] = () => [];
  /** By key: each is made once, by one client. */
  readonly entries = new Map<string, Entry>();
  heardSeq = 0;
  /** What was asked to be shown (L9), written down before it was sent. */
  readonly shows: ShowRequest[] = [];
  /** Frames that were sent, answers that were heard. */
  sends = 0;

  /** Notes a command before its first try. */
  write(
    entry: Omit<
      Entry,
      | 'firstSentMs'
      | 'heardSeq'
      | 'sent'
      | 'settledTries'
      | 'answers'
      | 'isLetGo'
      | 'settled'
      | 'receipt'
      | 'receivedAtMs'
      | 'arrival'
    >,
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
      askedFlashIds: entry.askedFlashIds,
      code: entry.code,
      release: entry.release,
      tag: entry.tag,
      joinedAtMs: entry.joinedAtMs,
      receivedAtMs: [],
      arrival: { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY },
      firstSentMs: nowMs,
      heardSeq: this.heardSeq,
      sent: 0,
      settledTries: 0,
      isLetGo: false,
      answers: [],
      settled: null,
    };
    this.entries.set(entry.key, written);
    return written;
  }

  /** Notes a try. @returns what is known of it: when it was sent, and whether another may be under way */
  tries(entry: Entry, sentMs: number): Try {
    this.sends += 1;
    const isInDoubt = entry.sent > entry.settledTries;
    entry.sent += 1;
    return { sentMs, isInDoubt };
  }

  /** Notes that a node read a try, at a time of the log as that node has it. The node that decides it may have another. */
  read(entry: Entry, arrivedAtMs: number): void {
    entry.receivedAtMs.push(arrivedAtMs);
    mayArrive(entry, [arrivedAtMs, ...this.logTimes()]);
  }

  /** Notes the answer to a try. */
  heard(entry: Entry, ack: Ack<{ seq?: number; replay?: boolean }>, atMs: number, of: Try): void {
    entry.answers.push({ ack, atMs, ...of });
    mayArrive(entry, this.logTimes());
    if (ack.ok || (ack.code !== 'UNAVAILABLE' && ack.code !== 'INTERNAL')) entry.settledTries += 1;
    if (ack.ok && ack.seq !== undefined) this.heardSeq = Math.max(this.heardSeq, ack.seq);
  }
}

function mayArrive({ arrival }: Entry, times: readonly number[]): void {
  arrival.fromMs = Math.min(arrival.fromMs, ...times);
  arrival.toMs = Math.max(arrival.toMs, ...times);
}
