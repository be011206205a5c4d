import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { SECOND } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';
import { fairday } from './command.ts';
import { SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
afterAll(() => ground.remove());

test('[T7] [INV8] a deadline that an older version wrote too late is named, and the backup is put back', async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(10, 2_990);
  accepted(await market.floor('stream:go-live', {}));
  const engine = await market.app.engines.stream(market.streamId);
  const by = { staffId: market.host.staffId, device: market.host.device };
  // What is dated with the head, behind a start that was due before it: no command of today makes that.
  await engine!.submit({
    ...{ readAtMs: market.clock.steadyMs(), ids: [], key: null },
    decide: (_state, at) => {
      const startsAtMs = at.atMs - SECOND;
      const announced: StreamFact = {
        ...{ type: 'flash_sale_announced', flashId: market.ids.next(), itemNumber: 1 },
        ...{ priceMinor: 1_990, listPriceMinor: 2_990, startsAtMs, endsAtMs: startsAtMs + 60 * SECOND },
        ...{ cap: 2, perBuyerCap: 1, prelaunchSeconds: 0, afterEnd: 'list', fundedBy: 'shop' },
        ...{ floorConsent: false, by },
      };
      const granted: StreamFact = { type: 'assistant_granted', staffId: 'duan', grants: [], by };
      return { kind: 'accepted', facts: [announced, granted], reply: () => null };
    },
  });
  await market.passes(2 * SECOND);
  await market.close();
  await stores.close();

  const ledger = openSqliteLedger(ground.file);
  const reports = await verifyMarket(ledger, logKinds, [market.streamId]);
  await ledger.close();
  const found = expect.stringMatching(/flash_start .* open since/);
  const late = { invariant: 'INV8', at: 'assistant_granted', found };
  expect(reports).toMatchObject([{ finding: null, late }]);

  const backup = join(ground.folder, 'backup.db');
  await copySqlite(ground.file, backup);
  const environment = { DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}` };
  const AUTH_SECRET = 'a secret for tests, thirty-two characters or more';
  const config = readConfig({ NODE_ENV: 'test', AUTH_SECRET, ...environment });
  const report = await restoreMarket(config, backup, true, async () => true);
  expect(report?.late).toEqual([expect.stringMatching(/^Late, as versions up to 0\.3\.0 .*open since/)]);
  const said = await fairday(environment, 'verify', 'all');
  expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/^Late, .*\n.*nothing is broken/) });
});
