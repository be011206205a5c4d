import type { Ack } from '../../../shared/contract/answer.ts';
import type { StreamTermsView } from '../../../shared/market/stream/terms.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import { termsOf, versionOfTerms } from '../../market/stream/terms.ts';
import { notFound, refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { namedChanges } from './named-changes.ts';

/**
 * The terms of a stream (S10), and who changed each when, by name. For its host and operators; FORBIDDEN to who helps,
 * NOT_FOUND to everybody else.
 */
export async function streamTerms(
  { engines, directory }: Pick<ApplicationDeps, 'engines' | 'directory'>,
  actor: StaffActor,
  streamId: string,
): Promise<Ack<StreamTermsView>> {
  const engine = await engines.stream(streamId);
  const known = await engine?.read((state) => ({
    rights: rightsOn(state, actor),
    version: versionOfTerms(state),
    terms: termsOf(state),
    isReserved: state.holdPolicy === 'hold',
    kept: { remorseMs: state.settings.remorseMs, claimMs: state.settings.claimMs },
    changed: { ...state.terms?.changed },
  }));
  if (!known?.rights) return notFound();
  if (!known.rights.isHost) return refusalAck({ code: 'FORBIDDEN' });
  const { version, terms, isReserved, kept } = known;
  return {
    ok: true,
    version,
    terms,
    isReserved,
    kept,
    changed: await namedChanges(directory, known.changed),
  };
}
