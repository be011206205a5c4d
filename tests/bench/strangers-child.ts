import { Agent, request } from 'node:http';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { answerParent } from './child.ts';
import { pause } from './numbers.ts';
import { RawViewer } from './raw-viewer.ts';
import type { BenchBuyer } from './stall.ts';

/** Strangers, in a process of their own: what they do is no part of what the crowd costs. */
export type Strangers = 'forged claims' | 'hello floods' | 'documents';

/** What they did in one run, and what they were answered, by code or status. */
export interface StrangersSeen {
  asked: number;
  answers: Record<string, number>;
  cut: number;
}

const EACH_SECOND = 10;
const AT_ONCE = 50;
/** So far above the head that no log gets there. */
const AHEAD = 1_000_000;
const DOCUMENTS = ['/api/docs/', '/api/docs/swagger-ui-bundle.js', '/openapi.json'];
const LAST_ANSWERS_MS = 500;

const sockets: RawViewer[] = [];
let seen: StrangersSeen = { asked: 0, answers: {}, cut: 0 };
let isOver = true;

function count(answer: string): void {
  seen.answers[answer] = (seen.answers[answer] ?? 0) + 1;
}

function codeOf(reply: Buffer): string {
  return /"code":"([A-Z_]+)"/.exec(reply.toString())?.[1] ?? 'ok';
}

/** Each socket asks ten times a second, all of them spread over the time between. */
async function flood(ask: (socket: RawViewer, number: number) => object): Promise<void> {
  const everyMs = 1_000 / EACH_SECOND;
  for (let round = 0; !isOver; round += 1) {
    const startMs = performance.now();
    for (const [index, socket] of sockets.entries()) {
      if (!socket.isOpen) continue;
      seen.asked += 1;
      socket.send('hello', ask(socket, round * sockets.length + index), (reply) => count(codeOf(reply)));
      if (index % AT_ONCE === 0) await pause(0);
    }
    await pause(Math.max(0, everyMs - (performance.now() - startMs)));
  }
}

/** One stranger reads the documents, one after the other, as long as the run takes. */
async function readDocuments(port: number, agent: Agent): Promise<void> {
  for (let number = 0; !isOver; number += 1) {
    seen.asked += 1;
    count(await statusOf(port, DOCUMENTS[number % DOCUMENTS.length]!, agent));
  }
}

function statusOf(port: number, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const headers = { 'Accept-Encoding': 'br, gzip' };
    const asked = request({ host: '127.0.0.1', port, path, agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(String(answer.statusCode)));
      answer.on('error', () => resolve('broken'));
    });
    asked.on('error', () => resolve('broken'));
    asked.end();
  });
}

answerParent({
  /** They come as guests do. */
  async connect({ port, guests }: { port: number; guests: BenchBuyer[] }): Promise<void> {
    for (const { token } of guests) sockets.push(await RawViewer.connect(port, token));
  },
  /** All join the stream of the next run once, so that none is cut for saying nothing. */
  async join({ slug }: { slug: string }): Promise<void> {
    await Promise.all(sockets.map((socket) => socket.hello({ protocol: PROTOCOL_VERSION, slug })));
  },
  /** Begins; they go on until `end`. */
  begin({
    kind,
    port,
    slug,
    history,
  }: {
    kind: Strangers;
    port: number;
    slug: string;
    history: string;
  }): void {
    seen = { asked: 0, answers: {}, cut: 0 };
    isOver = false;
    const hello = { protocol: PROTOCOL_VERSION, slug };
    if (kind === 'documents') {
      const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
      for (let reader = 0; reader < AT_ONCE; reader += 1) void readDocuments(port, agent);
    } else if (kind === 'hello floods') void flood(() => hello);
    else void flood((_, number) => ({ ...hello, history, seq: AHEAD + number }));
  },
  async end(): Promise<StrangersSeen> {
    isOver = true;
    await pause(LAST_ANSWERS_MS);
    seen.cut = sockets.filter((socket) => !socket.isOpen).length;
    return seen;
  },
});
