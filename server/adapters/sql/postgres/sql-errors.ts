import type { AppendOutcome } from '../../../event-log/ports/store.ts';

/** The database said nothing in the time that a call has. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Asked after its own end: a mistake of the caller's, not of the database's. */
export class StoreClosed extends Error {
  override name = 'StoreClosed';

  constructor() {
    super('The store is closed.');
  }
}

type Failure = Exclude<AppendOutcome, { kind: 'committed' | 'unknown' }>;

/** PostgreSQL's five characters for what went wrong, or '' for an error that is not its own. */
export function sqlState(error: unknown): string {
  const isOwn = error instanceof Error && 'severity' in error && 'code' in error;
  return isOwn ? String(error.code) : '';
}

/** True after an error that leaves its connection as good as it was: the statement was at fault, or waited too long. */
export function isHarmless(error: unknown): boolean {
  return /^(?:2[0-3]|40|42|54|53[12]|55P03|57014)/.test(sqlState(error));
}

/** True unless the database itself said what is wrong with the statement. */
export function isAway(error: unknown): boolean {
  if (error instanceof StoreClosed) return false;
  const state = sqlState(error);
  // It goes down, comes up, has no connection left, or waits for somebody else's lock.
  return state === '' || /^(?:08|53|57P|55P03|57014)/.test(state);
}

/** What an append came to that was told so before COMMIT: nothing was written. */
export function failureOf(error: unknown): Failure {
  const state = sqlState(error);
  const message = error instanceof Error ? error.message : String(error);
  // Deadlocks, and transactions that can't be put in any order: another writer was first.
  if (state.startsWith('40')) return { kind: 'conflict' };
  // Broken constraints, values that no column takes (a NUL in a text), one row twice: it will not get better.
  if (/^2[123]/.test(state)) return { kind: 'failed', reason: 'constraint', message };
  if (state === '53100') return { kind: 'failed', reason: 'full', message };
  return { kind: 'failed', reason: 'other', message, isAway: isAway(error) };
}

/** After COMMIT was sent only a plain refusal of the server says that nothing was written. */
export function commitFailureOf(error: unknown): AppendOutcome {
  return /^(?:2[123]|40|53)/.test(sqlState(error)) ? failureOf(error) : { kind: 'unknown' };
}
