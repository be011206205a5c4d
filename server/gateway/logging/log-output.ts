import { write, writeSync } from 'node:fs';

const STDOUT = 1;
/** Bound of unwritten bytes; beyond it lines are dropped. */
const MAX_WAITING_BYTES = 1_000_000;
/** Bytes of one write. */
const CHUNK_BYTES = 64_000;
/** Wait before a full pipe is tried again, in ms. */
const RETRY_MS = 100;
/** Time without progress in ms, after which the exit does not wait for the output. */
const STUCK_MS = 1_000;

/** Lines dropped since the start, for /metrics. */
export const logLosses = { lines: 0 };

let opened: LogOutput | null = null;

/** Standard output for log lines, one for the process. */
export function logOutput(): LogOutput {
  if (opened) return opened;
  opened = new LogOutput();
  const output = opened;
  // Other writers of stdout, such as the start's address line, may fail the same way.
  process.stdout.on('error', () => {});
  process.on('exit', () => output.flushSync());
  return opened;
}

/**
 * Standard output for log lines, as a destination of pino. It is written beside the loop and never waited for. With a
 * full disk or no reader, lines wait up to `MAX_WAITING_BYTES`, then they are dropped and counted. Pino's own
 * destination blocks the loop there, or retries without end at exit.
 */
export class LogOutput {
  #waiting: Buffer[] = [];
  #bytes = 0;
  /** The start of the write in progress, or of its failures; null: everything is written. */
  #stuckSinceMs: number | null = null;
  #isWriting = false;
  #said = 0;

  write(text: string): void {
    const line = Buffer.from(text);
    if (this.#bytes + line.length > MAX_WAITING_BYTES) {
      logLosses.lines += 1;
      return;
    }
    this.#waiting.push(line);
    this.#bytes += line.length;
    if (!this.#isWriting && this.#stuckSinceMs === null) this.#writeNext();
  }

  /** Writes all waiting lines before it returns, as far as the output takes them. */
  flushSync(): void {
    if (this.#stuckSinceMs !== null && performance.now() - this.#stuckSinceMs > STUCK_MS) return;
    const chunk = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#bytes = 0;
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(STDOUT, chunk, at);
    } catch {
      // The output has no room, and no place is left to report that.
    }
  }

  #writeNext(): void {
    const chunk = this.#takeChunk();
    if (!chunk) {
      this.#stuckSinceMs = null;
      return;
    }
    this.#stuckSinceMs ??= performance.now();
    this.#isWriting = true;
    write(STDOUT, chunk, (fault, count) => {
      this.#isWriting = false;
      const left = chunk.subarray(fault ? 0 : count);
      if (left.length > 0) this.#putBack(left);
      if (fault) {
        setTimeout(() => this.#isWriting || this.#writeNext(), RETRY_MS).unref();
        return;
      }
      this.#stuckSinceMs = null;
      // The rest begins within a line, so no other line goes before it.
      if (left.length === 0) this.#sayLosses();
      this.#writeNext();
    });
  }

  #takeChunk(): Buffer | null {
    const first = this.#waiting[0];
    if (!first) return null;
    let length = 0;
    const upTo = this.#waiting.findIndex((line) => {
      length += line.length;
      return length > CHUNK_BYTES;
    });
    const taken = this.#waiting.splice(0, upTo === -1 ? this.#waiting.length : Math.max(1, upTo));
    const chunk = Buffer.concat(taken);
    this.#bytes -= chunk.length;
    return chunk;
  }

  #putBack(left: Buffer): void {
    this.#waiting.unshift(left);
    this.#bytes += left.length;
  }

  /** Writes the number of dropped lines as the first line after a gap. */
  #sayLosses(): void {
    const lost = logLosses.lines - this.#said;
    if (lost === 0) return;
    this.#said = logLosses.lines;
    const line = { level: 40, time: new Date().toISOString(), lost, msg: 'log lines were dropped' };
    this.#putBack(Buffer.from(`${JSON.stringify(line)}\n`));
  }
}
