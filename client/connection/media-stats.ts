/** What one received source has brought since its beginning, as the browser counts it. */
export interface Received {
  bytes: number;
  packets: number;
  /** Packets that never came; may fall when late ones still do. */
  lost: number;
  /** Pictures that arrived whole, those of them that were decoded, and those that were left out for want of time. */
  framesReceived: number;
  framesDecoded: number;
  framesDropped: number;
  /** The picture stood still though it should have moved, seconds. */
  frozenSeconds: number;
  /** Lines of the newest picture, 0 before the first. */
  height: number;
  /** Seconds that all that was played had waited at this end, and how much of it there was. */
  waitedSeconds: number;
  waitedCount: number;
}

/** What one sent source says of the way to the server. */
export interface Sent {
  bytes: number;
  /** Of every encoding that is sent now, the highest picture; 0 if none is. */
  height: number;
  /** Why the encoder sends less than it could, as the browser says. */
  limitedBy: 'none' | 'bandwidth' | 'cpu' | 'other';
  /** Share of packets that the server missed lately, 0 to 1; null before its first report. */
  lossShare: number | null;
  /** To the server and back, ms; null before its first report. */
  roundTripMs: number | null;
}

type Entry = Record<string, unknown> & { type: string };
type Report = Pick<RTCStatsReport, 'forEach'>;

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function entriesOf(report: Report): Entry[] {
  const entries: Entry[] = [];
  report.forEach((entry: Entry) => {
    entries.push(entry);
  });
  return entries;
}

/** Reads a consumer's report. */
export function readReceived(report: Report): Received {
  // The probes that mediasoup-client receives besides are named so; they are no picture.
  const inbound = entriesOf(report).find(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator');
  return {
    bytes: number(inbound?.bytesReceived) + number(inbound?.headerBytesReceived),
    packets: number(inbound?.packetsReceived),
    lost: number(inbound?.packetsLost),
    framesReceived: number(inbound?.framesReceived),
    framesDecoded: number(inbound?.framesDecoded),
    framesDropped: number(inbound?.framesDropped),
    frozenSeconds: number(inbound?.totalFreezesDuration),
    height: number(inbound?.frameHeight),
    waitedSeconds: number(inbound?.jitterBufferDelay),
    waitedCount: number(inbound?.jitterBufferEmittedCount),
  };
}

/** What came between two readings of the same source. */
export function receivedSince(before: Received | undefined, now: Received): Received {
  if (!before) return now;
  return {
    bytes: Math.max(0, now.bytes - before.bytes),
    packets: Math.max(0, now.packets - before.packets),
    lost: Math.max(0, now.lost - before.lost),
    framesReceived: Math.max(0, now.framesReceived - before.framesReceived),
    framesDecoded: Math.max(0, now.framesDecoded - before.framesDecoded),
    framesDropped: Math.max(0, now.framesDropped - before.framesDropped),
    frozenSeconds: Math.max(0, now.frozenSeconds - before.frozenSeconds),
    height: now.height,
    waitedSeconds: Math.max(0, now.waitedSeconds - before.waitedSeconds),
    waitedCount: Math.max(0, now.waitedCount - before.waitedCount),
  };
}

/**
 * How long what was played had waited at this end, ms; null if nothing was. It leaves out the way from the host, which
 * nobody measures: by WebRTC some tens of ms.
 */
export function waitedMs(received: Received | null): number | null {
  if (!received || received.waitedCount === 0) return null;
  return (1_000 * received.waitedSeconds) / received.waitedCount;
}

/** Reads a producer's report: all layers of simulcast together. */
export function readSent(report: Report): Sent {
  const entries = entriesOf(report);
  const layers = entries.filter(({ type }) => type === 'outbound-rtp');
  const answers = entries.filter(({ type }) => type === 'remote-inbound-rtp');
  const active = layers.filter(
    ({ active, framesPerSecond }) => active !== false && number(framesPerSecond) > 0,
  );
  const reasons = layers.map(({ qualityLimitationReason }) => qualityLimitationReason);
  const worst = (name: string) =>
    answers.length === 0 ? null : Math.max(...answers.map((answer) => number(answer[name])));
  const roundTrip = worst('roundTripTime');
  return {
    bytes: layers.reduce((sum, layer) => sum + number(layer.bytesSent), 0),
    height: Math.max(0, ...active.map(({ frameHeight }) => number(frameHeight))),
    limitedBy: (['bandwidth', 'cpu', 'other'] as const).find((reason) => reasons.includes(reason)) ?? 'none',
    lossShare: worst('fractionLost'),
    roundTripMs: roundTrip === null ? null : Math.round(roundTrip * 1_000),
  };
}
