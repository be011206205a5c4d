import type { Ack } from '../../../shared/contract/answer.ts';
import { MAX_STAFF } from '../../../shared/contract/office.ts';
import type { StreamTeam } from '../../../shared/market/stream/team.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import { notFound, refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * Who may be allowed something on a stream (A1), with what they are allowed: assistants, then hosts of other streams. Who
 * can't sign in any more is left out. For its host and operators; FORBIDDEN to who helps, NOT_FOUND to everybody else.
 */
export async function streamTeam(
  { engines, directory, clock }: Pick<ApplicationDeps, 'engines' | 'directory' | 'clock'>,
  actor: StaffActor,
  streamId: string,
): Promise<Ack<StreamTeam>> {
  const engine = await engines.stream(streamId);
  const known = await engine?.read((state) => ({
    rights: rightsOn(state, actor),
    hostId: state.hostId,
    hostName: state.hostName,
    grants: new Map(state.assistants),
  }));
  if (!known?.rights) return notFound();
  if (!known.rights.isHost) return refusalAck({ code: 'FORBIDDEN' });
  const { hostId, hostName, grants } = known;
  const members = await directory.staffMembers(clock.nowMs(), MAX_STAFF);
  const ofRole = (wanted: 'assistant' | 'host') =>
    members
      .filter(({ role, offAtMs, staffId }) => role === wanted && offAtMs === null && staffId !== hostId)
      .map(({ staffId, name, nameEn, role }) => ({
        ...{ staffId, name, ...secondNames({ nameEn }), role, grants: [...(grants.get(staffId) ?? [])] },
      }));
  const hostNameEn = members.find(({ staffId }) => staffId === hostId)?.nameEn;
  return {
    ok: true,
    hostName,
    ...(hostNameEn && { hostNameEn }),
    people: [...ofRole('assistant'), ...ofRole('host')],
  };
}
