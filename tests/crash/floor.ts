import { io, type Socket } from 'socket.io-client';
import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import { type ConsoleCommand, type LiveCommand, PROTOCOL_VERSION } from '../../shared/protocol.ts';
import type { Door } from './shopper.ts';

const ANSWER_MS = 4_000;
export const FLASH_SECONDS = 10;

/** The host at a console: as soon as one flash price is over, the next one starts. */
export class CrashHost {
  /** Flashes that the server said had started: id → planned end. */
  readonly planned = new Map<string, number>();
  private socket: Socket | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly story: { token: string; slug: string; nextKey: () => string };

  constructor(story: { token: string; slug: string; nextKey: () => string }) {
    this.story = story;
  }

  connect(door: Door, stays = false): void {
    this.socket?.disconnect();
    const socket = io(`http://127.0.0.1:${door()}/console`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: this.story.token },
    });
    this.socket = socket;
    let version = 0;
    socket.on('c', (frame: ConsoleFrame) => {
      const item = frame.items.find(({ itemNumber }) => itemNumber === 1);
      if (item) version = item.version;
    });
    socket.on('connect', () => {
      void socket
        .timeout(ANSWER_MS)
        .emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug: this.story.slug })
        .catch(() => socket.disconnect());
    });
    const back = () => {
      if (stays && this.socket === socket)
        setTimeout(() => this.socket === socket && this.connect(door, true), 200);
    };
    socket.on('disconnect', back).on('connect_error', back);
    if (this.timer) clearInterval(this.timer);
    this.timer = setInterval(() => void this.flash(socket, version).catch(() => {}), 400);
  }

  /** The planned end of the flash that runs now, or null. */
  runningUntil(nowMs: number): number | null {
    const ends = [...this.planned.values()].filter((endsAtMs) => endsAtMs > nowMs);
    return ends.at(-1) ?? null;
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  disconnect(): void {
    const { socket } = this;
    this.socket = null;
    socket?.disconnect();
  }

  private async flash(socket: Socket, version: number): Promise<void> {
    if (!socket.connected || version === 0 || this.runningUntil(Date.now()) !== null) return;
    const request = {
      key: this.story.nextKey(),
      itemNumber: 1,
      version,
      priceMinor: 1_990,
      startsAtMs: null,
      durationSeconds: FLASH_SECONDS,
      prelaunchSeconds: 0,
      cap: 200,
      perBuyerCap: 20,
      afterEnd: 'list',
      fundedBy: 'shop',
    };
    const sentAtMs = Date.now();
    const ack = (await socket.timeout(ANSWER_MS).emitWithAck('flash-sale:start', request)) as Ack<{
      flashId: string;
    }>;
    if (ack.ok) this.planned.set(ack.flashId, sentAtMs + FLASH_SECONDS * 1_000);
  }
}

/** One command of a host, on a connection of its own. */
export const hostSays = (at: Speaker, command: ConsoleCommand, request: object) =>
  says('console', at, command, request);

/** One command of a buyer, likewise. Rejects if there is no answer. */
export const buyerSays = (at: Speaker, command: LiveCommand, request: object) =>
  says('live', at, command, request);

interface Speaker {
  token: string;
  port: number;
  slug: string;
}

async function says(namespace: string, at: Speaker, command: string, request: object): Promise<Ack<object>> {
  const socket = io(`http://127.0.0.1:${at.port}/${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token: at.token },
  });
  try {
    await socket.timeout(ANSWER_MS).emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug: at.slug });
    return (await socket.timeout(ANSWER_MS).emitWithAck(command, request)) as Ack<object>;
  } finally {
    socket.disconnect();
  }
}
