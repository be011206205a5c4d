import { StoreOpenError } from '../adapters/sql/store-open-error.ts';

export const FULL = 'The disk is full';

/** True if a disk has no room left, whichever of the programs below says so. */
export function isDiskFull(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof StoreOpenError) return error.what === FULL;
  const code = 'code' in error ? String(error.code) : '';
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code) || /no space left/i.test(error.message);
}

/** What an operator can act on, of what disks say. */
export function plainly(error: unknown, where: string): unknown {
  return isDiskFull(error) && !(error instanceof StoreOpenError) ? diskFull(where) : error;
}

export function diskFull(where: string): StoreOpenError {
  const howToFix = 'Nothing was left behind. Free some space, or name another disk.';
  return new StoreOpenError({ what: FULL, where, howToFix });
}
