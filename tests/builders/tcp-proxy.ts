import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `up` is from who connected to the target, `down` the way back. */
export type Direction = 'up' | 'down';

/** What a line does to the bytes that pass; everything off is a good line. */
export interface Weather {
  /** Each chunk arrives this much later. */
  latencyMs: number;
  /** Chunks are cut into pieces of this many bytes; 0 leaves them whole. */
  sliceBytes: number;
  /** 0: as fast as it goes. */
  bytesPerSecond: number;
  /** Directions in which bytes wait until the weather is better. */
  stalled: readonly Direction[];
  /** Directions in which bytes vanish: the connection looks open and says nothing. */
  lost: readonly Direction[];
}

/** Sees each chunk of each connection before it goes on, and says what becomes of it; `cut` resets the connection. */
export type Watcher = (direction: Direction, chunk: Buffer, connection: number) => 'pass' | 'lose' | 'cut';

const fine: Weather = { latencyMs: 0, sliceBytes: 0, bytesPerSecond: 0, stalled: [], lost: [] };
/** Bytes of one direction kept back at the most; beyond them the sender has to wait, as on a real line. */
const MAX_WAITING_BYTES = 1_000_000;
/** Pieces that a slice makes of one chunk at the most: a whole snapshot byte by byte would take minutes. */
const MAX_PIECES = 2_000;

/** A bad line between two parties on this machine: listens on a free port of 127.0.0.1 and passes bytes on. */
export class TcpProxy {
  readonly port: number;
  /** Told of every chunk while it is set. */
  watch: Watcher | null = null;
  private weather: Weather = fine;
  private isClosedToAll = false;
  private connections = 0;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server;
  private target: { host: string; port: number };

  private constructor(server: Server, target: { host: string; port: number }) {
    this.server = server;
    this.target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => this.pair(near));
  }

  static async to(port: number, host = '127.0.0.1'): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TcpProxy(server, { host, port });
  }

  /** Sends new connections somewhere else. */
  leadTo(port: number): void {
    this.target = { ...this.target, port };
  }

  /** Changes the line for all that pass now and later. */
  set(weather: Partial<Weather>): void {
    this.weather = { ...fine, ...weather };
  }

  /** A partition that both sides notice: what is open is reset, what comes is refused. */
  cut(): void {
    this.isClosedToAll = true;
    this.reset();
  }

  /** Resets every connection; new ones pass. */
  reset(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  /** A good line again, for what is still open and for what comes. */
  heal(): void {
    this.isClosedToAll = false;
    this.watch = null;
    this.set({});
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pair(near: Socket): void {
    if (this.isClosedToAll) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ ...this.target, noDelay: true });
    near.setNoDelay(true);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    const end = () => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    const connection = ++this.connections;
    void this.pass('up', near, far, connection).catch(end);
    void this.pass('down', far, near, connection).catch(end);
  }

  /** Leads the bytes of one direction, one chunk after the other, through the weather of the moment. */
  private async pass(direction: Direction, from: Socket, to: Socket, connection: number): Promise<void> {
    const waiting: { chunk: Buffer; atMs: number }[] = [];
    let bytes = 0;
    let wake = () => {};
    const woken = () => new Promise<void>((resolve) => (wake = resolve));
    for (const event of ['drain', 'close']) to.on(event, () => wake());
    from.on('end', () => wake());
    from.on('data', (chunk: Buffer) => {
      waiting.push({ chunk, atMs: performance.now() });
      bytes += chunk.length;
      if (bytes > MAX_WAITING_BYTES) from.pause();
      wake();
    });
    while (!to.destroyed) {
      const next = waiting.shift();
      if (!next) {
        if (from.readableEnded) to.end();
        await woken();
        continue;
      }
      bytes -= next.chunk.length;
      if (from.isPaused() && bytes < MAX_WAITING_BYTES / 2) from.resume();
      await pause(next.atMs + this.weather.latencyMs - performance.now());
      while (this.weather.stalled.includes(direction) && !to.destroyed) await pause(10);
      const isLost = this.weather.lost.includes(direction);
      const verdict = isLost ? 'lose' : (this.watch?.(direction, next.chunk, connection) ?? 'pass');
      if (verdict === 'cut') for (const socket of [from, to]) socket.resetAndDestroy();
      if (verdict !== 'pass') continue;
      for (const piece of this.pieces(next.chunk)) {
        to.write(piece);
        while (to.writableNeedDrain && !to.destroyed) await woken();
        const { bytesPerSecond } = this.weather;
        if (bytesPerSecond > 0) await pause((piece.length * 1_000) / bytesPerSecond);
        else if (piece.length < next.chunk.length) await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  private pieces(chunk: Buffer): Buffer[] {
    const { sliceBytes } = this.weather;
    if (sliceBytes === 0) return [chunk];
    const size = Math.max(sliceBytes, Math.ceil(chunk.length / MAX_PIECES));
    return Array.from({ length: Math.ceil(chunk.length / size) }, (_, n) =>
      chunk.subarray(n * size, (n + 1) * size),
    );
  }
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
