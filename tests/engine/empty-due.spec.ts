import { expect, test } from 'vitest';
import { memoryTexts } from '../../server/adapters/memory/memory-texts.ts';
import { emptyTables } from '../../server/adapters/memory/tables.ts';
import { emptyDueTexts } from '../../server/subscribers/personal-texts/empty-due.ts';

const NOW_MS = 1_000_000;

test('[A4] one look destroys every text whose time is over, however many they are', async () => {
  const tables = emptyTables();
  for (let n = 0; n < 450; n += 1) {
    const textId = `text-${n}`;
    const of = { kind: 'claim_words', streamId: 's', orderId: 'o', buyerId: 'b' } as const;
    const untilMs = n === 449 ? NOW_MS + 1 : NOW_MS;
    tables.texts.set(textId, { textId, ...of, atMs: 0, untilMs, key: '', sealed: '' });
  }
  await emptyDueTexts({ directory: memoryTexts(tables), clock: { nowMs: () => NOW_MS } });
  expect([...tables.texts.keys()]).toEqual(['text-449']);
});
