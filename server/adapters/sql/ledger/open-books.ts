import type { Books } from '../../../ports/books.ts';
import { WorkerLink } from '../sqlite/worker-link.ts';
import { booksOver } from './books.ts';
import type { BooksCalls } from './books-worker.ts';
import { openPostgresLedger } from './postgres-ledger.ts';

/** The tables of a market's file, read in a thread of their own. */
export function openSqliteBooks(file: string): Books {
  const worker = new WorkerLink<BooksCalls>(new URL('./books-worker', import.meta.url), { file });
  return {
    counters: (streamId) => worker.call('counters', streamId),
    orderSums: (streamId) => worker.call('orderSums', streamId),
    close: () => worker.close(),
  };
}

/** The tables of a market's database, each question on a connection of its own. */
export function openPostgresBooks(url: string): Books {
  return { ...booksOver(() => openPostgresLedger(url)), close: async () => {} };
}
