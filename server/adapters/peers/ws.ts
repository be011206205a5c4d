import { PeerGone, type Peers } from '../../ports/peers.ts';
import { type Answerer, answerPeers } from './answerer.ts';
import { type Caller, callPeer } from './caller.ts';
import { openGreetings } from './frames.ts';

/** Back-off in ms after a failed connection: calls fail without a try meanwhile. */
const BACK_OFF_MS = 500;
const MAX_PEERS = 100;

/**
 * The other nodes over WebSockets: one connection a node, opened by the first call and again after a break. Both sides
 * prove the market's secret, and every frame its order. Frames are authenticated but not encrypted, so the nodes'
 * network should be private.
 */
export function wsPeers(options: {
  master: string;
  /** The host and port on which this node listens; port 0 takes a free one. */
  host: string;
  port: number;
  /** The address for the others, if it is not `ws://host:port`. */
  address?: string | null;
}): Peers {
  const greetings = openGreetings(options.master);
  const callers = new Map<string, Caller>();
  /** The end of each address's back-off, in ms. */
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
