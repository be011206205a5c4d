import { join } from 'node:path';
import { sqliteLedger } from '../crash/ledger.ts';
import { manualSuite } from './manual-suite.ts';

manualSuite(async () => ({
  store: 'sqlite',
  settings: {},
  words: {},
  ledgerIn: ({ folder }) => sqliteLedger(join(folder, 'data/fairday.db')),
  databaseIn: ({ folder }) => `sqlite:${join(folder, 'data/fairday.db')}`,
  close: async () => {},
}));
