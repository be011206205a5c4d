import { afterAll, beforeAll, vi } from 'vitest';
import { openPostgres } from '../../server/adapters/sql/postgres/open.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';
import { buyerListSuite } from './buyer-list-suite.ts';
import { orderListSuite } from './order-list-suite.ts';
import { peopleSuite } from './people-suite.ts';
import { readersSuite } from './readers-suite.ts';
import { salesSuite } from './sales-suite.ts';
import { securitySuite } from './security-suite.ts';
import { settlementSuite } from './settlement-suite.ts';
import { shopReportSuite } from './shop-report-suite.ts';
import { storeSuite } from './store-suite.ts';
import { webhookSuite } from './webhook-suite.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 120_000 });

let server: Databases;
beforeAll(async () => {
  server = await someDatabases();
});
afterAll(() => server.remove());

const open = async () => openPostgres({ url: await server.database() });
storeSuite(open);
readersSuite(open);
orderListSuite(open);
buyerListSuite(open);
peopleSuite(open);
settlementSuite(open);
shopReportSuite(open);
webhookSuite(open);
securitySuite(open);
salesSuite(open, 60);
