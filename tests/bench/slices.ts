import { percentile } from './numbers.ts';
import { Sender, type SendFrame } from './ws-sender.ts';

/**
 * Watches how long the server writes frames without a pause: a slice is a run of writes within one turn of the loop,
 * from the first to the last. Only while asked for, since it costs a clock reading per frame.
 */
export const watchSlices = {
  start(): void {
    if (original) return;
    const { prototype } = Sender;
    const plain = prototype.sendFrame;
    original = plain;
    slices.length = 0;
    prototype.sendFrame = function sendFrame(list, callback) {
      if (startMs === 0) {
        startMs = performance.now();
        queueMicrotask(() => {
          if (slices.length < MAX_SLICES) slices.push(lastMs - startMs);
          startMs = 0;
        });
      }
      plain.call(this, list, callback);
      lastMs = performance.now();
    };
  },
  /** @returns how many slices there were, and how long the longest and 99 of 100 took, in ms */
  stop(): { count: number; max: number; p99: number } {
    if (original) Sender.prototype.sendFrame = original;
    original = null;
    return { count: slices.length, max: percentile(slices, 100), p99: percentile(slices, 99) };
  },
};

const MAX_SLICES = 1_000_000;
const slices: number[] = [];
let original: SendFrame | null = null;
let startMs = 0;
let lastMs = 0;
