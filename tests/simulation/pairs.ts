import type { MarketBatch } from '../../server/ports/rows.ts';
import { simulate } from './simulation.ts';

/** What a world came to with nobody who talks, and with talk beside it. */
export interface Pair {
  /** Facts of the market that both have, and texts that were written in the chat of the one. */
  facts: number;
  said: number;
  /** Where the logs of the two part; null: nowhere, so no order, price or unit of stock was moved. */
  parts: string | null;
  violations: string[];
}

/**
 * Plays the same world twice, once with viewers who talk and somebody who looks after them. What they draw is drawn beside
 * the world, so that whatever differs was moved by talk. Processes stay up in both: one that starts reads the chats, too.
 */
export async function playPair(seed: number): Promise<Pair> {
  const [quiet, loud] = [await play(seed, 'none'), await play(seed, 'aside')];
  const at = quiet.batches.findIndex((line, n) => line !== loud.batches[n]);
  const isLonger = loud.batches.length > quiet.batches.length;
  const first = at < 0 && isLonger ? quiet.batches.length : at;
  return {
    facts: quiet.facts,
    said: loud.said,
    parts: first < 0 ? null : `${seed}: ${loud.batches[first]} instead of ${quiet.batches[first]}`,
    violations: [...quiet.violations, ...loud.violations],
  };
}

async function play(seed: number, talk: 'none' | 'aside') {
  const batches: string[] = [];
  let said = 0;
  const onBatch = ({ logId, from, to, atMs, hash, facts }: MarketBatch) => {
    if (logId.startsWith('chat:')) said += facts.filter(({ type }) => type === 'chat_line_written').length;
    else batches.push(`${logId} ${from}-${to} ${atMs} ${hash} ${facts.map(({ type }) => type).join(' ')}`);
  };
  const { violations, facts } = await simulate(seed, {
    evening: null,
    hasOffice: false,
    nodes: 1,
    talk,
    onBatch,
  });
  return { batches, said, facts, violations };
}
