import { ok, refuse } from '../../../../shared/values/result.ts';
import { lookedFor } from '../../../lib/person-words.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';

/** People by a whole name or the end of a phone (A5). Look-ups are bounded by the hour, and each is noted. */
export function officePeopleRoutes({
  application,
  tries,
}: Pick<GatewayDeps, 'application' | 'tries'>): Pick<Handlers, 'findPeople' | 'peopleIndex'> {
  return {
    peopleIndex: async () => ok(await application.peopleIndex()),
    async findPeople({ body, staff, visitor }) {
      const { actor } = staff!;
      const wanted = lookedFor(body.text);
      if (!wanted) return refuse({ code: 'BAD_REQUEST', field: 'text' });
      const waitMs = await tries.count('lookUpOfPerson', actor.staffId);
      if (waitMs > 0) return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
      const found = await application.findPeople(actor, wanted);
      const [only, ...others] = found.people;
      const about = only && others.length === 0 ? { about: only.buyerId } : {};
      const told = { what: wanted.by, rows: found.people.length, ...about };
      visitor.note({ kind: 'people_looked_up', ...told }, actor);
      return ok(found);
    },
  };
}
