import type { Route } from '../../../../shared/contract/http.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import type { Visitor } from '../visitor.ts';

/** Judges the role on every request (A1): UNAUTHENTICATED without a sign-in, FORBIDDEN without the role. */
export async function judgeRole(
  route: Pick<Route, 'who' | 'method' | 'path'>,
  visitor: Visitor,
): Promise<Result<SignedIn | null, Refusal>> {
  if (route.who === 'anyone') return ok(null);
  const staff = await visitor.staff();
  if (staff && route.who.includes(staff.actor.role)) return ok(staff);
  noteRefused(visitor, route, staff?.actor);
  return refuse({ code: staff ? 'FORBIDDEN' : 'UNAUTHENTICATED' });
}

/** Notes a refusal at a route in the security log. */
export function noteRefused(
  visitor: Visitor,
  { method, path }: Pick<Route, 'method' | 'path'>,
  by: SignedIn['actor'] | undefined,
): void {
  visitor.note({ kind: 'refused', what: `${method} ${path}` }, by);
}
