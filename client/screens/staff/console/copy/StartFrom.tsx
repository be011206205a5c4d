import { type KeyboardEvent, useState } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import { MAX_LINEUP_NAME } from '../../../../../shared/contract/lineup-lists.ts';
import type { SavedLineup } from '../../../../../shared/contract/saved-lineups.ts';
import type { StreamSummary } from '../../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../../shared/values/names.ts';
import type { Result } from '../../../../../shared/values/result.ts';
import { copyStreamWords } from '../../../../i18n/copy-stream.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Field } from '../../../../ui/Field.tsx';
import { Notice } from '../../../../ui/Notice.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { dayOnly } from '../../../../ui/time-words.ts';
import { useHostSentence } from '../host-sentence.ts';
import './copy.css';

/** What a new stream begins with: an earlier stream, a lineup that was saved, or nothing. */
export type Beginning = { from: string } | { lineup: string } | null;

/** What is done with saved lineups. */
export interface LineupActs {
  save(slug: string, name: string): Promise<Result<SavedLineup, Reason>>;
  remove(lineupId: string): Promise<Result<unknown, Reason>>;
}

const LINEUP = 'lineup ';

/** The choice of what a new stream begins with; below it what can be done with the lineup that is chosen. */
export function StartFrom({
  streams,
  lineups,
  value,
  acts,
  onChange,
}: {
  streams: readonly StreamSummary[];
  lineups: readonly SavedLineup[];
  value: Beginning;
  acts: LineupActs;
  onChange(value: Beginning): void;
}) {
  const say = useMessages(copyStreamWords);
  const language = useLanguage();
  const chosen = value === null ? '' : 'from' in value ? value.from : LINEUP + value.lineup;
  const lineup = lineups.find(
    ({ lineupId }) => value !== null && 'lineup' in value && value.lineup === lineupId,
  );
  const hint = value === null ? undefined : 'from' in value ? say.copies : say.copiesLineup;
  if (streams.length + lineups.length === 0) return null;
  return (
    <>
      <SelectField
        label={say.beginWith}
        value={chosen}
        hint={hint}
        options={[
          { value: '', words: say.empty },
          ...lineups.map(({ lineupId, name, products }) => ({
            value: LINEUP + lineupId,
            words: say.lineup(name, products),
          })),
          ...streams.map((each) => ({
            value: each.slug,
            words: `${titledIn(language, each).title} · ${dayOnly(each.liveStartMs ?? each.scheduledAtMs, language)}`,
          })),
        ]}
        onChange={(next) => {
          if (next === '') onChange(null);
          else onChange(next.startsWith(LINEUP) ? { lineup: next.slice(LINEUP.length) } : { from: next });
        }}
      />
      {value !== null && 'from' in value && (
        <SaveLineup
          key={value.from}
          slug={value.from}
          acts={acts}
          onSaved={(lineupId) => onChange({ lineup: lineupId })}
        />
      )}
      {lineup?.isMine && (
        <DeleteLineup key={lineup.lineupId} lineup={lineup} acts={acts} onDeleted={() => onChange(null)} />
      )}
    </>
  );
}

function SaveLineup({
  slug,
  acts,
  onSaved,
}: {
  slug: string;
  acts: LineupActs;
  onSaved(lineupId: string): void;
}) {
  const say = useMessages(copyStreamWords);
  const sentence = useHostSentence('CNY');
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function save() {
    if (isBusy) return;
    if (name.trim() === '') return setFault(say.needName);
    setBusy(true);
    const saved = await acts.save(slug, name.trim());
    setBusy(false);
    if (saved.ok) return onSaved(saved.value.lineupId);
    const { refusal } = saved;
    // Its bound is what a name is refused for.
    setFault(refusal.code === 'BAD_REQUEST' ? say.tooManyLineups : sentence(refusal));
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // The form around it would make the stream.
    event.preventDefault();
    void save();
  };
  return (
    <details className="save-lineup">
      <summary>{say.saveLineup}</summary>
      <Field
        label={say.lineupName}
        value={name}
        maxLength={MAX_LINEUP_NAME}
        autoComplete="off"
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setName(event.target.value);
          setFault(null);
        }}
        {...(fault !== null && { fault })}
      />
      <Button look="line" busy={isBusy} onClick={() => void save()}>
        {say.save}
      </Button>
    </details>
  );
}

/** Two taps: what was saved is not to be had again. */
function DeleteLineup({
  lineup: { lineupId, name },
  acts,
  onDeleted,
}: {
  lineup: SavedLineup;
  acts: LineupActs;
  onDeleted(): void;
}) {
  const say = useMessages(copyStreamWords);
  const sentence = useHostSentence('CNY');
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function remove() {
    if (isBusy) return;
    setFault(null);
    if (!isAsked) return setAsked(true);
    setBusy(true);
    const gone = await acts.remove(lineupId);
    setBusy(false);
    if (gone.ok) return onDeleted();
    setAsked(false);
    setFault(sentence(gone.refusal));
  }
  return (
    <>
      <Button look="quiet" busy={isBusy} onClick={() => void remove()}>
        {isAsked ? say.deleteSure(name) : say.deleteLineup}
      </Button>
      {fault !== null && <Notice tone="fault">{fault}</Notice>}
    </>
  );
}
