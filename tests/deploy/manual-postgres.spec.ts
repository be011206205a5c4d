import { PostgresServer } from '../builders/postgres.ts';
import { SECRET } from '../crash/ground.ts';
import { postgresLedger } from '../crash/ledger.ts';
import { manualSuite } from './manual-suite.ts';

manualSuite(async () => {
  const server = await PostgresServer.start({ fsync: 'off' });
  const url = await server.database();
  return {
    store: 'postgres',
    settings: { DATABASE_URL: url, AUTH_SECRET: SECRET.replaceAll(/[ ,]/g, '-') },
    words: {
      'createdb -h 127.0.0.1': `createdb -p ${server.port} -h 127.0.0.1`,
      'fairday@127.0.0.1/': `fairday@127.0.0.1:${server.port}/`,
    },
    ledgerIn: () => postgresLedger(url),
    databaseIn: () => url,
    close: () => server.remove(),
  };
});
