import { BufferedFile } from '../buffered-file.ts';
import { ACCEPTED, ANSWERED, AT, CODE_LENGTH, FRAME, RECORD_BYTES, SENT } from './records.ts';

/** Writes down what the clients send and hear, before it is sent and as soon as it is heard. Nothing is kept in memory. */
export class JournalWriter {
  readonly #file: BufferedFile;

  constructor(path: string) {
    this.#file = new BufferedFile(path);
  }

  /** @param sent times in epoch ms; `key` 16 bytes; `hash` as the server's own key rows have it */
  sent(sent: {
    viewer: number;
    key: Buffer;
    tries: number;
    dueMs: number;
    sentMs: number;
    hash: string;
  }): void {
    const record = this.#begin(SENT, 0, sent.viewer, sent.key);
    record[AT.tries] = Math.min(255, sent.tries);
    record.writeDoubleLE(sent.dueMs, AT.first);
    record.writeDoubleLE(sent.sentMs, AT.second);
    record.write(sent.hash, AT.rest, 'latin1');
  }

  /** @param answered `orderId` in 16 bytes where there is one, else the refusal's code */
  answered(answered: {
    viewer: number;
    key: Buffer;
    outcome: number;
    by: number;
    isReplay: boolean;
    atMs: number;
    seq: number;
    orderId: Buffer | null;
    code: string;
  }): void {
    const record = this.#begin(ANSWERED, answered.outcome, answered.viewer, answered.key);
    record[AT.tries] = answered.isReplay ? 1 : 0;
    record[AT.by] = answered.by;
    record.writeDoubleLE(answered.atMs, AT.first);
    record.writeDoubleLE(answered.seq, AT.second);
    if (answered.outcome === ACCEPTED && answered.orderId) answered.orderId.copy(record, AT.rest);
    else record.write(answered.code.slice(0, CODE_LENGTH), AT.rest, 'latin1');
  }

  frame(frame: { viewer: number; isSnapshot: boolean; from: number; to: number }): void {
    const record = this.#begin(FRAME, frame.isSnapshot ? 1 : 0, frame.viewer, null);
    record.writeDoubleLE(frame.from, AT.first);
    record.writeDoubleLE(frame.to, AT.second);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #begin(kind: number, outcome: number, viewer: number, key: Buffer | null): Buffer {
    const record = this.#file.reserve(RECORD_BYTES);
    record.fill(0);
    record[AT.kind] = kind;
    record[AT.outcome] = outcome;
    record.writeUInt32LE(viewer, AT.viewer);
    key?.copy(record, AT.key);
    return record;
  }
}
