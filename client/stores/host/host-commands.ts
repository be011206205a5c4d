import type { Answer } from '../../../shared/contract/answer.ts';
import type { ConsoleRequest } from '../../../shared/protocol.ts';
import type { ConsoleAsk, ConsoleConnection } from '../../connection/console-connection.ts';

/** What staff ask by other ways than an act on the floor: by `ask` of the console, or on other pages. */
type AskedElsewhere =
  | `${'media' | 'shipping' | 'order' | 'parcel' | 'claim' | 'newcomers' | 'chat'}:${string}`
  | `stream:${'grant' | 'set-bounds' | 'describe' | 'set-currency' | 'set-terms' | 'record'}`
  | `stream:${'make-ingest-key' | 'revoke-ingest-key' | 'set-playback-url'}`;

/** Every other command of the contract: a new one is an act by itself, and wants words for what it does. */
export type HostCommandName = Exclude<ConsoleAsk, AskedElsewhere>;

/** What an act says beside what it sends: what it works on, or what that is called meanwhile. */
interface ContextOf {
  /** The good has no number yet. */
  'lineup:add': { name: string };
  'lineup:undo': { target: Target };
  'flash-sale:edit': { itemNumber: number };
  'flash-sale:end': { itemNumber: number };
}

type Terms<C extends HostCommandName> = Omit<ConsoleRequest<C>, 'key' | 'version'>;

/** One thing that a host asks of the floor: a command as the contract has it, but for its key and its version. */
export type HostCommand = {
  [C in HostCommandName]: { kind: C } & Terms<C> &
    (C extends keyof ContextOf ? { context: ContextOf[C] } : { context?: never }) &
    // Of the voucher as its form showed it.
    (C extends 'voucher:edit' ? { version: number } : unknown);
}[HostCommandName];

export type FlashTerms = Omit<Terms<'flash-sale:start'>, 'itemNumber'>;
export type VoucherTerms = Terms<'voucher:create'>;
export type VoucherChanges = Omit<Terms<'voucher:edit'>, 'voucherId'>;

/** What an act works on: acts on one target wait for each other, so that each knows the version before it (L4). */
export type Target = number | 'lineup' | 'stream';

export function targetOf(act: HostCommand): Target {
  if (act.kind === 'lineup:undo') return act.context.target;
  if (act.kind === 'flash-sale:edit' || act.kind === 'flash-sale:end') return act.context.itemNumber;
  if ('itemNumber' in act) return act.itemNumber;
  return act.kind === 'lineup:reorder' || act.kind === 'lineup:add' ? 'lineup' : 'stream';
}

export function itemOf(act: HostCommand): number | null {
  const target = targetOf(act);
  return typeof target === 'number' ? target : null;
}

/** What an accepted act answers, as far as a console uses it. */
export interface HostCommandReply {
  seq: number;
  version?: number;
  undoUntilMs?: number | null;
  itemNumber?: number;
  warning?: { recentLowMinor: number } | null;
}

/** A command with its key and version in it: sent again it is the very same one (I1). */
export type PreparedCommand = (to: ConsoleConnection) => Promise<Answer<HostCommandReply>>;

type Versioned = {
  [C in HostCommandName]: 'version' extends keyof ConsoleRequest<C> ? C : never;
}[HostCommandName];

/** Commands that name the version that they were decided on (L4), as the contract says. */
const versioned: Readonly<Record<Versioned, true>> = {
  'lineup:pin': true,
  'lineup:remove': true,
  'lineup:reorder': true,
  'lineup:set-price': true,
  'lineup:set-limit': true,
  'stock:adjust': true,
  'stock:resume': true,
  'flash-sale:start': true,
  'flash-sale:edit': true,
  'voucher:edit': true,
  'promotion:set': true,
};

/**
 * Makes the command of an act, once.
 * @param version the last console fact on the act's target that this host has seen (L4)
 */
export function prepare(act: HostCommand, key: string, version: number): PreparedCommand {
  const { kind, context, ...terms } = act;
  const request = { key, ...(kind in versioned && { version }), ...terms };
  return (to) => to.send(kind, request as ConsoleRequest<typeof kind>);
}
