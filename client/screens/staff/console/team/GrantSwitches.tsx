import type { Grant } from '../../../../../shared/market/stream/contract.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { streamTeamMessages } from '../../../../i18n/stream-team.ts';
import type { StreamTeamStore } from '../../../../stores/stream-team-store.ts';
import { Option } from '../Option.tsx';
import './team.css';

/** What can be allowed, in the order of how often it is (A1). */
export const grantsInUse = [
  'pin',
  'orders:view',
  'flash',
  'stock',
  'lineup',
  'voucher',
  'chat',
] as const satisfies readonly Grant[];
/** A switch for each thing that somebody may do on a stream (A1). A switch counts at once. */
export function GrantSwitches({
  staffId,
  legend,
  grants,
  isSaving,
  team,
}: {
  staffId: string;
  /** What the switches are about. */
  legend: string;
  /** What is allowed, or was switched and has no answer yet. */
  grants: readonly Grant[];
  isSaving: boolean;
  team: Pick<StreamTeamStore, 'allow'>;
}) {
  const say = useMessages(streamTeamMessages);
  return (
    <>
      <fieldset className="options" aria-busy={isSaving}>
        <legend className="unseen">{legend}</legend>
        {grantsInUse.map((grant) => (
          <Option
            key={grant}
            kind="checkbox"
            isOn={grants.includes(grant)}
            words={say.may[grant]}
            about={say.does[grant]}
            onChange={() => void team.allow(staffId, grant, !grants.includes(grant))}
          />
        ))}
      </fieldset>
      <p className="team-saving soft" role="status">
        {isSaving && say.saving}
      </p>
    </>
  );
}
