import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { openPostgresProjections } from '../../server/adapters/sql/ledger/postgres-projections.ts';
import { PostgresGround } from '../audit/postgres-ground.ts';
import { chatSuite } from './suite.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let ground: PostgresGround;
beforeAll(async () => {
  ground = await PostgresGround.start();
});
afterAll(async () => {
  await ground?.remove();
});
chatSuite(() => ({
  nodes: 2,
  open: () => ground.open(),
  ledger: () => openPostgresLedger(ground.url),
  projections: () => openPostgresProjections(ground.url),
  async everything() {
    const { hands, close } = await ground.copy();
    const tables = ['fact', 'command_key', 'snapshot_part', 'personal_text', 'personal_text_key'];
    const texts: string[] = [];
    for (const table of tables) {
      const rows = await hands.all<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      texts.push(...rows.map(({ text }) => text));
    }
    await close();
    return texts.join('\n');
  },
}));
