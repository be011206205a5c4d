import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerParent } from './child.ts';
import { usage } from './usage.ts';
import { Sender } from './ws-sender.ts';

/** The least that a fan-out can cost: a bare `ws` server that writes frames made beforehand, in a loop. */
interface Sending {
  _sender: { sendFrame(list: Buffer[], callback: () => void): void };
}

let server: WebSocketServer | null = null;
let greeting: Buffer[] | null = null;
const done = () => {};

answerParent({
  async open(): Promise<{ port: number }> {
    const made = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server = made;
    made.on('connection', (socket: WebSocket & Sending) => {
      if (greeting) socket._sender.sendFrame(greeting, done);
      // Whatever anybody says is told to all: a tap.
      socket.on('message', (data) => sendAll([Buffer.concat(framed(data.toString()))]));
    });
    await new Promise<void>((resolve) => made.once('listening', () => resolve()));
    return { port: (made.address() as AddressInfo).port };
  },
  /** From here on whoever comes is told this. */
  greet(text: string): void {
    greeting = [Buffer.concat(framed(text))];
  },
  usage,
  /** Sends each text to everybody, one every so often. @returns the CPU it took in ms, and how many frames went out */
  async send({
    texts,
    everyMs,
  }: {
    texts: string[];
    everyMs: number;
  }): Promise<{ cpuMs: number; frames: number }> {
    const before = process.cpuUsage();
    const startMs = performance.now();
    for (const [index, text] of texts.entries()) {
      const waitMs = startMs + index * everyMs - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      sendAll([Buffer.concat(framed(text))]);
    }
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1_000, frames: (server?.clients.size ?? 0) * texts.length };
  },
});

function sendAll(frame: Buffer[]): void {
  for (const socket of (server?.clients ?? []) as Iterable<WebSocket & Sending>) {
    socket._sender.sendFrame(frame, done);
  }
}

function framed(text: string): Buffer[] {
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  return Sender.frame(Buffer.from(text), options);
}
