import { parentPort } from 'node:worker_threads';
import { StoreOpenError } from './store-open-error.ts';
import type { AnswerMessage, CallError, CallMessage, Calls } from './worker-link.ts';

/** The worker's side of a WorkerLink: answers each call, and goes on after one that threw. */
export function answerCalls(calls: Calls): void {
  const port = parentPort;
  if (!port) throw new Error('This file runs as a worker thread.');
  port.on('message', (message: CallMessage) => {
    const answer = run(calls, message);
    port.postMessage(answer);
  });
}

function run(calls: Calls, { id, name, args }: CallMessage): AnswerMessage {
  try {
    const call = calls[name];
    if (!call) throw new Error(`The worker has no call "${name}".`);
    return { id, ok: true, value: call(...(args as never[])) };
  } catch (error) {
    return { id, ok: false, error: described(error) };
  }
}

function described(error: unknown): CallError {
  if (error instanceof StoreOpenError) {
    const { what, where, howToFix, message } = error;
    return { message, openError: { what, where, howToFix } };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
