import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import { openStaffDesk } from '../../features/account/staff-desk.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import { healthOf } from './office-health.ts';
import type { Handlers } from './serve-routes.ts';
import { settingsOf } from './server-settings.ts';

type OfficeRoutes = Pick<
  Handlers,
  'staff' | 'invite' | 'newLink' | 'setRole' | 'switchMember' | 'serverSettings' | 'health'
>;

/** The operator's office: who works here, what this server runs with, and how it is. */
export function officeRoutes(
  deps: GatewayDeps & {
    counters: Counters;
    isDraining: () => boolean;
    onSessionEnded: (tokenHash: string) => void;
  },
): OfficeRoutes {
  const desk = openStaffDesk(deps);
  /** Sessions that a change ended are closed at once, here and at the other servers. */
  async function after(changed: Result<string[], Refusal>) {
    if (!changed.ok) return changed;
    for (const session of changed.value) deps.onSessionEnded(session);
    return ok(await desk.list());
  }
  return {
    staff: async () => ok(await desk.list()),
    async invite({ body, staff }) {
      const invited = await desk.invite(staff!.actor, body);
      if (!invited.ok) return invited;
      const { staffId, token } = invited.value;
      return ok({ staffId, token });
    },
    newLink: ({ params, staff }) => desk.newLink(staff!.actor, params.staffId),
    setRole: async ({ params, body, staff }) =>
      after(await desk.setRole(staff!.actor, params.staffId, body.role)),
    switchMember: async ({ params, body, staff }) =>
      after(await desk.switch(staff!.actor, params.staffId, body.isOn)),
    serverSettings: async () => ok({ settings: settingsOf(deps.config) }),
    health: async () => ok(await healthOf(deps)),
  };
}
