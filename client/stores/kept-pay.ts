import type { LiveRequest } from '../../shared/protocol.ts';
import { createTabKeep } from '../connection/tab-keep.ts';
import type { Contact } from './me-store.ts';
import { KEPT_PAY } from './placing.ts';

/** A tap on *Pay* that has no answer yet: it goes out by itself once there is a line (H9). */
export interface KeptPay {
  slug: string;
  /** The server's time at which it ends: nothing is ordered after it. */
  untilMs: number;
  /** The order under its key; its total is the one that was seen, and it is never more. */
  request: LiveRequest<'order:place'>;
  /** The address that is saved first, under a key of its own; null: the order names a saved one. */
  delivery: { key: string; contact: Contact } | null;
  /** The order has left this page at least once, so it may stand. */
  isSent: boolean;
}

/** One tap lies here at a time; an order of the longest cart with the longest address is a third of it. */
const MOST_LETTERS = 64_000;
const keep = createTabKeep();

export function writeKeptPay(tap: KeptPay): void {
  const text = JSON.stringify(tap);
  if (text.length <= MOST_LETTERS) keep.write(KEPT_PAY, text);
}

/** The tap that this tab keeps for a stream, over a reload too. */
export function keptPayOf(slug: string): KeptPay | null {
  const text = keep.read(KEPT_PAY);
  if (!text || text.length > MOST_LETTERS) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isKeptPay(value) && value.slug === slug ? value : null;
  } catch {
    return null;
  }
}

export function dropKeptPay(): void {
  keep.remove(KEPT_PAY);
}

/** Another version of this page may have written something else. */
function isKeptPay(value: unknown): value is KeptPay {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, untilMs, request, delivery, isSent } = value as Partial<KeptPay>;
  return (
    typeof slug === 'string' &&
    typeof untilMs === 'number' &&
    typeof isSent === 'boolean' &&
    typeof request?.key === 'string' &&
    typeof request.expectTotalMinor === 'number' &&
    Array.isArray(request.lines) &&
    (delivery === null || (typeof delivery?.key === 'string' && typeof delivery.contact?.name === 'string'))
  );
}
