import { connect, createServer, type Server, type Socket } from 'node:net';

/** How poor a line is. */
export interface WeakLineOptions {
  /** Bits per second in each direction, for each connection by itself. */
  bitsPerSecond: number;
  /** Of all pieces, so many (0 to 1) wait on the way, as a lost packet makes everything behind it wait. */
  stalls: number;
  chance: () => number;
}

/** A small TCP proxy that makes every connection through it a poor one. */
export interface WeakLine {
  port: number;
  stalled(): number;
  close(): void;
}

/** Pieces of this size pass at once: a packet of a phone's network. */
const PIECE_BYTES = 256;
const STALL_LEAST_MS = 300;
const STALL_MOST_MS = 1_500;
/** What may wait in the proxy before it stops reading, as a modem's buffer. */
const MAX_WAITING_BYTES = 16 * 1_024;

/** Opens the proxy on 127.0.0.1 before a server. */
export async function openWeakLine(
  to: { host: string; port: number },
  options: WeakLineOptions,
): Promise<WeakLine> {
  const sockets = new Set<Socket>();
  let stalled = 0;
  const server: Server = createServer({ noDelay: true }, (near) => {
    const far = connect({ ...to, noDelay: true });
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      trickle(from, into, options, () => {
        stalled += 1;
      });
      from.on('error', () => {});
      from.on('close', () => sockets.delete(from));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The weak line has no port.');
  return {
    port: address.port,
    stalled: () => stalled,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Passes on piece by piece, each after the time that it takes at this rate. */
function trickle(from: Socket, into: Socket, options: WeakLineOptions, onStall: () => void): void {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let isRunning = false;
  let isOver = false;
  const step = () => {
    const piece = waiting.shift();
    if (!piece || into.destroyed) {
      isRunning = false;
      if (isOver) into.destroySoon();
      return;
    }
    bytes -= piece.length;
    into.write(piece);
    if (bytes < MAX_WAITING_BYTES && from.isPaused()) from.resume();
    let afterMs = (piece.length * 8_000) / options.bitsPerSecond;
    if (options.chance() < options.stalls) {
      afterMs += STALL_LEAST_MS + options.chance() * (STALL_MOST_MS - STALL_LEAST_MS);
      onStall();
    }
    setTimeout(step, afterMs);
  };
  from.on('data', (data: Buffer) => {
    for (let at = 0; at < data.length; at += PIECE_BYTES) waiting.push(data.subarray(at, at + PIECE_BYTES));
    bytes += data.length;
    if (bytes >= MAX_WAITING_BYTES) from.pause();
    if (isRunning) return;
    isRunning = true;
    step();
  });
  // What was said before the end still arrives.
  from.on('close', () => {
    isOver = true;
    if (!isRunning) into.destroySoon();
  });
}
