import type { LiveReply } from '../../../../shared/protocol.ts';
import { ACCEPTED, BY_STATUS, NEVER_SEEN, REFUSED, UNANSWERED } from '../journal/records.ts';
import type { JournalWriter } from '../journal/writer.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { KeyMaker } from './key-maker.ts';
import type { OpenOrder } from './order-sender.ts';

/** A second apart: whoever lost the connection at the very end is back by then. */
const TRIES = 20;
const AT_ONCE = 50;

/**
 * Asks what became of orders whose answer was never heard (I3), and writes that down. Orders that were never sent are
 * passed over: nobody can know of them.
 * @returns how many were asked for, and of how many nothing was learnt
 */
export async function askForOpen(
  open: Iterable<OpenOrder>,
  deps: { journal: JournalWriter; keys: KeyMaker },
): Promise<{ asked: number; unanswered: number }> {
  const due = [...open].filter(({ tries }) => tries > 0);
  let unanswered = 0;
  for (let i = 0; i < due.length; i += AT_ONCE) {
    const outcomes = await Promise.all(due.slice(i, i + AT_ONCE).map((order) => askOne(order, deps)));
    unanswered += outcomes.filter((outcome) => outcome === UNANSWERED).length;
  }
  return { asked: due.length, unanswered };
}

async function askOne(
  { number, buyer }: OpenOrder,
  { journal, keys }: { journal: JournalWriter; keys: KeyMaker },
): Promise<number> {
  const key = keys.textOf(number);
  let found: { outcome: number; orderId: Buffer | null; code: string } = {
    outcome: UNANSWERED,
    orderId: null,
    code: '',
  };
  for (let tries = 0; tries < TRIES && found.outcome === UNANSWERED; tries += 1) {
    const answer = await buyer.viewer.ask<LiveReply<'order:status'>>('order:status', { key });
    if (answer?.ok) found = outcomeOf(answer);
    if (found.outcome === UNANSWERED) await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  journal.answered({
    ...found,
    viewer: buyer.viewer.index,
    key: Buffer.from(keys.bytesOf(number)),
    by: BY_STATUS,
    isReplay: false,
    atMs: Date.now(),
    seq: 0,
  });
  return found.outcome;
}

function outcomeOf(answer: LiveReply<'order:status'>): {
  outcome: number;
  orderId: Buffer | null;
  code: string;
} {
  switch (answer.outcome) {
    case 'accepted':
      return { outcome: ACCEPTED, orderId: uuidBytes(answer.order.orderId), code: '' };
    case 'refused':
      return { outcome: REFUSED, orderId: null, code: answer.code };
    case 'never_seen':
    // A load restores nothing: an order that is said to be lost is one that is not there.
    case 'lost_in_restore':
      return { outcome: NEVER_SEEN, orderId: null, code: '' };
    case 'in_progress':
      return { outcome: UNANSWERED, orderId: null, code: '' };
  }
}
