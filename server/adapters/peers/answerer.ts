import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { PeerAnswer, PeerCall } from '../../ports/peers.ts';
import { frames, GREETING_MS, type Greetings, MAX_CALLS, MAX_FRAME_BYTES } from './frames.ts';
import { MAC_CHARACTERS, openSeal, type Sealed } from './seal.ts';
import { openStrangers } from './strangers.ts';

/** Bound of links of authenticated nodes. */
const MAX_LINKS = 500;
const CLOSE_MS = 1_000;

/** A server that answers other nodes on its own port. */
export interface Answerer {
  port: number;
  /** Takes no new call, finishes the running ones within a second, and closes. */
  close(): Promise<void>;
}

/**
 * Opens the port. A connection without proof of the market's secret within a second is cut. So is one with a frame that
 * is not the caller's next.
 */
export async function answerPeers(options: {
  host: string;
  port: number;
  greetings: Greetings;
  answer: (call: PeerCall) => Promise<PeerAnswer>;
}): Promise<Answerer> {
  const { host, port, greetings, answer } = options;
  const http = createServer({
    headersTimeout: GREETING_MS,
    requestTimeout: GREETING_MS,
    connectionsCheckingInterval: GREETING_MS,
  });
  const server = new WebSocketServer({
    server: http,
    maxPayload: MAX_FRAME_BYTES + MAC_CHARACTERS,
    perMessageDeflate: false,
  });
  const strangers = openStrangers(GREETING_MS);
  http.on('connection', (socket) => strangers.enter(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    http.listen(port, host, resolve);
  });
  let links = 0;
  let isClosing = false;
  let answering = 0;
  let onIdle = () => {};

  server.on('error', () => {});
  server.on('connection', (socket, request) => {
    socket.on('error', () => socket.terminate());
    if (isClosing) return socket.terminate();
    strangers.grant(request.socket);
    const own = greetings.nonce();
    socket.once('message', (data, isBinary) => {
      const greeting = isBinary ? null : frames.readGreeting(String(data));
      const isKnown = greeting && greetings.isProof(greeting.proof, 'caller', own, greeting.challenge);
      if (!isKnown || links >= MAX_LINKS) return socket.terminate();
      strangers.leave(request.socket);
      links += 1;
      socket.once('close', () => {
        links -= 1;
      });
      socket.send(JSON.stringify({ proof: greetings.proof('answerer', greeting.challenge, own) }));
      serve(socket, openSeal(greetings.linkKey(greeting.challenge, own), 'answerer'));
    });
    socket.send(JSON.stringify({ challenge: own }));
  });

  function serve(socket: WebSocket, sealed: Sealed): void {
    let running = 0;
    const say = (frame: string) => {
      if (socket.readyState === socket.OPEN) socket.send(sealed.seal(frame));
    };
    socket.on('message', (data: RawData, isBinary: boolean) => {
      const text = isBinary ? null : sealed.open(String(data));
      const call = text === null ? null : frames.readCall(text);
      if (!call) return socket.terminate();
      const [id, { use, args }] = call;
      if (isClosing) return say(frames.unheard(id));
      if (running >= MAX_CALLS) return say(frames.fault(id, 'too many calls at once'));
      running += 1;
      answering += 1;
      answer({ use, args })
        .then((given) => {
          const frame = frames.answer(id, given);
          const isTooLong = Buffer.byteLength(frame) > MAX_FRAME_BYTES;
          say(isTooLong ? frames.fault(id, 'the answer is too long') : frame);
        })
        .catch((fault: unknown) =>
          say(frames.fault(id, fault instanceof Error ? fault.message : String(fault))),
        )
        .finally(() => {
          running -= 1;
          answering -= 1;
          if (answering === 0) onIdle();
        });
    });
  }

  return {
    port: (http.address() as AddressInfo).port,
    async close() {
      isClosing = true;
      if (answering > 0) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
          setTimeout(resolve, CLOSE_MS).unref();
        });
      }
      server.close();
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      // close() sends its frame after the data; a peer that does not answer it is cut.
      for (const socket of server.clients) socket.close();
      setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
        http.closeAllConnections();
      }, CLOSE_MS / 5).unref();
      await closed;
    },
  };
}
