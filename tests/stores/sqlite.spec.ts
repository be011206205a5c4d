import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { buyerListSuite } from './buyer-list-suite.ts';
import { orderListSuite } from './order-list-suite.ts';
import { peopleSuite } from './people-suite.ts';
import { readersSuite } from './readers-suite.ts';
import { securitySuite } from './security-suite.ts';
import { settlementSuite } from './settlement-suite.ts';
import { shopReportSuite } from './shop-report-suite.ts';
import { storeSuite } from './store-suite.ts';
import { webhookSuite } from './webhook-suite.ts';

/** Each suite starts threads from source, which a busy machine takes its time for. */
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const folder = mkdtempSync(join(tmpdir(), 'fairday-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const open = () => {
  files += 1;
  return openSqlite({ file: join(folder, `market-${files}.db`) });
};
storeSuite(open);
readersSuite(open);
orderListSuite(open);
buyerListSuite(open);
peopleSuite(open);
settlementSuite(open);
shopReportSuite(open);
webhookSuite(open);
securitySuite(open);
