import type { NoAnswer } from '../../../shared/contract/answer.ts';
import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import type { Refusal, RefusalReply } from '../../../shared/contract/refusals.ts';
import type { ChatModeration } from '../../../shared/market/chat/contract.ts';
import type { CashAlarm } from '../../../shared/market/newcomers/contract.ts';
import type { ConsoleReply, Trouble } from '../../../shared/protocol.ts';
import type { Link } from '../../connection/command-link.ts';
import type { ConsoleChange } from './changes.ts';
import { type Floor, latestPin } from './floor.ts';
import type { HostCommand, HostCommandReply } from './host-commands.ts';
import type { FlashWarning } from './still-true.ts';

/**
 * An act on its way, or one that came to nothing: `sending` has no answer yet, `refused` changed nothing,
 * `unanswered` may stand and is asked for again under its own key.
 */
export interface PendingCommand {
  key: string;
  act: HostCommand;
  state: 'sending' | 'refused' | 'unanswered';
  reason: RefusalReply | NoAnswer | null;
}

/** An act that can be taken back until a moment of the server's clock (L5). */
export interface UndoOffer {
  act: HostCommand;
  /** The console fact to take back. */
  seq: number;
  fromMs: number;
  untilMs: number;
}

/** A change from elsewhere, and when this console heard of it by the server's clock. */
export interface ToldChange extends ConsoleChange {
  atMs: number;
}

export type ConsoleSession = Omit<ConsoleReply<'hello'>, 'frame' | 'nowMs' | 'viewers'>;

export interface HostState {
  link: Link;
  /** Server time of the last sign of life. */
  asOfMs: number | null;
  viewers: number;
  /** Why nothing can be sold just now, by the last heartbeat. */
  trouble: Trouble | null;
  turnedAway: Refusal | null;
  /** What the hello said of the stream and of this person's rights; null until then. */
  desk: ConsoleSession | null;
  /** They are others than they were, and nobody has waved that away yet. */
  hasNewRights: boolean;
  /** What is on the air and who broadcasts; null until told. */
  media: ConsoleMediaView | null;
  /** What is said and asked; null: there is no chat, or this person may not care for it. */
  chat: ChatModeration | null;
  floor: Floor;
  works: readonly PendingCommand[];
  /** An order of this console that was accepted, until a frame brings it. */
  reordered: { order: readonly number[]; seq: number } | null;
  undo: UndoOffer | null;
  /** What other consoles changed, newest last, while it is so and until it is dismissed. */
  elsewhere: readonly ToldChange[];
  /** Of this console's newest flash, while that stands and until it is dismissed (F1). */
  warning: FlashWarning | null;
  /** The cash alarms that were waved away on this page, by name; each is told once (H8). */
  dismissedAlarms: readonly string[];
  /** The lineup as it was sorted by what viewers ask for (L9), at the press that did it; null: in its own order. */
  wanted: readonly number[] | null;
  /** The item that keys and buttons work on, if the host chose one; else it is the pin. */
  chosen: number | null;
}

/** One alarm of what of newcomers' cash, apart from the next one of the same item or network. */
export function nameOfAlarm({ of, sinceMs }: CashAlarm): string {
  return `${of.kind === 'item' ? of.itemNumber : of.kind} ${sinceMs}`;
}

export type HostCommandOutcome = ({ ok: true } & HostCommandReply) | RefusalReply | NoAnswer;

/** The item that keys and buttons work on: the chosen one, else the pin, else the first of the bag. */
export function focusOf({ chosen, floor }: Pick<HostState, 'chosen' | 'floor'>): number | null {
  if (chosen !== null && floor.items[chosen] && !floor.items[chosen].isRemoved) return chosen;
  return latestPin(floor)?.itemNumber ?? floor.order[0] ?? null;
}

/** The order of the bag as it will be if the reorder on its way is accepted, else as it is. */
export function shownOrder({
  works,
  reordered,
  floor,
}: Pick<HostState, 'works' | 'reordered' | 'floor'>): readonly number[] {
  const work = works.findLast(({ act, state }) => act.kind === 'lineup:reorder' && state === 'sending');
  if (work?.act.kind === 'lineup:reorder') return work.act.order;
  return reordered?.order ?? floor.order;
}

/** The lineup as it stands on the screen. */
export function listedOrder(
  state: Pick<HostState, 'works' | 'reordered' | 'floor' | 'wanted'>,
): readonly number[] {
  return arranged(shownOrder(state), state.wanted);
}

/** What was sorted stays where it was put, what came since stands behind it. @param wanted see HostState */
export function arranged(order: readonly number[], wanted: HostState['wanted']): readonly number[] {
  if (!wanted) return order;
  return [
    ...wanted.filter((itemNumber) => order.includes(itemNumber)),
    ...order.filter((itemNumber) => !wanted.includes(itemNumber)),
  ];
}

/** Whether two sets of rights let somebody do the same. */
export function sameRights(
  one: Pick<ConsoleSession, 'isHost' | 'grants'>,
  other: Pick<ConsoleSession, 'isHost' | 'grants'>,
): boolean {
  const isAll = other.grants.every((grant) => one.grants.includes(grant));
  return one.isHost === other.isHost && one.grants.length === other.grants.length && isAll;
}
