import * as z from 'zod/mini';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { consoleCommands, isMediaCommand } from '../../shared/protocol.ts';
import { id } from '../../shared/values/ids.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import { parseBy } from '../peers/arguments.ts';

const text = (most: number) => z.string().check(z.maxLength(most));
/** A slug as an address had it. Whether the stream exists is judged by the look-up. */
const slug = text(200);
const node = text(100);
const key = z.nullable(text(200));
const sdp = text(200_000);
const count = z.int().check(z.gte(0));
const session = z.object({ kind: z.enum(['whip', 'whep']), slug, sessionId: text(200), key });
const sessionUse = z.enum(['find', 'restart', 'end']);
const point = z.object({
  ip: text(100),
  port: z.int().check(z.gte(1), z.lte(65_535)),
  srtp: z.object({ cryptoSuite: text(50), keyBase64: text(200) }),
});
/** The media worker judges the content; here only the form counts. */
const call = z.looseObject({ codecs: z.array(z.looseObject({ mimeType: text(100) })) });
const seat = z.object({ seatId: id, isStaff: z.boolean() });

/** The arguments of each call of live video. */
const calls = {
  publish: z.tuple([slug, key, text(1_000), sdp]),
  play: z.tuple([slug, text(200), sdp]),
  find: z.tuple([session]),
  restart: z.tuple([session]),
  end: z.tuple([session]),
  session: z.tuple([sessionUse, session]),
  pipe: z.tuple([z.object({ streamId: id, node, address: text(500), point, call })]),
  send: z.tuple([id, node, text(100), text(100)]),
  shut: z.tuple([id, node, z.nullable(text(100))]),
  playlist: z.tuple([slug]),
  piece: z.tuple([slug, text(200), count]),
  still: z.tuple([slug]),
  seat: z.tuple([id, node, seat, text(100), z.unknown()]),
  leave: z.tuple([id, node, id]),
  news: z.tuple([id, node, count, count]),
} as const;

export type MediaUse = keyof typeof calls;

const COMMAND = 3;
const REQUEST = 4;

export function isMediaUse(use: string): use is MediaUse {
  return Object.hasOwn(calls, use);
}

/** The checked arguments of another node's call, or BAD_REQUEST with the invalid place. */
export function mediaArguments(use: MediaUse, args: readonly unknown[]): Result<unknown[], Refusal> {
  const parsed = parseBy(calls[use], args, 'args');
  if (!parsed.ok) return parsed;
  const given = [...(parsed.value as unknown[])];
  if (use !== 'seat') return ok(given);
  const command = given[COMMAND] as keyof typeof consoleCommands;
  if (!Object.hasOwn(consoleCommands, command) || !isMediaCommand(command)) {
    return refuse({ code: 'BAD_REQUEST', field: `args.${COMMAND}` });
  }
  const request = parseBy(consoleCommands[command].request, given[REQUEST], `args.${REQUEST}`);
  if (!request.ok) return request;
  given[REQUEST] = request.value;
  return ok(given);
}
