import type { Request, RequestHandler, Response, Router } from 'express';
import { rawRoutes } from '../../../../shared/contract/http.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import { answerRefusal } from '../answer.ts';
import type { Visitor } from '../visitor.ts';
import { judgeRole } from './judge-role.ts';
import type { StaffRawRoute } from './route-guards.ts';

/**
 * Adds raw routes for staff. The contract's role is judged before the body is read: an anonymous client sends none, and
 * no handler can forget it.
 */
export function staffRoutesOn(
  router: Router,
  visitorOf: (request: Request, response: Response) => Visitor,
): (
  name: StaffRawRoute,
  answer: (request: Request, response: Response, staff: SignedIn, visitor: Visitor) => Promise<unknown>,
  /** Reads the body after the role is judged. */
  body?: RequestHandler,
) => void {
  return (name, answer, body) => {
    const route = rawRoutes[name];
    const method = route.method === 'GET' ? 'get' : 'post';
    const judged = new WeakMap<Request, { staff: SignedIn; visitor: Visitor }>();
    router[method](route.path, async (request, response, next) => {
      const visitor = visitorOf(request, response);
      const staff = await judgeRole(route, visitor);
      if (!staff.ok) return answerRefusal(response, staff.refusal);
      if (!staff.value) return answerRefusal(response, { code: 'FORBIDDEN' });
      judged.set(request, { staff: staff.value, visitor });
      next();
    });
    if (body) router[method](route.path, body);
    router[method](route.path, async (request, response) => {
      const known = judged.get(request);
      if (known) await answer(request, response, known.staff, known.visitor);
      else answerRefusal(response, { code: 'FORBIDDEN' });
    });
  };
}
