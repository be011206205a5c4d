import type { types } from 'mediasoup-client';
import type { MediaSource, MediaView } from '../../shared/contract/media.ts';
import { type AskToWatch, type MediaDevice, must, type OpenMediaDevice } from './media-ask.ts';
import { type Received, readReceived } from './media-stats.ts';
import {
  type Flow,
  type Kind,
  type Line,
  measureFlow,
  openLine,
  receive,
  setFlowing,
} from './media-watch-line.ts';

/** How much of the picture shall come: nothing, a still now and then, the lowest layer, or all that the line carries. */
export interface Wanted {
  video: 'none' | 'still' | 'low' | 'high';
  audio: boolean;
}

/** What came since the last measure; a source that is not received is null. */
export interface Measure {
  video: Received | null;
  audio: Received | null;
  /** The layer that flows, by the server; null when none fits the line. Undefined before it said so. */
  layer: number | null | undefined;
  /** How many layers the picture has; 1 without simulcast. */
  layers: number;
}

/** `looking` is on its way or trying again, `on` receives, `idle` wants nothing or has nothing to receive. */
export type WatchState = 'idle' | 'looking' | 'on';

export interface WatchOptions {
  ask: AskToWatch;
  openDevice: OpenMediaDevice;
  /** The tracks to play; whole, at every change. The old picture stays until a new one is decoded. */
  onTracks(tracks: { video: MediaStreamTrack | null; audio: MediaStreamTrack | null }): void;
  onState(state: WatchState): void;
  /** No line comes about: the server has room for no more (`full`), or the network lets none through (`blocked`). */
  onTrouble(trouble: 'full' | 'blocked'): void;
}

/** One page's line to receive by. It is rebuilt by itself whenever it breaks. */
export interface WatchSession {
  /** What is on the air, whole. */
  take(view: MediaView): void;
  want(wanted: Wanted): void;
  /** Begins anew: after a reconnect, and when the server says `rejoin`. */
  begin(): void;
  heardLayer(consumerId: string, layer: number | null): void;
  measure(): Promise<Measure>;
  close(): void;
}

/** A still in the place of a moving picture comes so often. */
export const STILL_EVERY_MS = 10_000;
const STILL_WITHIN_MS = 4_000;
const STILL_LOOK_MS = 200;
/** A worker that died is replaced within a second; whoever hears "no room" so often is out of luck. */
const FULL_AFTER = 3;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

