import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../../shared/values/result.ts';
import { openStaffAdmin } from '../../../application/account/staff.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Counters } from '../../metrics/counters.ts';
import type { SecurityLog } from '../../security/security-log.ts';
import type { Call, Handlers } from '../serve-routes.ts';
import { healthOf } from './market-health.ts';
import { settingsOf } from './server-settings.ts';

type OfficeRoutes = Pick<
  Handlers,
  'staff' | 'invite' | 'newLink' | 'setRole' | 'nameMember' | 'switchMember' | 'serverSettings' | 'health'
>;

/** Routes of the operator's office: team, settings and health. */
export function officeRoutes(
  deps: GatewayDeps & {
    counters: Counters;
    security: Pick<SecurityLog, 'state'>;
    isDraining: () => boolean;
    onSessionEnded: (tokenHash: string) => void;
    onStaffChanged: (staffId: string) => void;
  },
): OfficeRoutes {
  const team = openStaffAdmin(deps);
  /** Closes ended sessions and re-judges open consoles, here and on the other servers. */
  async function after(
    { visitor, staff, params }: Pick<Call<'setRole'>, 'visitor' | 'staff' | 'params'>,
    changed: Result<string[], Refusal>,
  ) {
    if (!changed.ok) return changed;
    for (const session of changed.value) {
      deps.onSessionEnded(session);
      visitor.note({ kind: 'session_ended', about: params.staffId }, staff!.actor);
    }
    deps.onStaffChanged(params.staffId);
    return ok(await team.list());
  }
  return {
    staff: async () => ok(await team.list()),
    async invite({ body, staff, visitor }) {
      const invited = await team.invite(staff!.actor, body);
      if (!invited.ok) return invited;
      const { staffId, token } = invited.value;
      visitor.note({ kind: 'link_made', about: staffId }, staff!.actor);
      return ok({ staffId, token });
    },
    async newLink({ params, staff, visitor }) {
      const made = await team.newLink(staff!.actor, params.staffId);
      if (made.ok) visitor.note({ kind: 'link_made', about: params.staffId }, staff!.actor);
      return made;
    },
    setRole: async (call) =>
      after(call, await team.setRole(call.staff!.actor, call.params.staffId, call.body.role)),
    nameMember: async (call) =>
      after(call, await team.rename(call.staff!.actor, call.params.staffId, call.body)),
    switchMember: async (call) =>
      after(call, await team.switch(call.staff!.actor, call.params.staffId, call.body.isOn)),
    serverSettings: async () => ok({ settings: settingsOf(deps.config) }),
    health: async () => ok(await healthOf(deps)),
  };
}
