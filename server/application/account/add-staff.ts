import type { StaffRole } from '../../../shared/market/account/contract.ts';
import type { Ids } from '../../lib/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** Adds a member of staff. Throws if the e-mail is taken. Without a password only a link signs in. */
export async function addStaff(
  directory: Directory,
  secrets: Secrets,
  ids: Ids,
  staff: {
    email: string;
    name: string;
    nameEn?: string;
    role: StaffRole;
    password: string | null;
    producerId?: string | null;
  },
): Promise<{ staffId: string }> {
  const staffId = ids.next();
  const passwordHash = await secrets.hashPassword(staff.password ?? secrets.randomToken());
  const { email, name, nameEn = '', role, producerId = null } = staff;
  const isNew = await directory.addStaff({
    ...{ staffId, email: email.toLowerCase(), name, nameEn, role, producerId, passwordHash },
  });
  if (!isNew) throw new Error(`${email} is a member of staff already.`);
  return { staffId };
}
