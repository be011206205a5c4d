import { LeanSocket } from '../../server/tools/lab/wire/lean-socket.ts';
import { firstNumberAt, read, readNumber } from '../../server/tools/lab/wire/packets.ts';

const NAMESPACE = '/live,';
/** Where the letter of an event stands in `42/live,["d",…`. */
const EVENT_AT = 10;
const OPEN_MS = 30_000;

/** What one connection has heard. */
export interface Heard {
  /** Events by their name: s, d, h, g, m(e), b(ye), c(hat:…). */
  frames: Record<string, number>;
  /** The newest frames of the view as they came, at most this viewer's `keep`. */
  kept: string[];
  /** When each of them came, in ms of this process. */
  keptMs: number[];
}

/**
 * A viewer on the load lab's bare websocket that writes Socket.IO's packets itself: a fraction of what the client library
 * costs, so that two cores can hold thousands beside the server.
 */
export class RawViewer {
  readonly heard: Heard = { frames: {}, kept: [], keptMs: [] };
  /** How many frames of an event to keep, by its first letter: `d`, or `c` of a chat. */
  keep = 0;
  keepsEvent = 'd';
  /** Told the place that a `d` frame brings the screen to. */
  onPlace: ((seq: number) => void) | null = null;
  /** Told the newest snapshot as it came. */
  onSnapshotText: ((text: string) => void) | null = null;
  #nextAck = 0;
  #onSnapshot: () => void = () => {};
  #onCut: (fault: Error) => void = () => {};
  readonly #acks = new Map<number, (reply: Buffer) => void>();
  readonly #socket: LeanSocket;
  /** How its being let in ends; null once it has. */
  #letIn: { resolve(): void; reject(error: Error): void } | null = null;

  private constructor(port: number, token: string, localAddress: string | undefined) {
    const target = { host: '127.0.0.1', port, ...(localAddress !== undefined && { localAddress }) };
    this.#socket = new LeanSocket(target, '/socket.io/?EIO=4&transport=websocket', {
      opened: () => {},
      text: (data, start, end) => {
        const message = data.subarray(start, end);
        if (this.#letIn) this.#enter(message.toString(), token);
        else this.#hear(message);
      },
      closed: () => {
        this.#letIn?.reject(new Error('A viewer was turned away.'));
        this.#onCut(new Error('A viewer was cut off before the answer.'));
      },
    });
  }

  /** @param localAddress where it comes from; absent: where everybody is who says nothing of it */
  static async connect(port: number, token: string, localAddress?: string): Promise<RawViewer> {
    const viewer = new RawViewer(port, token, localAddress);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('A viewer was not let in in time.')), OPEN_MS);
      viewer.#letIn = { resolve, reject };
    }).finally(() => {
      clearTimeout(timer);
      viewer.#letIn = null;
    });
    return viewer;
  }

  /** Bytes that came in over the wire, with all framing, since it was opened. */
  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  /** A command of it has no answer yet. */
  get isWaiting(): boolean {
    return this.#acks.size > 0;
  }

  get isOpen(): boolean {
    return this.#socket.isOpen;
  }

  /** Sends a command; `onReply` gets the bytes of its ack, good only during the call. */
  send(event: string, request: unknown, onReply: (reply: Buffer) => void): void {
    const id = this.#nextAck;
    this.#nextAck += 1;
    this.#acks.set(id, onReply);
    this.#socket.send(`42${NAMESPACE}${id}${JSON.stringify([event, request])}`);
  }

  /** Joins a stream: resolves when both the snapshot and the ack are here. Told to come again, it does, as a page does. */
  hello(request: object): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) {
        reject(new Error('A viewer was cut off before the question.'));
        return;
      }
      let missing = 2;
      const one = () => {
        missing -= 1;
        if (missing === 0) resolve();
      };
      this.#onCut = reject;
      this.#onSnapshot = one;
      const say = () =>
        this.send('hello', request, (reply) => {
          if (isOk(reply)) return one();
          const retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(reply.toString())?.[1]);
          if (Number.isNaN(retryAfterMs)) reject(new Error(reply.toString()));
          else setTimeout(say, retryAfterMs);
        });
      say();
    });
  }

  close(): void {
    this.#socket.cut();
  }

  /** Slow, it stops after each read until `sip`: what it is sent waits in the buffers of both ends. */
  set isSlow(isSlow: boolean) {
    this.#socket.isSlow = isSlow;
    this.#socket.resume();
  }

  /** Reads once, where it is slow. */
  sip(): void {
    this.#socket.resume();
  }

  /** The greetings of Engine.IO and Socket.IO, up to where it is let in. */
  #enter(text: string, token: string): void {
    if (text.startsWith('0')) this.#socket.send(`40${NAMESPACE}${JSON.stringify({ token })}`);
    else if (text.startsWith('44')) this.#letIn?.reject(new Error(text));
    else if (text.startsWith('40')) {
      this.#letIn?.resolve();
      this.#letIn = null;
    }
  }

  /** @param data good only during the call */
  #hear(data: Buffer): void {
    if (data.length === 1) {
      this.#socket.send('3');
      return;
    }
    if (data[1] === 0x33) {
      const end = data.indexOf(0x5b);
      const id = Number(data.toString('latin1', 2 + NAMESPACE.length, end));
      const onReply = this.#acks.get(id);
      this.#acks.delete(id);
      onReply?.(data);
      return;
    }
    const event = String.fromCharCode(data[EVENT_AT] ?? 0);
    this.heard.frames[event] = (this.heard.frames[event] ?? 0) + 1;
    if (event === 's') {
      this.onSnapshotText?.(data.toString());
      this.#onSnapshot();
    }
    if (event === 'd' && this.onPlace) {
      readNumber(data, firstNumberAt(0));
      readNumber(data, read.next + 1);
      this.onPlace(read.value);
    }
    if (event === this.keepsEvent && this.heard.kept.length < this.keep) {
      this.heard.kept.push(data.toString());
      this.heard.keptMs.push(performance.now());
    }
  }
}

/** True iff an ack accepts: `43/live,7[{"ok":true,…`. */
export function isOk(reply: Buffer): boolean {
  const at = reply.indexOf(0x5b) + 1;
  return reply.toString('latin1', at, at + 10) === '{"ok":true';
}
