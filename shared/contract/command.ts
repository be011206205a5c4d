import * as z from 'zod/mini';
import { commandKey, history } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';

/** A command as the wire knows it: what is asked, and what an accepted one answers. */
export interface CommandContract<
  Request extends z.ZodMiniType = z.ZodMiniType,
  Reply extends z.ZodMiniType = z.ZodMiniType,
> {
  request: Request;
  reply: Reply;
  /** One sentence for the generated description. */
  about: string;
}

export function contract<Request extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  about: string,
  request: Request,
  reply: Reply,
): CommandContract<Request, Reply> {
  return { about, request, reply };
}

export type RequestOf<C> = C extends CommandContract<infer R, z.ZodMiniType> ? z.infer<R> : never;
export type ReplyOf<C> = C extends CommandContract<z.ZodMiniType, infer R> ? z.infer<R> : never;

/**
 * What every command carries. `inDoubt` says that an earlier try under this key may be under way yet: it had no
 * answer, or `UNAVAILABLE`, or `INTERNAL`. A no is then written down like a yes, so that no late try undoes it (I2).
 * `history` is the one that the log had, as far as the sender knew, when the key was made; it stays with the key. It says
 * that the key is newer than a restore, whatever the sender's clock believes (I5).
 */
export const keyed = {
  key: commandKey,
  inDoubt: z.optional(z.literal(true)),
  history: z.optional(history),
};

/** Every accepted mutation says where it stands in the log; `replay` marks a repeated key's first answer. */
export const accepted = { seq: z.int(), replay: z.optional(z.boolean()) };

/** The last console fact on what is changed (L4). */
export const version = z.int().check(z.gte(0));
/** An accepted console command says its new version, and until when it can be undone (L5). */
export const consoleAccepted = z.strictObject({ ...accepted, version, undoUntilMs: z.nullable(epochMs) });
