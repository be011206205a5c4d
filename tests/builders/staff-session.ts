import type { StaffRole } from '../../shared/market/account/contract.ts';
import { DAY } from '../../shared/values/time.ts';
import type { AuditMarket } from './audit-market.ts';

/** A member of staff who has just signed in. @param staffId of one whom streams know already */
export async function staffSession(
  market: AuditMarket,
  role: StaffRole,
  {
    staffId = market.ids.next(),
    name = 'S',
    nameEn = '',
    producerId = null,
  }: { staffId?: string; name?: string; nameEn?: string; producerId?: string | null } = {},
): Promise<{ staffId: string; headers: Record<string, string> }> {
  const token = market.app.secrets.randomToken();
  const { directory } = market.stores;
  await directory.addStaff({
    ...{ staffId, email: `${staffId}@example.org`, name, nameEn, role, producerId, passwordHash: '' },
  });
  const tokenHash = market.app.secrets.digest(token);
  await directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + DAY });
  return { staffId, headers: { cookie: `fairday_staff=${token}` } };
}
