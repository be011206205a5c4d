import type { Ack } from '../../../../shared/contract/answer.ts';
import { type LiveReply, PROTOCOL_VERSION } from '../../../../shared/protocol.ts';
import { doubledMs } from '../../../lib/backoff.ts';
import type { CrowdEars } from './crowd-ears.ts';
import { LeanSocket, type SocketOwner, type Target } from './lean-socket.ts';
import {
  ackId,
  COMMA,
  eventArgs,
  eventLetter,
  firstNumberAt,
  historyOf,
  kindOf,
  read,
  readNumber,
} from './packets.ts';
import { Questions } from './questions.ts';

const PATH = '/socket.io/?EIO=4&transport=websocket';
/** As the client library comes back: 600 ms, doubled with each failure up to 8 s, half more or less (jitter). */
const BACK_MS = 600;
const BACK_MOST_MS = 8_000;
const CONNECT_MS = 8_000;
/** After a gap a screen says hello again within a second, so that a crowd does not come back as one. */
const HELLO_AGAIN_MS = 1_000;

/**
 * One viewer on a bare websocket that writes Socket.IO's packets itself. It follows only its place in the stream, from
 * the first bytes of each frame, by the rule of the real reducer: apply, ignore, or say hello again (see shared/live-view).
 */
export class Viewer implements SocketOwner {
  readonly index: number;
  readonly token: string;
  history = '';
  seq = 0;
  /** Live frames heard, of all kinds. */
  frames = 0;
  /** Frames that began behind this viewer's place: something had been lost on the way. */
  gaps = 0;
  /** Frames that were told a second time; what a hello already said does not count. */
  repeats = 0;
  snapshots = 0;
  /** Times at which the connection was lost. */
  losses = 0;
  /** Why the server closed the connection, or would not take the hello. */
  bye: string | null = null;
  isWelcome = false;
  /** One of the few whose every public event is looked at. */
  isFollowed = false;
  /** Connects again by itself after a loss; false for those whose loss is the point. */
  comesBack = true;
  readonly #slug: string;
  readonly #ears: CrowdEars<Viewer>;
  readonly #target: Target;
  readonly #chance: () => number;
  #socket: LeanSocket | null = null;
  #questions: Questions | null = null;
  #failures = 0;
  #isLeaving = false;
  #isHelloPlanned = false;
  #hellos = 0;
  /** The end of the last frame since the last hello was answered; 0 before it. */
  #toldTo = 0;
  #patience: NodeJS.Timeout | null = null;

  constructor(
    index: number,
    token: string,
    world: { slug: string; ears: CrowdEars<Viewer>; target: Target; chance: () => number },
  ) {
    this.index = index;
    this.token = token;
    this.#slug = world.slug;
    this.#ears = world.ears;
    this.#target = world.target;
    this.#chance = world.chance;
  }

  get isOpen(): boolean {
    return this.#socket?.isOpen === true;
  }

  get bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  connect(): void {
    this.bye = null;
    this.#socket = new LeanSocket(this.#target, PATH, this);
    this.#patience = setTimeout(() => this.#socket?.cut(), CONNECT_MS);
  }

  /** Sends an order's packet; its answer comes to the ears under the even id that it carries. */
  sendOrder(packet: string): void {
    this.#socket?.send(packet);
  }

  /** Asks anything else. @returns null if the connection broke or no answer came in time */
  ask<Reply>(event: string, request: object): Promise<Ack<Reply> | null> {
    const socket = this.#socket;
    if (!socket?.isOpen) return Promise.resolve(null);
    this.#questions ??= new Questions();
    return this.#questions.ask<Reply>(event, request, (packet) => socket.send(packet));
  }

