import * as z from 'zod/mini';
import { id, itemNumber, slug } from '../values/ids.ts';
import { hlsReasons, videoReasons } from '../values/media-reason.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { announcement } from './announcement.ts';
import type { CapabilityContract } from './capability.ts';
import { contractOf } from './command.ts';
import { told } from './entry.ts';

/**
 * Live video: what two ends of a WebRTC line have to tell each other before media flows. The forms of RTP, ICE and DTLS
 * below are those of mediasoup and mediasoup-client; keys of them that we do not use are dropped, not refused, so that
 * a newer browser may say more. Nothing here is a fact of the log, and no command but the last two carries a key: whatever it made
 * is closed with the socket.
 */
const word = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const payloadType = z.int().check(z.gte(0), z.lte(127));
const ssrc = z.int().check(z.gte(0), z.lte(0xffff_ffff));
const clockRate = z.int().check(z.gte(1), z.lte(1_000_000));
/** A codec's `fmtp`, by name. */
const codecSettings = z.record(
  word(40),
  z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean(), z.null()]),
);
const feedback = z
  .array(z.object({ type: word(20), parameter: z.optional(z.string().check(z.maxLength(20))) }))
  .check(z.maxLength(20));

export const mediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof mediaKind>;

/** What an end can send or receive: the codecs and header extensions that it knows. */
export const rtpCapabilities = z.object({
  codecs: z.optional(
    z
      .array(
        z.object({
          kind: mediaKind,
          mimeType: word(50),
          preferredPayloadType: payloadType,
          clockRate,
          channels: z.optional(z.int().check(z.gte(1), z.lte(8))),
          parameters: z.optional(codecSettings),
          rtcpFeedback: z.optional(feedback),
        }),
      )
      .check(z.maxLength(40)),
  ),
  headerExtensions: z.optional(
    z
      .array(
        z.object({
          kind: mediaKind,
          uri: word(200),
          preferredId: z.int().check(z.gte(1), z.lte(255)),
          preferredEncrypt: z.optional(z.boolean()),
          direction: z.optional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
        }),
      )
      .check(z.maxLength(40)),
  ),
});
export type RtpCapabilities = z.infer<typeof rtpCapabilities>;

/** How one source is really sent: its codecs, its encodings (three at most: the layers of simulcast). */
export const rtpParameters = z.object({
  mid: z.optional(word(40)),
  codecs: z
    .array(
      z.object({
        mimeType: word(50),
        payloadType,
        clockRate,
        channels: z.optional(z.int().check(z.gte(1), z.lte(8))),
        parameters: z.optional(codecSettings),
        rtcpFeedback: z.optional(feedback),
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
  headerExtensions: z.optional(
    z
      .array(
        z.object({
          uri: word(200),
          id: z.int().check(z.gte(1), z.lte(255)),
          encrypt: z.optional(z.boolean()),
          parameters: z.optional(codecSettings),
        }),
      )
      .check(z.maxLength(20)),
  ),
  encodings: z.optional(
    z
      .array(
        z.object({
          ssrc: z.optional(ssrc),
          rid: z.optional(word(16)),
          codecPayloadType: z.optional(payloadType),
          rtx: z.optional(z.object({ ssrc })),
          dtx: z.optional(z.boolean()),
          scalabilityMode: z.optional(word(20)),
          maxBitrate: z.optional(z.number().check(z.gte(0), z.lte(100_000_000))),
        }),
      )
      .check(z.minLength(1), z.maxLength(3)),
  ),
  rtcp: z.optional(
    z.object({ cname: z.optional(z.string().check(z.maxLength(100))), reducedSize: z.optional(z.boolean()) }),
  ),
});
export type RtpParameters = z.infer<typeof rtpParameters>;

export const dtlsParameters = z.object({
  role: z.optional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().check(z.regex(/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){15,63}$/)),
      }),
    )
    .check(z.minLength(1), z.maxLength(5)),
});
export type DtlsParameters = z.infer<typeof dtlsParameters>;

