import type { OrderSender } from './orders/order-sender.ts';
import type { OrderTally } from './orders/order-tally.ts';
import type { PublicRecord } from './public-record.ts';

/** What the progress line is made of. */
export interface Watched {
  desk: OrderSender;
  record: PublicRecord;
  /** Resident memory of the server in MiB, where it is our own. */
  rssMiB(): number | null;
}

const EVERY_MS = 1_000;

/** Writes a line each second, and keeps the most memory that was seen. */
export function startProgress(watched: Watched, write: (line: string) => void) {
  const startMs = performance.now();
  let lastMs = startMs;
  let tally: OrderTally | null = null;
  let sent = 0;
  let accepted = 0;
  let frames = 0;
  let mostRssMiB = 0;
  let isQuiet = false;

  const timer = setInterval(() => {
    const { desk, record } = watched;
    const nowMs = performance.now();
    const seconds = (nowMs - lastMs) / 1_000;
    if (tally !== desk.tally) {
      tally = desk.tally;
      sent = 0;
      accepted = 0;
    }
    const rssMiB = watched.rssMiB();
    if (rssMiB !== null) mostRssMiB = Math.max(mostRssMiB, rssMiB);
    if (isQuiet) return;
    const parts = [
      `${Math.round((nowMs - startMs) / 1_000)} s`,
      `${perSecond(tally.sent - sent, seconds)} sent`,
      `${perSecond(tally.accepted - accepted, seconds)} accepted`,
      `${desk.inFlight} in flight`,
      tally.ack.count > 0 &&
        `p50 ${tally.ack.percentile(50).toFixed(1)} p99 ${tally.ack.percentile(99).toFixed(1)} ms`,
      `${perSecond(record.frames - frames, seconds)} frames`,
      rssMiB !== null && `server ${Math.round(rssMiB)} MiB`,
    ];
    sent = tally.sent;
    accepted = tally.accepted;
    frames = record.frames;
    lastMs = nowMs;
    write(parts.filter((part) => part !== false).join(' · '));
  }, EVERY_MS);

  return {
    mostRssMiB: () => mostRssMiB,
    /** No more lines: nothing is sent any more. Memory is still watched. */
    beQuiet: () => {
      isQuiet = true;
    },
    stop: () => clearInterval(timer),
  };
}

export type Progress = ReturnType<typeof startProgress>;

function perSecond(count: number, seconds: number): string {
  return `${Math.round(count / seconds).toLocaleString('en')}/s`;
}
