import { appendFileSync } from 'node:fs';

/** One command as its client knows it. */
export interface Entry {
  buyerId: string;
  streamId: string;
  key: string;
  command: string;
  request: object;
  /** How often it was sent. */
  sent: number;
  /** When it was first sent and first answered, on one counter for all clients; 0 while it was not. */
  sentAt: number;
  heardAt: number;
  /** A try had no answer, or one that says nothing: it may be under way yet. */
  isInDoubt: boolean;
  /** The definite answer: the order's id, or 'done', or a refusal's code. Null while it is open. */
  answer: string | null;
}

/** What the clients sent and heard, in memory and in a file, written before it is sent and when it is heard. */
export class Journal {
  readonly entries = new Map<string, Entry>();
  /** Two different answers to one key. */
  readonly contradictions: string[] = [];
  /** Every refusal that was heard, also those after which the same key is sent again: code → how often. */
  readonly refusals = new Map<string, number>();
  /** The longest that somebody waited for a refusal of this code, ms. */
  readonly slowestMs = new Map<string, number>();
  /** When orders were first acknowledged, epoch ms, in order. */
  readonly orderedAtMs: { streamId: string; atMs: number }[] = [];
  replays = 0;
  openAtKill = 0;
  private moment = 0;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  sends(entry: Entry): void {
    entry.sent += 1;
    if (entry.sentAt === 0) entry.sentAt = ++this.moment;
    this.entries.set(entry.key, entry);
    const { key: sent, command, request } = entry;
    appendFileSync(this.file, `${JSON.stringify({ sent, command, request })}\n`);
  }

  hears(entry: Entry, answer: string, isReplay: boolean): void {
    appendFileSync(this.file, `${JSON.stringify({ heard: entry.key, answer, isReplay })}\n`);
    if (isReplay) this.replays += 1;
    if (entry.answer !== null && entry.answer !== answer) {
      this.contradictions.push(`${entry.command} ${entry.key}: ${entry.answer}, then ${answer}`);
    }
    if (entry.answer === null && entry.command === 'order:place' && answer.includes('-'))
      this.orderedAtMs.push({ streamId: entry.streamId, atMs: Date.now() });
    if (entry.heardAt === 0) entry.heardAt = ++this.moment;
    entry.answer = answer;
  }

  refused(code: string, afterMs: number): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
    this.slowestMs.set(code, Math.max(afterMs, this.slowestMs.get(code) ?? 0));
  }

  /** The longest time within which no order was acknowledged on a stream, ms. */
  longestGapMs(streamId: string, fromMs: number, toMs = Date.now()): number {
    const mine = this.orderedAtMs.filter((ack) => ack.streamId === streamId).map(({ atMs }) => atMs);
    const times = [fromMs, ...mine.filter((atMs) => fromMs < atMs && atMs < toMs), toMs];
    return Math.max(...times.slice(1).map((atMs, n) => atMs - times[n]!));
  }

  open(): Entry[] {
    return [...this.entries.values()].filter(({ answer }) => answer === null);
  }

  /** Accepted orders: id → key. */
  ackedOrders(): Map<string, Entry> {
    const acked = [...this.entries.values()].filter(
      ({ command, answer }) => command === 'order:place' && answer !== null && answer.includes('-'),
    );
    return new Map(acked.map((entry) => [entry.answer!, entry]));
  }
}
