import { MAX_STAFF } from '../../../shared/contract/office.ts';
import type { Directory } from '../../ports/directory.ts';

/** Whether anybody can let others in. From the first operator on there is always one (LAST_OPERATOR). */
export async function hasOperator(
  directory: Pick<Directory, 'staffMembers'>,
  nowMs: number,
): Promise<boolean> {
  const members = await directory.staffMembers(nowMs, MAX_STAFF);
  return members.some(({ role, offAtMs }) => role === 'operator' && offAtMs === null);
}
