import { type MessagePort, parentPort } from 'node:worker_threads';
import { StoreAway } from '../../lib/store-away.ts';
import { StoreOpenError } from '../sql/store-open-error.ts';
import type { AnswerMessage, CallError, CallMessage, Calls, LentMessage } from './worker-rpc-client.ts';

/**
 * The worker's side of a WorkerRpcClient: answers each call, and goes on after one that threw.
 * @param openCalls makes the calls, at the first one: what cannot be opened is an answer, and is tried again later
 */
export function serveWorkerRpc(openCalls: () => Calls): void {
  const port = parentPort;
  if (!port) throw new Error('This file runs as a worker thread.');
  let calls: Calls | null = null;
  /** Calls of other ports, one of each at the most, that came in the midst of something. */
  const held: (() => void)[] = [];

  async function answer(asked: MessagePort, message: CallMessage): Promise<void> {
    const { id } = message;
    let value: unknown;
    try {
      // What was never opened is closed as it is.
      if (message.name !== 'close') calls ??= openCalls();
      value = calls && (await run(calls, message));
    } catch (error) {
      if (id !== null) asked.postMessage({ id, ok: false, error: described(error) } satisfies AnswerMessage);
      return;
    }
    if (id !== null) asked.postMessage({ id, ok: true, value } satisfies AnswerMessage);
  }

  const serve = (asked: MessagePort) =>
    asked.on('message', (message: CallMessage | LentMessage) => {
      if ('lent' in message) {
        serve(message.lent);
        return;
      }
      if (asked !== port && calls?.isInMidst?.()) {
        held.push(() => void answer(asked, message));
        return;
      }
      void answer(asked, message);
      if (held.length > 0 && !calls?.isInMidst?.()) for (const goOn of held.splice(0)) goOn();
    });
  serve(port);
}

/** Makes one call over a port that was lent; the calls of one port come one after the other. */
export function callOver(port: MessagePort, name: string, ...args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The other thread is gone.'));
    port.once('close', gone);
    port.once('message', (answer: AnswerMessage) => {
      port.off('close', gone);
      if (answer.ok) resolve(answer.value);
      else reject(new Error(answer.error.message));
    });
    const message: CallMessage = { id: 0, name, args };
    port.postMessage(message);
  });
}

function run(calls: Calls, { name, args }: CallMessage): unknown {
  const call = calls[name];
  if (!call) throw new Error(`The worker has no call "${name}".`);
  return call(...(args as never[]));
}

function described(error: unknown): CallError {
  if (error instanceof StoreOpenError) {
    const { what, where, howToFix, message, isAway } = error;
    return { message, isAway, openError: { what, where, howToFix } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, isAway: error instanceof StoreAway };
}