export function createWatchSession(options: WatchOptions): WatchSession {
  const { ask, openDevice } = options;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let device: MediaDevice | null = null;
  let line: Line | null = null;
  let sources: readonly MediaSource[] = [];
  let wanted: Wanted = { video: 'high', audio: true };
  let isSettling = false;
  let isDirty = false;
  let isClosed = false;
  let isTakingStill = false;
  let fails = 0;
  let stillTimer: ReturnType<typeof setTimeout> | null = null;
  /** The newest beginning; what belongs to an older one comes too late. */
  let beginning = 0;

  function later(ms: number, run: () => void) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!isClosed) run();
    }, ms);
    timers.add(timer);
    return timer;
  }

  /** The source to receive of a kind: a shared screen goes before the camera. */
  function sourceFor(kind: Kind): MediaSource | null {
    if (kind === 'audio') return wanted.audio ? named('microphone') : null;
    return wanted.video === 'none' ? null : (named('screen') ?? named('camera'));
  }
  function named(name: MediaSource['name']): MediaSource | null {
    return sources.find((source) => source.name === name) ?? null;
  }

  /** Brings the line to what is wanted, one change after the other. */
  async function settle() {
    if (isSettling) {
      isDirty = true;
      return;
    }
    isSettling = true;
    do {
      isDirty = false;
      const mine = beginning;
      try {
        await step(mine);
        fails = 0;
      } catch (fault) {
        if (mine === beginning && !isClosed) again(fault);
      }
    } while (isDirty && !isClosed);
    isSettling = false;
  }

  /** Tries once more from the start, each time after twice the wait. */
  function again(fault: unknown) {
    drop();
    options.onState('looking');
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** fails) * (1 + Math.random() / 2);
    fails += 1;
    if (fails >= FULL_AFTER && fault instanceof Error && fault.message === 'UNAVAILABLE') {
      options.onTrouble('full');
    }
    const mine = beginning;
    later(waitMs, () => mine === beginning && void settle());
  }

  async function step(mine: number) {
    const isWanted = sourceFor('video') !== null || sourceFor('audio') !== null;
    if (!isWanted) {
      if (line && wanted.video === 'none' && !wanted.audio) {
        drop();
        options.onTracks({ video: null, audio: null });
        void ask('media:leave', {});
      }
      options.onState('idle');
      return;
    }
    if (!line) {
      options.onState('looking');
      const opened = await newLine();
      if (mine !== beginning || isClosed) return opened.transport.close();
      line = opened;
    }
    await Promise.all([bring(line, 'video'), bring(line, 'audio')]);
    if (mine === beginning) options.onState('on');
  }

  async function newLine(): Promise<Line> {
    const [about, kit] = await Promise.all([must(ask('media:capabilities', {})), device ?? openDevice()]);
    device = kit;
    sources = about.media.sources;
    if (!kit.loaded) await kit.load({ routerRtpCapabilities: about.rtp as types.RtpCapabilities });
    return openLine({
      ask,
      device: kit,
      later,
      onLost: (which) => {
        if (line === which && !isClosed) begin();
      },
      onBlocked: (which) => {
        if (line === which) options.onTrouble('blocked');
      },
    });
  }

  /** Brings what comes of one kind to what is wanted of it. */
  async function bring(on: Line, kind: Kind) {
    const source = sourceFor(kind);
    for (const other of [...on.flows.values()]) {
      if (other.kind === kind && other.sourceId !== source?.sourceId) await setAside(on, other);
    }
    if (!source) return;
    const flow = on.flows.get(source.sourceId) ?? (await receive(on, source, { ask, device: device! }));
    if (line !== on) return;
    if (on.shown[kind] !== flow) {
      on.shown[kind] = flow;
      showTracks(on);
    }
    const top = Math.max(0, flow.layers - 1);
    const preferred = kind === 'audio' || wanted.video === 'high' ? top : 0;
    if (preferred !== flow.preferred) {
      await must(ask('media:prefer', { consumerId: flow.consumer.id, layer: preferred }));
      flow.preferred = preferred;
    }
    if (kind === 'video' && wanted.video === 'still') {
      await setFlowing(ask, flow, false);
      if (stillTimer === null) void takeStill();
      return;
    }
    await setFlowing(ask, flow, true);
  }

  /** What is still on the air is paused, so that it comes back quicker; what is off it goes. */
  async function setAside(on: Line, flow: Flow) {
    if (sources.some(({ sourceId }) => sourceId === flow.sourceId)) return setFlowing(ask, flow, false);
    on.flows.delete(flow.sourceId);
    flow.consumer.close();
    if (on.shown[flow.kind] !== flow) return;
    delete on.shown[flow.kind];
    showTracks(on);
  }

  /** Lets the picture flow for a frame; the last one stays on the screen. */
  async function takeStill() {
    stillTimer = later(STILL_EVERY_MS, () => {
      stillTimer = null;
      if (wanted.video === 'still') void takeStill();
    });
    const flow = line?.shown.video;
    if (!flow || isTakingStill) return;
    isTakingStill = true;
    try {
      const { framesDecoded } = readReceived(await flow.consumer.getStats());
      await setFlowing(ask, flow, true);
      for (
        let waitedMs = 0;
        waitedMs < STILL_WITHIN_MS && wanted.video === 'still';
        waitedMs += STILL_LOOK_MS
      ) {
        await new Promise<void>((resolve) => later(STILL_LOOK_MS, resolve));
        if (readReceived(await flow.consumer.getStats()).framesDecoded > framesDecoded) break;
      }
      if (wanted.video === 'still') await setFlowing(ask, flow, false);
    } catch {
      // The source or the line is gone without our having heard of it.
      if (line?.shown.video === flow) begin();
    } finally {
      isTakingStill = false;
    }
  }

  function showTracks({ shown }: Line) {
    options.onTracks({
      video: shown.video?.consumer.track ?? null,
      audio: shown.audio?.consumer.track ?? null,
    });
  }

  function drop() {
    line?.transport.close();
    line = null;
  }

  function begin() {
    beginning += 1;
    drop();
    void settle();
  }

  return {
    take(view) {
      sources = view.isAvailable ? view.sources : [];
      void settle();
    },
    want(next) {
      if (next.video === wanted.video && next.audio === wanted.audio) return;
      wanted = next;
      void settle();
    },
    begin,
    heardLayer(consumerId, layer) {
      const flow = line?.shown.video;
      if (flow?.consumer.id === consumerId) flow.layer = layer;
    },
    async measure() {
      const { video, audio } = line?.shown ?? {};
      return {
        video: video ? await measureFlow(video) : null,
        audio: audio ? await measureFlow(audio) : null,
        layer: video?.layer,
        layers: video?.layers ?? 1,
      };
    },
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      drop();
      void ask('media:leave', {});
    },
  };
}
