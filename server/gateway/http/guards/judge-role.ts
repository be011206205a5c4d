import type { Route } from '../../../../shared/contract/http.ts';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { SignedIn } from '../../staff-sessions.ts';
import type { Visitor } from '../visitor.ts';

/** Role on every request (A1); who is not signed in is told so, who may not is told that. */
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

/** Notes in the security log that somebody was refused at a route. */
export function noteRefused(
  visitor: Visitor,
  { method, path }: Pick<Route, 'method' | 'path'>,
  by: SignedIn['actor'] | undefined,
): void {
  visitor.note({ kind: 'refused', what: `${method} ${path}` }, by);
}
