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
  /** The definite answer: the order's id, or 'done', or a refusal's code. Null while it is open. */
  answer: string | null;
}

/** What the clients sent and heard, in memory and in a file, written before it is sent and when it is heard. */
export class Journal {
  readonly entries = new Map<string, Entry>();
  /** Two different answers to one key. */
  readonly contradictions: string[] = [];
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
    if (entry.heardAt === 0) entry.heardAt = ++this.moment;
    entry.answer = answer;
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
