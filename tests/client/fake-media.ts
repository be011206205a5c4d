import type {
  MediaConsumer,
  MediaDevice,
  MediaProducer,
  MediaTransport,
} from '../../client/connection/media-ask.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { LineEnd, MediaSource, MediaView } from '../../shared/contract/media.ts';
import type { ConsoleMediaEvents } from '../../shared/protocol.ts';
import { refusedWith } from './fake-console.ts';

const id = (n: number) => `0190a000-0000-7000-a000-${String(n).padStart(12, '0')}`;
export const SEAT = id(1);

export function aSource(name: MediaSource['name'], more: Partial<MediaSource> = {}): MediaSource {
  const kind = name === 'microphone' ? 'audio' : 'video';
  return {
    sourceId: id({ camera: 101, microphone: 102, screen: 103 }[name]),
    name,
    kind,
    layers: name === 'camera' ? 3 : 1,
    isMuted: false,
    ...more,
  };
}

export function onAir(...sources: MediaSource[]): MediaView {
  return { isAvailable: true, sources, playback: null };
}

export function onAirFrom(
  sources: MediaSource[],
  more: Partial<Parameters<ConsoleMediaEvents['media']>[0]> = {},
): Parameters<ConsoleMediaEvents['media']>[0] {
  const recording = { isOn: false, sinceMs: null, keptMs: 0, keptBytes: 0, problem: null };
  const none = { reason: null, broadcaster: null, ingestKeySinceMs: null, hlsReason: null };
  return { ...onAir(...sources), ...none, recording, piped: { servers: 0, viewers: 0 }, ...more };
}

type Stats = Record<string, unknown>;
type ConnectionState = MediaTransport['connectionState'];

export interface FakeFlow {
  id: string;
  kind: string;
  track: MediaStreamTrack;
  isClosed: boolean;
  isPaused: boolean;
  /** What the browser counts of it. */
  stats: Stats[];
}

export interface FakeLine {
  direction: 'send' | 'recv';
  id: string;
  isClosed: boolean;
  flows: FakeFlow[];
  restarts: number;
  /** The browser says so of the connection. */
  turn(state: ConnectionState): void;
}

/** The library and the server's answers to `media:*` with nothing behind them: what is asked is listed. */
export interface FakeMedia {
  openDevice(): Promise<MediaDevice>;
  lines: FakeLine[];
  /** `media:consume camera`, `media:resume 201`, … in the order of asking. */
  asked: string[];
  requests: { command: string; request: Record<string, unknown> }[];
  view: MediaView;
  /** Commands that are refused from now on. */
  refuses: Set<string>;
  /** Said instead of a line to broadcast by. */
  taken: { seatId: string; label: string; via: 'console' | 'whip' } | null;
  seatId: string;
  /** How far a new line comes by itself. */
  reaches: ConnectionState;
  answer(command: string, request: unknown): Promise<Answer<never>>;
}

