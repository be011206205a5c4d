import { type RawData, WebSocket } from 'ws';
import { type PeerAnswer, type PeerCall, PeerGone } from '../../ports/peers.ts';
import { frames, GREETING_MS, type Greetings, MAX_CALLS, MAX_FRAME_BYTES, PING_EVERY_MS } from './frames.ts';
import { MAC_CHARACTERS, openSeal, type Sealed } from './seal.ts';

interface Waiting {
  resolve(answer: PeerAnswer): void;
  reject(fault: Error): void;
  timer: NodeJS.Timeout;
}

type Stage = 'challenge' | 'proof' | 'known' | 'over';

/** A link to another node, which carries calls. When it breaks, all waiting calls fail immediately. */
export interface Caller {
  ask(call: PeerCall, timeoutMs: number): Promise<PeerAnswer>;
  close(): void;
}

/**
 * Connects to a node and authenticates both sides.
 * @param onBroken called once when the link is over, also if it was never established
 */
export function callPeer(address: string, greetings: Greetings, onBroken: () => void): Caller {
  const socket = new WebSocket(address, {
    maxPayload: MAX_FRAME_BYTES + MAC_CHARACTERS,
    handshakeTimeout: GREETING_MS,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const waiting = new Map<number, Waiting>();
  /** Calls made before the greeting is complete. */
  let held: string[] = [];
  let stage: Stage = 'challenge';
  let lastId = 0;
  let wasHeard = true;
  /** The number of answers so far, late ones included. */
  let answers = 0;
  const own = greetings.nonce();
  let theirs = '';
  /** The link's seal; null before the greeting is complete. */
  let sealed: Sealed | null = null;

  const greeting = setTimeout(() => over('it did not greet in time'), GREETING_MS);
  const pings = setInterval(() => {
    if (stage !== 'known') return;
    if (!wasHeard) return over('it fell silent');
    wasHeard = false;
    socket.ping();
  }, PING_EVERY_MS);
  pings.unref();

  function over(why: string): void {
    if (stage === 'over') return;
    const mayHaveHeard = stage === 'known';
    stage = 'over';
    clearTimeout(greeting);
    clearInterval(pings);
    held = [];
    socket.terminate();
    onBroken();
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(new PeerGone(`The node at ${address} is gone: ${why}.`, { mayHaveHeard }));
    }
    waiting.clear();
  }

  /** The handler of each stage; returns why the link must end, or null. */
  const stages: Record<Stage, (text: string) => string | null> = {
    challenge(text) {
      const challenge = frames.readChallenge(text);
      if (!challenge) return 'its challenge was none';
      theirs = challenge.challenge;
      stage = 'proof';
      socket.send(JSON.stringify({ challenge: own, proof: greetings.proof('caller', theirs, own) }));
      return null;
    },
    proof(text) {
      const proof = frames.readProof(text);
      if (!proof || !greetings.isProof(proof.proof, 'answerer', own, theirs)) {
        return 'it does not know the secret of this market';
      }
      stage = 'known';
      sealed = openSeal(greetings.linkKey(own, theirs), 'caller');
      clearTimeout(greeting);
      for (const frame of held.splice(0)) socket.send(sealed.seal(frame));
      return null;
    },
    known(frame) {
      const text = sealed?.open(frame) ?? null;
      if (text === null) return 'somebody else has a hand in the line';
      const answer = frames.readAnswer(text);
      if (!answer) return 'its answer was none';
      settle(...answer);
      return null;
    },
    over: () => null,
  };

  function hear(data: RawData, isBinary: boolean): void {
    wasHeard = true;
    const text = isBinary ? '' : String(data);
    const wrong = stages[stage](text);
    if (wrong !== null) over(wrong);
  }

  function settle(id: number, answer: PeerAnswer | string | null): void {
    answers += 1;
    const call = waiting.get(id);
    // A late answer has no waiting call and is dropped.
    if (!call) return;
    waiting.delete(id);
    clearTimeout(call.timer);
    if (answer === null)
      call.reject(new PeerGone(`The node at ${address} takes no more calls.`, { mayHaveHeard: false }));
    else if (typeof answer === 'string') call.reject(new Error(`The node at ${address} failed: ${answer}`));
    else call.resolve(answer);
  }

  socket.on('message', hear);
  socket.on('pong', () => {
    wasHeard = true;
  });
  socket.on('error', (fault) => over(fault.message));
  socket.on('close', () => over('it hung up'));

  return {
    ask(call, timeoutMs) {
      return new Promise((resolve, reject) => {
        if (stage === 'over')
          return reject(new PeerGone(`The node at ${address} is gone.`, { mayHaveHeard: false }));
        if (waiting.size >= MAX_CALLS)
          return reject(
            new PeerGone(`Too many calls wait for ${address}.`, { mayHaveHeard: false, isSlow: true }),
          );
        lastId += 1;
        const id = lastId;
        const frame = frames.call(id, call);
        if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) {
          return reject(
            new PeerGone(`The call is too long for the node at ${address}.`, { mayHaveHeard: false }),
          );
        }
        const before = answers;
        const timer = setTimeout(() => {
          waiting.delete(id);
          const why = `The node at ${address} did not answer in ${timeoutMs} ms.`;
          reject(new PeerGone(why, { mayHaveHeard: true, isSlow: answers > before }));
        }, timeoutMs);
        waiting.set(id, { resolve, reject, timer });
        if (sealed) socket.send(sealed.seal(frame));
        else held.push(frame);
      });
    },
    close: () => over('this node closes'),
  };
}