export const iceParameters = z.strictObject({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.optional(z.boolean()),
});
export type IceParameters = z.infer<typeof iceParameters>;

export const iceCandidate = z.strictObject({
  foundation: z.string(),
  priority: z.int(),
  ip: z.string(),
  address: z.string(),
  protocol: z.enum(['udp', 'tcp']),
  port: z.int(),
  type: z.literal('host'),
  tcpType: z.optional(z.literal('passive')),
});

/** The server's end of a line, in the form that mediasoup-client's `create…Transport` takes. */
export const lineEnd = z.strictObject({
  id,
  iceParameters,
  iceCandidates: z.array(iceCandidate),
  dtlsParameters,
});
export type LineEnd = z.infer<typeof lineEnd>;

/** What a source shows. A stream has one of each at most. */
export const sourceName = z.enum(['camera', 'microphone', 'screen']);
export type SourceName = z.infer<typeof sourceName>;

/** One source that is on the air. A new one of the same name (another device, another try) has another id. */
export const mediaSource = z.strictObject({
  sourceId: id,
  name: sourceName,
  kind: mediaKind,
  /** The layers of simulcast, 1 without it: 0 is the lowest. */
  layers: z.int(),
  /** The host has muted it or switched it off; it is still there. */
  isMuted: z.boolean(),
});
export type MediaSource = z.infer<typeof mediaSource>;

/** The broadcast as HLS, some seconds late: for who can't have or need not have WebRTC, and for embeds. */
export const playback = z.strictObject({
  /** The playlist: a path of this server, or the https address of another one that the host named. */
  url: z.string(),
  isExternal: z.boolean(),
});
export type Playback = z.infer<typeof playback>;

/**
 * Event "media": what is on the air, whole. With `isAvailable` false this server has no live video just now; what
 * `playback` names can be played all the same. Sources are for WebRTC and come first.
 */
export const mediaView = z.strictObject({
  isAvailable: z.boolean(),
  sources: z.array(mediaSource),
  playback: z.nullable(playback),
  /**
   * While the stream is on: its host is a drawing, and what is broadcast is that drawing or nothing, so a page draws it
   * itself. Absent: a person's camera is on, or the host is a person, whom nothing stands in for.
   */
  isHostDrawn: z.optional(z.boolean()),
});
export type MediaView = z.infer<typeof mediaView>;

/** The device that broadcasts, as its console or its WHIP program called it. */
export const broadcaster = z.strictObject({
  /** Of the `seatId` that this console was given, or of nobody here. */
  seatId: id,
  label: z.string(),
  via: z.enum(['console', 'whip']),
});
export type Broadcaster = z.infer<typeof broadcaster>;

/** Why nothing is recorded: no ffmpeg here, no more of what the settings allow (hours, bytes), or a disk that fails. */
export const recordingProblem = z.enum(['unavailable', 'too_long', 'too_large', 'disk']);
export type RecordingProblem = z.infer<typeof recordingProblem>;

/** How the recording of a broadcast stands. */
export const recordingView = z.strictObject({
  /** The switch. It stays on while no picture comes; a limit turns it off. */
  isOn: z.boolean(),
  /** Since when it is as it is; null if it was never touched. */
  sinceMs: z.nullable(epochMs),
  /** What is kept of this stream by now. */
  keptMs: z.int(),
  keptBytes: z.int(),
  problem: z.nullable(recordingProblem),
});
export type RecordingView = z.infer<typeof recordingView>;

/** Event "media" at a console: besides, who broadcasts, and why there is no live video. */
export const consoleMediaView = z.strictObject({
  ...mediaView.shape,
  reason: z.nullable(z.enum(videoReasons)),
  broadcaster: z.nullable(broadcaster),
  /** Since when a program may broadcast by a key, or null. */
  ingestKeySinceMs: z.nullable(epochMs),
  recording: recordingView,
  /** Why this server makes no HLS, and so no recording either; null if it does. */
  hlsReason: z.nullable(z.enum(hlsReasons)),
  /** Other servers that this stream is piped to, and who watches there. */
  piped: z.strictObject({ servers: z.int(), viewers: z.int() }),
});
export type ConsoleMediaView = z.infer<typeof consoleMediaView>;