/** @param trackOf what is played of a kind; without a browser a name is enough */
export function fakeMedia(trackOf: (kind: string) => MediaStreamTrack = aTrack): FakeMedia {
  let ids = 200;
  const nextId = () => {
    ids += 1;
    return id(ids);
  };
  const lines: FakeLine[] = [];

  function aFlow(line: FakeLine, flowId: string, kind: string, track: MediaStreamTrack): FakeFlow {
    const flow: FakeFlow = { id: flowId, kind, track, isClosed: false, isPaused: false, stats: [] };
    line.flows.push(flow);
    return flow;
  }

  function transport(direction: FakeLine['direction'], lineId: string): MediaTransport {
    const listeners = new Map<string, (...args: never[]) => void>();
    let state: ConnectionState = 'new';
    let isConnected = false;
    const line: FakeLine = {
      direction,
      id: lineId,
      isClosed: false,
      flows: [],
      restarts: 0,
      turn(next) {
        state = next;
        (listeners.get('connectionstatechange') as ((state: ConnectionState) => void) | undefined)?.(next);
      },
    };
    lines.push(line);
    /** As the library does it: the first source of a line makes it connect. */
    const connect = () => {
      if (isConnected) return Promise.resolve();
      isConnected = true;
      return new Promise<void>((done, fail) => {
        const ask = listeners.get('connect') as (
          with_: object,
          done: () => void,
          fail: (why: Error) => void,
        ) => void;
        ask({ dtlsParameters: { role: 'client', fingerprints: [] } }, done, fail);
      }).then(() => {
        if (media.reaches !== 'new') line.turn(media.reaches);
      });
    };
    const fake = {
      get connectionState() {
        return state;
      },
      on(event: string, listener: (...args: never[]) => void) {
        listeners.set(event, listener);
      },
      close() {
        line.isClosed = true;
      },
      async restartIce() {
        line.restarts += 1;
      },
      getStats: async () => reportOf([]),
      async consume(options: { id: string; kind: string }): Promise<MediaConsumer> {
        await connect();
        const flow = aFlow(line, options.id, options.kind, trackOf(options.kind));
        const consumer = {
          id: flow.id,
          track: flow.track,
          close: () => {
            flow.isClosed = true;
          },
          pause: () => {
            flow.isPaused = true;
          },
          resume: () => {
            flow.isPaused = false;
          },
          getStats: async () => reportOf(flow.stats),
        };
        return consumer as unknown as MediaConsumer;
      },
      async produce(options: {
        track: MediaStreamTrack;
        appData: Record<string, unknown>;
        encodings?: unknown;
      }): Promise<MediaProducer> {
        await connect();
        const kind = options.track.kind;
        const sourceId = await new Promise<string>((done, fail) => {
          const ask = listeners.get('produce') as (
            what: object,
            done: (made: { id: string }) => void,
            fail: (why: Error) => void,
          ) => void;
          const rtpParameters = { codecs: [], encodings: options.encodings ?? [{}] };
          ask({ kind, rtpParameters, appData: options.appData }, (made) => done(made.id), fail);
        });
        const flow = aFlow(line, sourceId, kind, options.track);
        const producer = {
          id: sourceId,
          get track() {
            return flow.track;
          },
          close: () => {
            flow.isClosed = true;
          },
          pause: () => {
            flow.isPaused = true;
          },
          resume: () => {
            flow.isPaused = false;
          },
          replaceTrack: async ({ track }: { track: MediaStreamTrack }) => {
            flow.track = track;
          },
          getStats: async () => reportOf(flow.stats),
        };
        return producer as unknown as MediaProducer;
      },
    };
    return fake as unknown as MediaTransport;
  }

  const media: FakeMedia = {
    lines,
    asked: [],
    requests: [],
    view: onAir(),
    refuses: new Set(),
    taken: null,
    seatId: SEAT,
    reaches: 'connected',
    async openDevice() {
      const device = {
        loaded: false,
        handlerName: 'Chrome111',
        recvRtpCapabilities: { codecs: [], headerExtensions: [] },
        sendRtpCapabilities: { codecs: [{ kind: 'video', mimeType: 'video/VP8' }], headerExtensions: [] },
        async load() {
          device.loaded = true;
        },
        createRecvTransport: (end: { id: string }) => transport('recv', end.id),
        createSendTransport: (end: { id: string }) => transport('send', end.id),
      };
      return device as unknown as MediaDevice;
    },
    async answer(command, asked) {
      const request = asked as Record<string, unknown>;
      media.requests.push({ command, request });
      const about = request.sourceId ?? request.consumerId ?? request.name;
      const source = media.view.sources.find(({ sourceId }) => sourceId === about);
      const what = source?.name ?? (typeof about === 'string' ? about.replace(/^.*-0*/, '') : '');
      media.asked.push(
        [command, what, request.layer].filter((word) => word !== '' && word !== undefined).join(' '),
      );
      if (media.refuses.has(command)) {
        return refusedWith({ code: 'UNAVAILABLE', retryAfterMs: 1_000 }) as Answer<never>;
      }
      const yes = (reply: object) => ({ ok: true, ...reply }) as unknown as Answer<never>;
      switch (command) {
        case 'media:capabilities':
          return yes({ rtp: { codecs: [] }, seatId: media.seatId, media: media.view });
        case 'media:watch':
          return yes({ line: aLineEnd(nextId()) });
        case 'media:open': {
          const isFree = media.taken === null || request.takeOver === true;
          return yes({ line: isFree ? aLineEnd(nextId()) : null, broadcaster: isFree ? null : media.taken });
        }
        case 'media:consume': {
          if (!source) return refusedWith({ code: 'NOT_FOUND' }) as Answer<never>;
          const { sourceId, kind, layers, isMuted } = source;
          return yes({
            consumerId: nextId(),
            sourceId,
            kind,
            layers,
            isMuted,
            rtp: { codecs: [], encodings: [{}] },
          });
        }
        case 'media:produce':
          return yes({ sourceId: nextId() });
        case 'media:restart':
          return yes({ ice: { usernameFragment: 'a', password: 'b' } });
        default:
          return yes({});
      }
    },
  };
  return media;
}

export function aLineEnd(lineId: string): LineEnd {
  return {
    id: lineId,
    iceParameters: { usernameFragment: 'a', password: 'b' },
    iceCandidates: [],
    dtlsParameters: { fingerprints: [] },
  };
}

function reportOf(stats: Stats[]): RTCStatsReport {
  return new Map(stats.map((entry, index) => [String(index), entry])) as unknown as RTCStatsReport;
}

export function aTrack(kind: string): MediaStreamTrack {
  return { kind, id: kind, stop() {}, enabled: true } as unknown as MediaStreamTrack;
}

/** What a browser counts of a source that is received. */
export function inbound(more: Stats = {}): Stats {
  return { type: 'inbound-rtp', mid: '0', bytesReceived: 0, packetsReceived: 0, packetsLost: 0, ...more };
}
