import type { LineupReader } from '../../shop/saved-lineups.ts';
import type { StaffActor } from '../application.ts';

/** Whose saved lineups somebody of staff sees and changes (S15). */
export function readerOf({ staffId, role }: StaffActor): LineupReader {
  return { staffId, isOperator: role === 'operator' };
}
