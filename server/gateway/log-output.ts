import { write, writeSync } from 'node:fs';

const STDOUT = 1;
/** So much waits to be written at most; a line that comes then is dropped. */
const MAX_WAITING_BYTES = 1_000_000;
/** So much is written at once. */
const CHUNK_BYTES = 64_000;
/** A pipe that is full is tried again after as long. */
const RETRY_MS = 100;
/** Whose output has taken nothing for so long is not waited for when the process ends. */
const STUCK_MS = 1_000;

/** Lines of the log that this process could not write, since it started. /metrics tells them. */
export const logLosses = { lines: 0 };

/** Where log lines go: what pino asks of a destination. */
export interface LogOutput {
  write(line: string): void;
  /** Writes what waits before it returns, as far as the output takes it. */
  flushSync(): void;
}

let opened: LogOutput | null = null;

/**
 * Standard output for log lines. It is written beside the loop and never waited for: where the disk is full, or nobody
 * reads, lines wait up to a bound, then they are dropped and counted, and the market goes on. Pino's own destination
 * stops the loop there when it writes at once, and else retries a full disk without end when the process wants to go.
 */
export function logOutput(): LogOutput {
  if (opened) return opened;
  opened = open();
  // What else is said there, as the line that names the address, may fail in the same way.
  process.stdout.on('error', () => {});
  process.on('exit', opened.flushSync);
  return opened;
}

function open(): LogOutput {
  let waiting: Buffer[] = [];
  let bytes = 0;
  /** Since when a write is on its way, or fails; null: everything is written. */
  let stuckSinceMs: number | null = null;
  let isWriting = false;
  let said = 0;

  function writeNext(): void {
    const chunk = takeChunk();
    if (!chunk) {
      stuckSinceMs = null;
      return;
    }
    stuckSinceMs ??= performance.now();
    isWriting = true;
    write(STDOUT, chunk, (fault, count) => {
      isWriting = false;
      const left = chunk.subarray(fault ? 0 : count);
      if (left.length > 0) putBack(left);
      if (fault) {
        setTimeout(() => isWriting || writeNext(), RETRY_MS).unref();
        return;
      }
      stuckSinceMs = null;
      // What is left begins in the middle of a line: nothing is said before it.
      if (left.length === 0) sayLosses();
      writeNext();
    });
  }

  function takeChunk(): Buffer | null {
    const first = waiting[0];
    if (!first) return null;
    let length = 0;
    const upTo = waiting.findIndex((line) => {
      length += line.length;
      return length > CHUNK_BYTES;
    });
    const taken = waiting.splice(0, upTo === -1 ? waiting.length : Math.max(1, upTo));
    const chunk = Buffer.concat(taken);
    bytes -= chunk.length;
    return chunk;
  }

  function putBack(left: Buffer): void {
    waiting.unshift(left);
    bytes += left.length;
  }

  /** The first line after a gap says how long it is. */
  function sayLosses(): void {
    const lost = logLosses.lines - said;
    if (lost === 0) return;
    said = logLosses.lines;
    const line = { level: 40, time: new Date().toISOString(), lost, msg: 'log lines were dropped' };
    putBack(Buffer.from(`${JSON.stringify(line)}\n`));
  }

  return {
    write(text) {
      const line = Buffer.from(text);
      if (bytes + line.length > MAX_WAITING_BYTES) {
        logLosses.lines += 1;
        return;
      }
      waiting.push(line);
      bytes += line.length;
      if (!isWriting && stuckSinceMs === null) writeNext();
    },
    flushSync() {
      if (stuckSinceMs !== null && performance.now() - stuckSinceMs > STUCK_MS) return;
      const chunk = Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
      try {
        for (let at = 0; at < chunk.length; ) at += writeSync(STDOUT, chunk, at);
      } catch {
        // There is no room for it, and nobody left to tell.
      }
    },
  };
}
