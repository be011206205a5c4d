import { expect, test, vi } from 'vitest';
import { rebuildMarket } from '../../server/audit/rebuild.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import { type ChatMarket, texts } from './market.ts';

/** What is left of the evening after a restart, and whether its logs are sound. */
export function restartTests(market: ChatMarket): void {
  const { watches } = market;

  test('a restart has the same chat; verify and rebuild take its log', async () => {
    const before = texts(await watches());
    expect(before.length).toBeGreaterThan(5);
    await market.stop();
    await market.closeStores();
    await isSound(market);
    const ledger = await market.ground().ledger();
    const projections = await market.ground().projections();
    await rebuildMarket(ledger, projections, logKinds, null);
    await ledger.close();
    await projections.close();
    await isSound(market);
    await market.open();
    const screen = await watches();
    await vi.waitFor(() => expect(texts(screen)).toEqual(before), 5_000);
    expect(market.faults).toEqual([]);
  });
}

async function isSound({ ground }: ChatMarket): Promise<void> {
  const ledger = await ground().ledger();
  try {
    const reports = await verifyMarket(ledger, logKinds, null);
    expect(reports.map(({ kind, finding }) => [kind, finding])).toContainEqual(['chat', null]);
    expect(reports.filter(({ finding }) => finding !== null)).toEqual([]);
  } finally {
    await ledger.close();
  }
}
