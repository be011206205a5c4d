/** The server's clock as this device knows it (T3): the phone's own clock is never shown and never trusted. */
export interface ServerClock {
  /** Epoch ms on the server's clock, as well as the samples tell. */
  now(): number;
  /** A steady local time in ms, unmoved by somebody setting the phone's clock. */
  steady(): number;
  /** The shortest way to the server and back of late, in ms; 0 until one was measured. */
  roundTripMs(): number;
  /** Takes one answer of `time`: sent and received in steady ms, the server's epoch ms in between. */
  takeSample(sample: ClockSample): void;
  /**
   * Compares a heartbeat with the clock.
   * @returns true if they differ more than a slow line explains, as after a sleep: the clock wants new samples
   */
  disagrees(heartbeatNowMs: number): boolean;
  /**
   * From now on the time is that of the stream that the page shows (T7): what HTTP says is of the server, and is passed over.
   * False: no stream is shown any more.
   */
  showsStream(isShown: boolean): void;
  /** Takes what an answer over HTTP said of the time, unless it was long under way; a clock that was put is believed. */
  heardOf(sample: ClockSample): void;
  /** Forgets all samples, as after a sleep; the last offset stays in use until the next sample. */
  forget(): void;
}

export interface ClockSample {
  sentAt: number;
  receivedAt: number;
  serverNowMs: number;
}

const KEPT_SAMPLES = 5;
/** A heartbeat cannot come from the future: this much ahead and the clock is slow. */
const AHEAD_MS = 300;
/** A heartbeat may be late on a weak line, but not by this much and still count as fresh. */
const BEHIND_MS = 5_000;

/**
 * Offset from halved round trips, the shortest of the last five.
 * @param steady ms that only run forward; the default is the page's own timer
 * @param guess epoch ms used until the first sample
 */
export function createServerClock(
  steady: () => number = () => performance.now(),
  guess: () => number = () => Date.now(),
): ServerClock {
  let samples: { roundTripMs: number; offsetMs: number }[] = [];
  let isOfStream = false;
  let offsetMs = guess() - steady();
  function takeSample({ sentAt, receivedAt, serverNowMs }: ClockSample): void {
    const roundTripMs = receivedAt - sentAt;
    samples.push({ roundTripMs, offsetMs: serverNowMs + roundTripMs / 2 - receivedAt });
    if (samples.length > KEPT_SAMPLES) samples.shift();
    offsetMs = samples.reduce((best, each) => (each.roundTripMs < best.roundTripMs ? each : best)).offsetMs;
  }
  function disagrees(heartbeatNowMs: number): boolean {
    const behindMs = steady() + offsetMs - heartbeatNowMs;
    return behindMs < -AHEAD_MS || behindMs > BEHIND_MS;
  }
  return {
    steady,
    roundTripMs: () => (samples.length > 0 ? Math.min(...samples.map((each) => each.roundTripMs)) : 0),
    now: () => Math.round(steady() + offsetMs),
    takeSample,
    disagrees,
    showsStream(isShown) {
      if (isShown !== isOfStream) samples = [];
      isOfStream = isShown;
    },
    heardOf(sample) {
      if (isOfStream || sample.receivedAt - sample.sentAt > BEHIND_MS) return;
      if (disagrees(sample.serverNowMs)) samples = [];
      takeSample(sample);
    },
    forget() {
      samples = [];
    },
  };
}
