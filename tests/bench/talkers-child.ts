import { constants, setPriority } from 'node:os';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { addressOf } from '../../server/tools/lab/wire/networks.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { answerParent } from './child.ts';
import { pause } from './numbers.ts';
import { RawViewer } from './raw-viewer.ts';
import type { BenchBuyer } from './stall.ts';

/** Those who talk, in a process of their own: what it costs to type is no part of what orders cost. */
export interface Talk {
  /** Lines a second that are offered, each other words, by one after the other. */
  lines: number;
  /** Taps on ♥ a second. */
  hearts: number;
}
/** What they sent, and what they were answered, by code. */
export interface Talked {
  offered: number;
  answers: Record<string, number>;
}

const LOOPBACK = 'http://127.0.0.1';
const STEP_MS = 10;
const TAPS_AT_ONCE = 5;
const WORDS = 'the potatoes honey walnuts of Jianchuan Shaxi keep well how long does box weigh'.split(' ');

const talkers: RawViewer[] = [];
let talked: Talked = { offered: 0, answers: {} };
let isOver = true;

function lineOf(number: number): string {
  const words = Array.from({ length: 7 }, (_, at) => WORDS[(number * (at + 3) + at) % WORDS.length]);
  return `${words.join(' ')} ${number.toString(36)}${systemIds.next().slice(-6)}`;
}

async function talk({ lines, hearts }: Talk): Promise<void> {
  const startMs = performance.now();
  let said = 0;
  let tapped = 0;
  while (!isOver) {
    const seconds = (performance.now() - startMs) / 1_000;
    for (; said < seconds * lines; said += 1) {
      const talker = talkers[said % talkers.length]!;
      talked.offered += 1;
      talker.send('chat:post', { key: systemIds.next(), text: lineOf(said) }, (reply) => {
        const code = /"code":"([A-Z_]+)"/.exec(reply.toString())?.[1] ?? 'ok';
        talked.answers[code] = (talked.answers[code] ?? 0) + 1;
      });
    }
    for (; tapped < seconds * hearts; tapped += TAPS_AT_ONCE) {
      talkers[(tapped / TAPS_AT_ONCE) % talkers.length]!.send('chat:heart', { taps: TAPS_AT_ONCE }, () => {});
    }
    await pause(STEP_MS);
  }
}

// They stand for phones elsewhere: who orders and the server have the cores first. What they could not offer is printed.
setPriority(constants.priority.PRIORITY_LOW);

answerParent({
  /** Each comes from a network of its own, as far as there are some. */
  async connect({ port, guests }: { port: number; guests: BenchBuyer[] }): Promise<void> {
    for (const [index, { token }] of guests.entries()) {
      talkers.push(await RawViewer.connect(port, token, addressOf(index + 1, LOOPBACK)));
    }
  },
  async join({ slug }: { slug: string }): Promise<void> {
    await Promise.all(talkers.map((talker) => talker.hello({ protocol: PROTOCOL_VERSION, slug })));
  },
  /** Begins; they go on until `end`. */
  begin(what: Talk): void {
    talked = { offered: 0, answers: {} };
    isOver = false;
    void talk(what);
  },
  async end(): Promise<Talked> {
    isOver = true;
    await pause(500);
    return talked;
  },
});
