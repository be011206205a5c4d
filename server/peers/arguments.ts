import * as z from 'zod/mini';
import { paymentOutcome } from '../../shared/contract/payment.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import { staffRole } from '../../shared/market/account/contract.ts';
import { MAX_REQUESTS_AT_ONCE } from '../../shared/market/show-request/bounds.ts';
import { consoleCommands, liveCommands } from '../../shared/protocol.ts';
import { commandKey, history, id, itemNumber } from '../../shared/values/ids.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import { epochMs } from '../../shared/values/time.ts';
import { refusalAck } from '../application/ack.ts';
import type { BuyerActor, StaffActor } from '../application/application.ts';
import { isBuyerCommand, isStaffCommand } from '../market/market.ts';
import type { ShowRequest } from '../market/show-request/decide.ts';
import type { PaymentNotice } from '../ports/payments.ts';
import type { PeerAnswer, PeerCall } from '../ports/peers.ts';
import { isForwardable } from './answer.ts';
import { type Forwardable, MAX_AGE_MS } from './forwardable.ts';

/** Bound of a network's text: the longest is IPv6, `1234:1234:1234::/48`. */
const MAX_NETWORK = 50;

const text = (most: number) => z.string().check(z.maxLength(most));
/** A field without a place here does not reach the rules. A new field of an actor does not compile without one. */
const buyer = z.object({
  buyerId: id,
  allIds: z.array(id).check(z.minLength(1), z.maxLength(10_000)),
  pagesAt: z.optional(text(2_000)),
  network: z.optional(text(MAX_NETWORK)),
  isPracticeOff: z.optional(z.boolean()),
} satisfies Record<keyof BuyerActor, z.ZodMiniType>);
const staff = z.object({
  staffId: text(100),
  name: text(200),
  role: staffRole,
  device: text(200),
} satisfies Record<keyof StaffActor, z.ZodMiniType>);
const notice = z.object({
  noticeId: text(200),
  paymentId: text(200),
  orderId: id,
  amountMinor: z.int(),
  outcome: paymentOutcome,
} satisfies Record<keyof PaymentNotice, z.ZodMiniType>);
const asked = z.object({ buyerId: id, itemNumber } satisfies Record<keyof ShowRequest, z.ZodMiniType>);
const ageMs = z.int().check(z.gte(0), z.lte(MAX_AGE_MS));

/** The arguments of each use case; a command's request is parsed by its own schema, as at the gateway. */
const calls = {
  live: z.tuple([buyer, id, text(100), z.unknown(), ageMs, z.nullable(epochMs)]),
  requestShows: z.tuple([z.array(asked).check(z.maxLength(MAX_REQUESTS_AT_ONCE)), id, ageMs]),
  orderStatus: z.union([
    z.tuple([buyer, id, commandKey]),
    z.tuple([buyer, id, commandKey, z.nullable(z.boolean())]),
    z.tuple([buyer, id, commandKey, z.nullable(z.boolean()), z.nullable(history)]),
  ]),
  console: z.tuple([staff, id, text(100), z.unknown(), ageMs]),
  payment: z.tuple([notice, ageMs]),
} as const satisfies Record<Forwardable, z.ZodMiniType>;

const COMMAND = 2;
const REQUEST = 3;

/**
 * The checked arguments of another node's call. It has the market's secret, so its word about the sender is trusted.
 * Its form is checked here, before any rule.
 */
function argumentsOf(use: Forwardable, args: readonly unknown[]): Result<unknown[], Refusal> {
  const parsed = parseBy(calls[use], args, 'args');
  if (!parsed.ok) return parsed;
  const given = [...(parsed.value as unknown[])];
  if (use !== 'live' && use !== 'console') return ok(given);
  const command = given[COMMAND] as string;
  const schema =
    use === 'live'
      ? isBuyerCommand(command) && liveCommands[command].request
      : isStaffCommand(command) && consoleCommands[command].request;
  if (!schema) return refuse({ code: 'BAD_REQUEST', field: 'args.2' });
  const request = parseBy(schema, given[REQUEST], 'args.3');
  if (!request.ok) return request;
  given[REQUEST] = request.value;
  return ok(given);
}

/**
 * Admits calls with valid arguments alone. An invalid payment is a fault, since it has no refusal. Unknown use cases
 * are left to `answer`.
 */
export function onlyInForm(
  answer: (call: PeerCall) => Promise<PeerAnswer>,
): (call: PeerCall) => Promise<PeerAnswer> {
  return async (call) => {
    const { use, args } = call;
    if (!isForwardable(use)) return answer(call);
    const parsed = argumentsOf(use, args);
    if (parsed.ok) return answer({ use, args: parsed.value });
    if (use === 'payment') {
      throw new Error(`A payment was told in no known form: ${JSON.stringify(parsed.refusal)}`);
    }
    return { value: refusalAck(parsed.refusal), head: null };
  };
}

/** Parses another node's value. The refusal names the field at fault below `where`, never its value. */
export function parseBy<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  where: string,
): Result<z.infer<S>, Refusal> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const path = [where, ...(parsed.error.issues[0]?.path ?? [])].map(String).join('.');
  return refuse({ code: 'BAD_REQUEST', field: path.slice(0, 100) });
}
