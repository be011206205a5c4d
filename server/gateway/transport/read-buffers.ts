import type { Duplex } from 'node:stream';

/** The private state of `ws` between two frames, by names that an upgrade may change. */
interface Receiver {
  _fragments: Buffer[];
}

interface WebSocketOfWs {
  _socket?: Duplex;
  _receiver?: Receiver;
}

/**
 * Keeps read buffers in V8's young generation. A buffer that survives two minor collections needs a major one, which
 * stops the loop. At 3,000 orders a second that was up to 0.9 s a minute.
 *
 * An old list keeps its payloads alive, so each frame gets a new one. Without `_fragments` nothing changes, and the
 * stops return.
 */
export function letReadBuffersDieYoung(socket: unknown): void {
  const { _socket: raw, _receiver: receiver } = socket as WebSocketOfWs;
  if (raw === undefined || !Array.isArray(receiver?._fragments)) return;
  raw.prependListener('data', () => {
    if (receiver._fragments.length === 0) receiver._fragments = [];
  });
}
