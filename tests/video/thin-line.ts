import { createSocket, type Socket } from 'node:dgram';
import type { Page } from 'playwright-core';

/** The way of media to one page, as wide as a test wants it. */
export interface ThinLine {
  /** Bits per second from the server to the page; null for no limit. */
  limit(bitsPerSecond: number | null): void;
  close(): void;
}

/** What waits longer than this in a full line is lost, as in a real router. */
const MOST_QUEUED_MS = 300;

/**
 * Leads a page's media through a relay: the addresses in the server's answers are replaced by the relay's on their way
 * to the page. Loopback itself can't be made narrow.
 */
export async function aThinLine(page: Page): Promise<ThinLine> {
  const relays = new Map<number, Promise<number>>();
  const sockets: Socket[] = [];
  let limit: number | null = null;
  /** Until when the narrow line is busy with what was given to it, ms. */
  let busyUntil = 0;

  function relayTo(serverPort: number): Promise<number> {
    const known = relays.get(serverPort);
    if (known) return known;
    const made = new Promise<number>((resolve) => {
      const front = createSocket('udp4');
      const back = createSocket('udp4');
      sockets.push(front, back);
      let pagePort = 0;
      front.on('message', (packet, from) => {
        pagePort = from.port;
        back.send(packet, serverPort, '127.0.0.1');
      });
      back.on('message', (packet) => {
        const send = () => pagePort > 0 && front.send(packet, pagePort, '127.0.0.1');
        if (limit === null) {
          send();
          return;
        }
        const now = performance.now();
        const start = Math.max(now, busyUntil);
        if (start - now > MOST_QUEUED_MS) return;
        busyUntil = start + (8_000 * packet.length) / limit;
        setTimeout(send, busyUntil - now);
      });
      front.bind(0, '127.0.0.1', () => back.bind(0, '127.0.0.1', () => resolve(front.address().port)));
    });
    relays.set(serverPort, made);
    return made;
  }

  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    // One after the other, so that an answer that waits for its relay is not overtaken.
    let turn = Promise.resolve();
    server.onMessage((message) => {
      turn = turn.then(async () => socket.send(await throughRelays(String(message))));
    });
  });

  async function throughRelays(message: string): Promise<string> {
    if (!message.includes('"iceCandidates"')) return message;
    const start = message.indexOf('[');
    const [answer] = JSON.parse(message.slice(start)) as [{ line: { iceCandidates: Candidate[] } }];
    const candidates = answer.line.iceCandidates.filter(({ protocol }) => protocol === 'udp');
    for (const candidate of candidates) candidate.port = await relayTo(candidate.port);
    answer.line.iceCandidates = candidates;
    return message.slice(0, start) + JSON.stringify([answer]);
  }

  return {
    limit(bitsPerSecond) {
      limit = bitsPerSecond;
      busyUntil = 0;
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

interface Candidate {
  protocol: 'udp' | 'tcp';
  port: number;
}
