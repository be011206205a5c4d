import { PeerGone, type Peers } from '../../ports/peers.ts';
import { type Answerer, answerPeers } from './answerer.ts';
import { type Caller, callPeer } from './caller.ts';
import { openGreetings } from './frames.ts';

/** A node that could not be reached is not tried again for so long: asking it costs nothing meanwhile. */
const BACK_OFF_MS = 500;
const MAX_PEERS = 100;

/**
 * The other nodes over WebSockets: one connection per node, made with the first call to it and again after it broke.
 * Both sides prove the market's secret, and each frame proves that it is the next one of that side. What is said is not
 * hidden, and whoever is on the way can still break a line: the nodes' own network should be a private one.
 */
export function wsPeers(options: {
  master: string;
  /** Where this node listens for the others; port 0 takes a free one. */
  host: string;
  port: number;
  /** How the others reach this node, if that is not `ws://host:port`. */
  address?: string | null;
}): Peers {
  const greetings = openGreetings(options.master);
  const callers = new Map<string, Caller>();
  /** Address → until when it is not tried again. */
  const resting = new Map<string, number>();
  let answerer: Answerer | null = null;
  let isClosed = false;

  function callerTo(address: string): Caller {
    const open = callers.get(address);
    if (open) return open;
    if (isClosed) throw new PeerGone('This node closes.', { mayHaveHeard: false });
    if ((resting.get(address) ?? 0) > performance.now()) {
      throw new PeerGone(`The node at ${address} could not be reached a moment ago.`, {
        mayHaveHeard: false,
      });
    }
    if (callers.size >= MAX_PEERS) throw new PeerGone('There are too many nodes.', { mayHaveHeard: false });
    if (!isAddress(address)) throw new PeerGone('That is no address of a node.', { mayHaveHeard: false });
    const caller = callPeer(address, greetings, () => {
      callers.delete(address);
      rest(address);
    });
    callers.set(address, caller);
    return caller;
  }

  function rest(address: string): void {
    const nowMs = performance.now();
    for (const [other, untilMs] of resting) if (untilMs <= nowMs) resting.delete(other);
    resting.set(address, nowMs + BACK_OFF_MS);
  }

  return {
    async ask(address, call, timeoutMs) {
      return callerTo(address).ask(call, timeoutMs);
    },
    async listen(answer) {
      if (isClosed || answerer) throw new Error('This node listens already, or is closed.');
      const { host, port } = options;
      answerer = await answerPeers({ host, port, greetings, answer });
      return options.address || `ws://${host.includes(':') ? `[${host}]` : host}:${answerer.port}`;
    },
    async close() {
      isClosed = true;
      for (const caller of callers.values()) caller.close();
      await answerer?.close();
    },
  };
}

function isAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'ws:';
}
