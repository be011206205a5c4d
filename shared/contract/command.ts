import * as z from 'zod/mini';
import { commandKey, history } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';

/**
 * Who decides a command. `stream`: the log of the stream that its sender shows. `nobody`: it is a question, answered by the
 * state of that stream. `media`: the stream's live video. `gateway`: the server that hears it. `chat`: the log of the stream's chat. `gathered`: the log of the stream, together with
 * what others ask for in the same half second. A log of another kind whose
 * commands come by the sockets is named here, and the front door does not compile until it is served.
 */
export type Decider = 'stream' | 'nobody' | 'media' | 'gateway' | 'gathered' | 'chat';

/** A command as the wire knows it: what is asked, what an accepted one answers, and who decides it. */
export interface CommandContract<
  Request extends z.ZodMiniType = z.ZodMiniType,
  Reply extends z.ZodMiniType = z.ZodMiniType,
  By extends Decider = Decider,
> {
  request: Request;
  reply: Reply;
  decidedBy: By;
  /** One sentence for the generated description. */
  about: string;
}

/** Declares a command that the stream decides. */
export function contract<Request extends z.ZodMiniType, Reply extends z.ZodMiniType>(
  about: string,
  request: Request,
  reply: Reply,
): CommandContract<Request, Reply, 'stream'> {
  return { about, request, reply, decidedBy: 'stream' };
}

/** Declares one that somebody else decides, or nobody. */
export function contractOf<Request extends z.ZodMiniType, Reply extends z.ZodMiniType, By extends Decider>(
  decidedBy: By,
  about: string,
  request: Request,
  reply: Reply,
): CommandContract<Request, Reply, By> {
  return { about, request, reply, decidedBy };
}

export type RequestOf<C> = C extends CommandContract<infer R, z.ZodMiniType> ? z.infer<R> : never;
export type ReplyOf<C> = C extends CommandContract<z.ZodMiniType, infer R> ? z.infer<R> : never;
/** The names of those commands that somebody decides. */
export type DecidedBy<Commands, By extends Decider> = {
  [C in keyof Commands]: Commands[C] extends { decidedBy: By } ? C : never;
}[keyof Commands];

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