  /** Says hello. @param isFresh asks for a snapshot whatever is known. @returns the answer, or null */
  async hello(isFresh = false): Promise<Ack<LiveReply<'hello'>> | null> {
    const since = isFresh || this.history === '' ? {} : { history: this.history, seq: this.seq };
    this.#hellos += 1;
    const answer = await this.ask<LiveReply<'hello'>>('hello', {
      protocol: PROTOCOL_VERSION,
      slug: this.#slug,
      ...since,
    });
    this.#hellos -= 1;
    this.#toldTo = 0;
    if (answer?.ok) {
      this.#failures = 0;
      if (!this.isWelcome) {
        this.isWelcome = true;
        this.#ears.welcome(this);
      }
    } else if (answer === null) {
      this.#helloAgain();
    } else if ('retryAfterMs' in answer && !this.#isLeaving) {
      setTimeout(() => void this.hello(), answer.retryAfterMs * (1 + this.#chance()));
    } else if (!answer.ok) this.bye = answer.code;
    return answer;
  }

  /** From now on reads only when told to, and then one piece. */
  slowDown(): void {
    if (this.#socket) this.#socket.isSlow = true;
    this.#socket?.pause();
  }

  readOnce(): void {
    this.#socket?.resume();
  }

  /** Asks for everything afresh, and does not care for the answer. */
  askAndForget(): void {
    this.#socket?.send(
      `42/live,1${JSON.stringify(['hello', { protocol: PROTOCOL_VERSION, slug: this.#slug }])}`,
    );
  }

  /** Loses the connection, as when a network goes away. */
  cut(): void {
    this.#socket?.cut();
  }

  leave(): void {
    this.#isLeaving = true;
    this.#socket?.cut();
  }

  opened(): void {}

  text(data: Buffer, start: number, end: number): void {
    switch (kindOf(data, start, end)) {
      case 'event':
        this.#event(data, start, end);
        return;
      case 'ack':
        this.#ack(data, start, end);
        return;
      case 'ping':
        this.#socket?.send('3');
        return;
      case 'engine-open':
        this.#socket?.send(`40/live,${JSON.stringify({ token: this.token })}`);
        return;
      case 'connected':
        this.#calm();
        void this.hello();
        return;
      case 'refused':
      case 'goodbye':
        this.#socket?.cut();
        return;
      case 'other':
    }
  }

  closed(): void {
    this.#calm();
    this.#socket = null;
    this.isWelcome = false;
    this.#questions?.breakOff();
    if (this.#isLeaving) return;
    this.losses += 1;
    this.#ears.lost(this);
    if (!this.comesBack) return;
    this.#failures += 1;
    const pauseMs = doubledMs(this.#failures, BACK_MS, BACK_MOST_MS) * (0.5 + this.#chance());
    setTimeout(() => {
      if (!this.#isLeaving) this.connect();
    }, pauseMs);
  }

  #calm(): void {
    if (this.#patience) clearTimeout(this.#patience);
    this.#patience = null;
  }

  #ack(data: Buffer, start: number, end: number): void {
    const id = ackId(data, start);
    const jsonAt = read.next;
    if (id % 2 === 0) {
      this.#ears.orderAnswered(this, id, data, jsonAt, end);
      return;
    }
    this.#questions?.answer(id, data, jsonAt, end);
  }

  #event(data: Buffer, start: number, end: number): void {
    const letter = eventLetter(data, start);
    switch (letter) {
      case 'd':
        this.#frame(data, start, end);
        break;
      case 's':
        readNumber(data, firstNumberAt(start));
        this.history = historyOf(data, start);
        this.seq = read.value;
        this.snapshots += 1;
        this.#ears.snapshot(this, this.seq, data, start, end);
        break;
      case 'b':
        this.bye = String(eventArgs(data, start, end)[1]);
        return;
      case 'm':
        return;
    }
    this.frames += 1;
    if (this.isFollowed) this.#ears.followed(this, letter, data, start, end);
  }

  #frame(data: Buffer, start: number, end: number): void {
    readNumber(data, firstNumberAt(start));
    const from = read.value;
    if (data[read.next] !== COMMA) throw new Error('A frame has another form than this crowd can read.');
    readNumber(data, read.next + 1);
    const to = read.value;
    this.#ears.frame(this, from, to, data, start, end);
    if (from > this.seq || historyOf(data, start) !== this.history) {
      this.gaps += 1;
      this.#helloAgain();
      return;
    }
    if (this.#hellos === 0) {
      if (to <= this.#toldTo) this.repeats += 1;
      this.#toldTo = to;
    }
    if (to > this.seq) this.seq = to;
  }

  #helloAgain(): void {
    if (this.#isHelloPlanned || this.#isLeaving || !this.isOpen) return;
    this.#isHelloPlanned = true;
    setTimeout(() => {
      this.#isHelloPlanned = false;
      if (this.isOpen) void this.hello();
    }, this.#chance() * HELLO_AGAIN_MS);
  }
}
