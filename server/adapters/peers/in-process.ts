import type { Clock } from '../../lib/clock.ts';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from '../../ports/peers.ts';
import { MAX_CALLS } from './frames.ts';

/** The meeting place of nodes in one process. */
export interface PeerHub {
  /** Adds a node, which the others reach at this address once it listens. */
  join(address: string): Peers;
}

/**
 * Connects nodes within one process. Calls and answers cross as JSON, behind the work that is ready now. A closing node
 * is gone for its waiting callers.
 */
export function openPeerHub(clock: Clock): PeerHub {
  const listening = new Map<
    string,
    { answer: (call: PeerCall) => Promise<PeerAnswer>; gone: Set<() => void> }
  >();
  return {
    join(address) {
      let isClosed = false;
      /** The number of answers of each address, late ones included. */
      const answers = new Map<string, number>();
      const answersOf = (to: string) => answers.get(to) ?? 0;
      return {
        ask(to, call, timeoutMs) {
          return new Promise((resolve, reject) => {
            const peer = listening.get(to);
            if (isClosed || !peer)
              return reject(new PeerGone(`There is no node at ${to}.`, { mayHaveHeard: false }));
            if (peer.gone.size >= MAX_CALLS)
              return reject(
                new PeerGone(`Too many calls wait for ${to}.`, { mayHaveHeard: false, isSlow: true }),
              );
            const before = answersOf(to);
            const leave = () =>
              settle(() =>
                reject(
                  new PeerGone(`The node at ${to} is gone.`, {
                    mayHaveHeard: true,
                    isSlow: answersOf(to) > before,
                  }),
                ),
              );
            const callOff = clock.at(clock.nowMs() + timeoutMs, leave);
            const settle = (how: () => void) => {
              callOff();
              peer.gone.delete(leave);
              how();
            };
            peer.gone.add(leave);
            const text = JSON.stringify(call);
            clock.soon(() => {
              if (listening.get(to) !== peer) return;
              peer.answer(JSON.parse(text)).then(
                (answer) => {
                  const given = JSON.stringify(answer);
                  clock.soon(() => {
                    answers.set(to, answersOf(to) + 1);
                    settle(() => resolve(JSON.parse(given)));
                  });
                },
                (fault: unknown) =>
                  settle(() => reject(new Error(`The node at ${to} failed: ${messageOf(fault)}`))),
              );
            });
          });
        },
        async listen(answer) {
          listening.set(address, { answer, gone: new Set() });
          return address;
        },
        async close() {
          isClosed = true;
          const own = listening.get(address);
          listening.delete(address);
          for (const leave of [...(own?.gone ?? [])]) leave();
        },
      };
    },
  };
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
