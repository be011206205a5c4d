import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerParent } from './child.ts';
import { Sender } from './ws-sender.ts';

/** The least that a fan-out can cost: a bare `ws` server that writes frames made beforehand, in a loop. */
interface Sending {
  _sender: { sendFrame(list: Buffer[], callback: () => void): void };
}

let server: WebSocketServer | null = null;
const done = () => {};

answerParent({
  async open(): Promise<{ port: number }> {
    const made = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server = made;
    await new Promise<void>((resolve) => made.once('listening', () => resolve()));
    return { port: (made.address() as AddressInfo).port };
  },
  /** Sends each text to everybody, one every so often. @returns the CPU it took in ms, and how many frames went out */
  async send({
    texts,
    everyMs,
  }: {
    texts: string[];
    everyMs: number;
  }): Promise<{ cpuMs: number; frames: number }> {
    const sockets = [...(server?.clients ?? [])] as (WebSocket & Sending)[];
    const before = process.cpuUsage();
    const startMs = performance.now();
    for (const [index, text] of texts.entries()) {
      const waitMs = startMs + index * everyMs - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const frame = [Buffer.concat(framed(text))];
      for (const socket of sockets) socket._sender.sendFrame(frame, done);
    }
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1_000, frames: sockets.length * texts.length };
  },
});

function framed(text: string): Buffer[] {
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  return Sender.frame(Buffer.from(text), options);
}
