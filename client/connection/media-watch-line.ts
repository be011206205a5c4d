import type { types } from 'mediasoup-client';
import type { LineEnd, MediaSource } from '../../shared/contract/media.ts';
import {
  type AskToWatch,
  type MediaConsumer,
  type MediaDevice,
  type MediaTransport,
  must,
} from './media-ask.ts';
import { type Received, readReceived, receivedSince } from './media-stats.ts';

export type Kind = 'video' | 'audio';

/** One source on its way to this page. */
export interface Flow {
  sourceId: string;
  kind: Kind;
  consumer: MediaConsumer;
  layers: number;
  layer: number | null | undefined;
  isFlowing: boolean;
  /** The highest layer that was asked for; all of them at first. */
  preferred: number;
  last: Received | undefined;
}

/** A WebRTC line to receive by and what comes by it, by source. */
export interface Line {
  id: string;
  transport: MediaTransport;
  flows: Map<string, Flow>;
  /** What is played of each kind. */
  shown: Partial<Record<Kind, Flow>>;
}

/** A line that lost its way has so long to find it again, first by itself, then with new credentials. */
const PATIENCE_MS = 4_000;
/** A new line that does not stand so long after it began to look for its way will not. */
const CONNECT_WITHIN_MS = 10_000;

/**
 * Opens a line. Once it is open it looks after itself: it finds its way again if it can.
 * @param of.later a timer that ends with the session
 * @param of.onLost it is beyond help; called also for a line that is none any more
 * @param of.onBlocked it does not come about
 * @throws when the server gives none
 */
export async function openLine(of: {
  ask: AskToWatch;
  device: MediaDevice;
  later(ms: number, run: () => void): void;
  onLost(line: Line): void;
  onBlocked(line: Line): void;
}): Promise<Line> {
  const { ask, device, later } = of;
  const { line: end } = await must(ask('media:watch', {}));
  const transport: MediaTransport = device.createRecvTransport(end as LineEnd & types.TransportOptions);
  const line: Line = { id: end.id, transport, flows: new Map(), shown: {} };

  async function findAgain() {
    if (transport.connectionState !== 'disconnected') return;
    const answer = await ask('media:restart', { lineId: line.id });
    if (answer.ok) {
      await transport.restartIce({ iceParameters: answer.ice as types.IceParameters }).catch(() => {});
    }
    later(PATIENCE_MS, () => transport.connectionState !== 'connected' && of.onLost(line));
  }

  let hasStood = false;
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    // Where a browser drops every address that it was given, a line stays `new` for good and never fails.
    later(CONNECT_WITHIN_MS, () => !hasStood && of.onBlocked(line));
    must(ask('media:connect', { lineId: end.id, dtls: dtlsParameters })).then(done, fail);
  });
  transport.on('connectionstatechange', (state) => {
    if (state === 'connected') hasStood = true;
    if (state === 'failed') of.onLost(line);
    else if (state === 'disconnected') later(PATIENCE_MS, () => void findAgain());
  });
  return line;
}

/** Receives a source by a line; it is paused at first. */
export async function receive(
  line: Line,
  source: MediaSource,
  { ask, device }: { ask: AskToWatch; device: MediaDevice },
): Promise<Flow> {
  const rtp = device.recvRtpCapabilities;
  const got = await must(ask('media:consume', { sourceId: source.sourceId, rtp: rtp as never }));
  const consumer: MediaConsumer = await line.transport.consume({
    id: got.consumerId,
    producerId: got.sourceId,
    kind: got.kind,
    rtpParameters: got.rtp as types.RtpParameters,
    // One stream for both, so that the browser keeps lips and voice together.
    streamId: 'host',
  });
  const flow: Flow = {
    sourceId: source.sourceId,
    kind: source.kind,
    consumer,
    layers: got.layers,
    layer: undefined,
    isFlowing: false,
    preferred: Math.max(0, got.layers - 1),
    last: undefined,
  };
  line.flows.set(source.sourceId, flow);
  return flow;
}

export async function setFlowing(ask: AskToWatch, flow: Flow, isFlowing: boolean): Promise<void> {
  if (flow.isFlowing === isFlowing) return;
  flow.isFlowing = isFlowing;
  const consumerId = flow.consumer.id;
  await must(isFlowing ? ask('media:resume', { consumerId }) : ask('media:pause', { consumerId }));
  if (!isFlowing) flow.layer = undefined;
}

/** What came of a source since it was measured last. */
export async function measureFlow(flow: Flow): Promise<Received> {
  const now = readReceived(await flow.consumer.getStats());
  const came = receivedSince(flow.last, now);
  flow.last = now;
  return came;
}