const nothing = z.strictObject({});

/** What everybody may ask who watches: viewers on `/live`, staff on `/console` (there it shows a rehearsal too). */
const capabilities = contractOf(
  'media',
  'Asks what this server can receive and send, for mediasoup-client’s `Device.load`, and what is on the air.',
  nothing,
  z.strictObject({
    rtp: rtpCapabilities,
    /** Names this connection among the broadcaster’s devices. */
    seatId: id,
    media: mediaView,
  }),
);
const watch = contractOf(
  'media',
  'Opens a line to receive by; an older one of this connection is closed.',
  nothing,
  z.strictObject({ line: lineEnd }),
);
const connect = contractOf(
  'media',
  'Says with which certificate this end of a line will come.',
  z.strictObject({ lineId: id, dtls: dtlsParameters }),
  nothing,
);
const restart = contractOf(
  'media',
  'New ICE credentials for a line whose network changed.',
  z.strictObject({ lineId: id }),
  z.strictObject({ ice: iceParameters }),
);
const consume = contractOf(
  'media',
  'Receives a source that is on the air. It starts paused: resume it when this end is ready.',
  z.strictObject({ sourceId: id, rtp: rtpCapabilities }),
  z.strictObject({
    consumerId: id,
    sourceId: id,
    kind: mediaKind,
    rtp: rtpParameters,
    layers: z.int(),
    isMuted: z.boolean(),
  }),
);
const ofConsumer = z.strictObject({ consumerId: id });
const resume = contractOf(
  'media',
  'Lets a received source flow; video begins with a key frame.',
  ofConsumer,
  nothing,
);
const pause = contractOf(
  'media',
  'Stops a received source for now; nothing of it is sent.',
  ofConsumer,
  nothing,
);
const prefer = contractOf(
  'media',
  'Chooses the highest layer to receive; less is sent when the line cannot carry it.',
  z.strictObject({
    consumerId: id,
    layer: z.int().check(z.gte(0), z.lte(2)),
    temporalLayer: z.optional(z.int().check(z.gte(0), z.lte(3))),
  }),
  nothing,
);
const leave = contractOf('media', 'Closes this connection’s line to receive by.', nothing, nothing);

/** What only a host of the stream may ask, judged on every message (A1). */
const open = contractOf(
  'media',
  'Opens a line to broadcast by. Broadcasts another device already, then `line` is null unless `takeOver` is true.',
  z.strictObject({ label: line(40), takeOver: z.boolean() }),
  z.strictObject({ line: z.nullable(lineEnd), broadcaster: z.nullable(broadcaster) }),
);
const produce = contractOf(
  'media',
  'Puts a source on the air; it takes the place of the one with the same name, also of another device’s.',
  z.strictObject({ lineId: id, name: sourceName, kind: mediaKind, rtp: rtpParameters }),
  z.strictObject({ sourceId: id }),
);
const mute = contractOf(
  'media',
  'Mutes a source or switches it off, or on again: viewers keep it and are told.',
  z.strictObject({ sourceId: id, isMuted: z.boolean() }),
  nothing,
);
const close = contractOf('media', 'Takes a source off the air.', z.strictObject({ sourceId: id }), nothing);
const stop = contractOf('media', 'Ends this device’s broadcast: its sources and its line.', nothing, nothing);

/** A stream on which a product of an earlier one can be bought, or will be. */
export const nextOnAir = z.strictObject({
  slug,
  /** Its number there; absent where an older server says it. */
  itemNumber: z.optional(itemNumber),
  /** When it is to begin. */
  startsAtMs: epochMs,
  isOn: z.boolean(),
});
export type NextOnAir = z.infer<typeof nextOnAir>;

