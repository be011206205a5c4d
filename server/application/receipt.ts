import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import type { BuyerCommand } from '../market/command-spec.ts';
import { commands } from '../market/market.ts';
import type { Secrets } from '../ports/secrets.ts';
import { refusalAck, refusalOfFault } from './ack.ts';
import type { BuyerActor } from './application.ts';
import { keyOf } from './key-of.ts';

/** One try of a command that is judged by a price. */
export interface PricedTry {
  actor: Pick<BuyerActor, 'buyerId' | 'allIds'>;
  streamId: string;
  command: BuyerCommand;
  request: { key: string; receipt?: string | undefined };
}

/** A rule that is told of a receipt judges by a price; of everything else the arrival does not matter. */
function isPriced(command: BuyerCommand): boolean {
  return commands[command].needs.some((need) => need === 'receipt');
}

/**
 * Runs a command, and gives whoever hears `BUSY` or `UNAVAILABLE` a receipt of its arrival (F5). By then the command was
 * parsed, its sender known and within the limits of the door. A store that is away is a fault here and `UNAVAILABLE` to
 * the sender. Of a try that brought a good receipt along the first arrival stays the one that counts.
 */
export async function orReceipt<C extends BuyerCommand>(
  secrets: Pick<Secrets, 'sign' | 'isSigned'>,
  tried: PricedTry & { command: C; request: LiveRequest<C>; arrivedAtMs: number },
  run: () => Promise<Ack<LiveReply<C>>>,
): Promise<Ack<LiveReply<C>>> {
  if (!isPriced(tried.command)) return run();
  let ack: Ack<LiveReply<C>>;
  try {
    ack = await run();
  } catch (fault) {
    const later = refusalOfFault(fault);
    if (!later) throw fault;
    ack = refusalAck(later);
  }
  if (ack.ok || (ack.code !== 'BUSY' && ack.code !== 'UNAVAILABLE')) return ack;
  const firstAtMs = readReceipt(secrets, tried) ?? tried.arrivedAtMs;
  return { ...ack, receipt: makeReceipt(secrets, tried, firstAtMs) };
}

/** @param arrivedAtMs when the frame was read, in the stream's time (T3, T7) */
export function makeReceipt(secrets: Pick<Secrets, 'sign'>, tried: PricedTry, arrivedAtMs: number): string {
  return `${arrivedAtMs}.${secrets.sign('receipt', subject(tried, tried.actor.buyerId, arrivedAtMs))}`;
}

/**
 * @returns when an earlier try arrived, epoch ms; null without a receipt, or if it is not one of this market for this
 *   buyer, stream, key and payload. Whether it is too old, the rule says
 */
export function readReceipt(secrets: Pick<Secrets, 'isSigned'>, tried: PricedTry): number | null {
  const [, time, signature] = /^(\d{1,13})\.(.+)$/.exec(tried.request.receipt ?? '') ?? [];
  if (!isPriced(tried.command) || signature === undefined) return null;
  const arrivedAtMs = Number(time);
  const isMine = tried.actor.allIds.some((buyerId) =>
    secrets.isSigned('receipt', subject(tried, buyerId, arrivedAtMs), signature),
  );
  return isMine ? arrivedAtMs : null;
}

function subject({ streamId, command, request }: PricedTry, buyerId: string, arrivedAtMs: number): string {
  const { key, payloadHash } = keyOf(command, request);
  return [streamId, buyerId, key, payloadHash, arrivedAtMs].join(' ');
}
