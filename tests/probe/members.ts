import { systemIds } from '../../server/adapters/system/ids.ts';
import type { OfficeRole } from '../../shared/contract/office-roles.ts';
import type { StaffView } from '../../shared/market/account/contract.ts';
import { cookiesOf, type Target } from './target.ts';

/** A member of staff who was taken in while the server runs, and has signed in. */
export interface Member {
  staffId: string;
  cookie: string;
}

/** Takes somebody in at the office. */
export function aMember(target: Target, role: OfficeRole): Promise<Member> {
  return taken(target, '/office/staff', { role });
}

/** Takes in somebody who works for a producer. */
export function aProducer(target: Target, producer: string): Promise<Member> {
  return taken(target, '/settlement/producers', { producer });
}

async function taken(target: Target, path: string, more: object): Promise<Member> {
  const key = systemIds.next();
  const made = await target.ask('POST', path, {
    body: { key, name: 'A person', email: `${key}@market.example`, ...more },
    cookie: target.operator.cookie,
  });
  const { token } = made.body as { token: string };
  const signedIn = await target.ask('POST', '/sign-in/link', { body: { token } });
  if (signedIn.status !== 200) throw new Error(`${path}: ${made.status}, ${signedIn.status}`);
  return { staffId: (signedIn.body as StaffView).staffId, cookie: cookiesOf(signedIn) };
}
