import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';

/** A process of the bench's own: asked by name, ended by its id. */
export interface Child {
  readonly pid: number;
  ask<T>(name: string, args?: unknown): Promise<T>;
  end(): Promise<void>;
}

interface Question {
  id: number;
  name: string;
  args: unknown;
}
type Reply = { id: number; value: unknown } | { id: number; error: string };

const END_MS = 5_000;

/** @param entry file name of the child beside this module, without its extension */
export function startChild(entry: string, execArgv: readonly string[] = []): Child {
  const child = fork(new URL(`./${entry}${extname(import.meta.url)}`, import.meta.url), {
    execArgv: [...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  child.on('message', (reply: Reply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(`${entry}: ${reply.error}`));
    else waiting?.resolve(reply.value);
  });
  child.on('exit', () => {
    for (const { reject } of pending.values()) reject(new Error(`${entry} ended before it answered.`));
    pending.clear();
  });
  return {
    pid: child.pid!,
    ask<T>(name: string, args: unknown = null): Promise<T> {
      const question: Question = { id: nextId, name, args };
      nextId += 1;
      return new Promise<T>((resolve, reject) => {
        pending.set(question.id, { resolve: (value) => resolve(value as T), reject });
        child.send(question);
      });
    },
    end: () => ended(child),
  };
}

/** In the child: answers questions one by one as they come, and ends with its parent. */
export function answerParent(answers: Record<string, (args: never) => unknown>): void {
  process.on('message', async ({ id, name, args }: Question) => {
    let reply: Reply;
    try {
      const answer = answers[name];
      if (!answer) throw new Error(`"${name}" is nothing this child can do.`);
      reply = { id, value: (await answer(args as never)) ?? null };
    } catch (error) {
      reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    if (process.connected) process.send?.(reply);
  });
  process.on('disconnect', () => process.exit(0));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await exit;
  clearTimeout(timer);
}
