import type { ToldHead } from '../event-log/ports/head-bus.ts';

/** One call of a use case, as it travels from node to node: plain JSON. */
export interface PeerCall {
  use: string;
  args: unknown[];
}

/** A call's answer, and how far the log had come by then: who asked reads at least that far (INV16). */
export interface PeerAnswer {
  /** Plain JSON; null for none. */
  value: unknown;
  head: ToldHead | null;
}

/** What is known of a node that gave no answer. */
interface Gone {
  /** False if the call has never left: nobody there can be at work on it. */
  mayHaveHeard: boolean;
  /** True if it answered other calls meanwhile: it is there, and has too much to do. */
  isSlow?: boolean;
}

/** The node could not be reached, or did not answer in time. */
export class PeerGone extends Error {
  readonly mayHaveHeard: boolean;
  readonly isSlow: boolean;

  constructor(message: string, { mayHaveHeard, isSlow = false }: Gone) {
    super(message);
    this.mayHaveHeard = mayHaveHeard;
    this.isSlow = isSlow;
  }
}

/** The other nodes, each under the address that it wrote into a log's head. */
export interface Peers {
  /** Asks a node. Rejects with PeerGone after `timeoutMs` at the latest. Calls in flight are bounded. */
  ask(address: string, call: PeerCall, timeoutMs: number): Promise<PeerAnswer>;
  /** Answers the others from now on; only callers that know the market's secret are heard. @returns own address */
  listen(answer: (call: PeerCall) => Promise<PeerAnswer>): Promise<string>;
  close(): Promise<void>;
}