/** A stream that is over, to be watched again: its recording, and how its lineup stood at each moment of it. */
export const replayView = z.strictObject({
  streamId: id,
  slug,
  title: z.string(),
  hostName: z.string(),
  /** For who reads English, as of items below; absent: there is the one name. */
  titleEn: z.optional(z.string()),
  hostNameEn: z.optional(z.string()),
  currency: currencyCode,
  startedAtMs: epochMs,
  endedAtMs: epochMs,
  /** Path of an HLS playlist with dates in it; null if nothing was recorded. */
  playlist: z.nullable(z.string()),
  /** What was recorded without a gap, in order: `mediaMs` of the playlist is what was broadcast at `atMs`. */
  stretches: z.array(z.strictObject({ mediaMs: z.int(), atMs: epochMs, durationMs: z.int() })),
  /** When which item was held up, from the log: the replay's chapters, as the host tells them (S8). */
  pins: z.array(
    z.strictObject({
      itemNumber,
      fromMs: epochMs,
      toMs: epochMs,
      /** When it was pinned, where its chapter begins at another moment; absent: then. */
      pinnedAtMs: z.optional(epochMs),
      /** What its host calls the chapter; absent: like its item. */
      name: z.optional(z.string()),
      nameEn: z.optional(z.string()),
    }),
  ),
  flashes: z.array(z.strictObject({ itemNumber, priceMinor, fromMs: epochMs, toMs: epochMs })),
  items: z.array(
    z.strictObject({
      itemNumber,
      name: z.string(),
      producer: z.string(),
      nameEn: z.optional(z.string()),
      producerEn: z.optional(z.string()),
      picture: z.string(),
      /** When it was in the lineup; `toMs` null: until the end. */
      fromMs: epochMs,
      toMs: z.nullable(epochMs),
      /** Its list price when the stream ended. */
      thenMinor: moneyMinor,
      /** Its list price on the stream that has it now, else in the catalogue; null if it is not there any more. */
      todayMinor: z.nullable(moneyMinor),
      /** Where it is on, or will be; absent: no stream that is planned has it. */
      next: z.optional(nextOnAir),
    }),
  ),
});
export type ReplayView = z.infer<typeof replayView>;

/** What everybody may ask who watches the picture. None of it is decided by the log, so none carries a key. */
const watching = {
  'media:capabilities': capabilities,
  'media:watch': watch,
  'media:connect': connect,
  'media:restart': restart,
  'media:consume': consume,
  'media:resume': resume,
  'media:pause': pause,
  'media:prefer': prefer,
  'media:leave': leave,
} as const;

const aboutReceiving = {
  layer: announcement(
    'The layer that flows of a source that this connection receives; null while none does.',
    z.tuple([told('consumerId', z.string()), told('layer', z.nullable(z.int()))]),
  ),
  rejoin: announcement(
    'The lines of this connection broke: begin again with media:capabilities.',
    z.tuple([]),
  ),
};

export const media = {
  live: watching,
  console: {
    ...watching,
    'media:open': open,
    'media:produce': produce,
    'media:mute': mute,
    'media:close': close,
    'media:stop': stop,
  },
  liveEvents: {
    media: announcement(
      'What is on the air, whole: at a hello if there is anything, and at every change.',
      z.tuple([told('media', mediaView)]),
    ),
    ...aboutReceiving,
  },
  consoleEvents: {
    media: announcement(
      'What is on the air, by which device, and why there is no live video.',
      z.tuple([told('media', consoleMediaView)]),
    ),
    ...aboutReceiving,
  },
  named: {
    broadcaster,
    consoleMediaView,
    dtlsParameters,
    iceCandidate,
    iceParameters,
    lineEnd,
    mediaSource,
    mediaView,
    nextOnAir,
    playback,
    recordingView,
    replayView,
    rtpCapabilities,
    rtpParameters,
  },
} as const satisfies CapabilityContract;
