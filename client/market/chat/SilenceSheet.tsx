import { type FormEvent, useState } from 'react';
import type { MuteReason, StaffLine } from '../../../shared/market/chat/contract.ts';
import { muteReasons } from '../../../shared/market/chat/mute-reasons.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SheetForm } from '../../ui/SheetForm.tsx';
import { careWords } from './care-words.ts';
import { nameIn } from './talker-name.ts';
import { useCare, useCareReason, useCareStore } from './use-care.ts';

/** In minutes; 0 is for good. */
const TIMES = [10, 60, 1_440, 0] as const;

/**
 * Lets the writer of a line write no more, for a time or for good, with a reason, which they read: so it is chosen, never
 * given beforehand. Orders are not touched by it.
 */
export function SilenceSheet({ line, onClose }: { line: StaffLine; onClose(): void }) {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const reasonOf = useCareReason();
  const fault = useCare((state) => state.fault);
  const isBusy = useCare(({ busy }) => busy.has(line.seq));
  const [minutes, setMinutes] = useState<(typeof TIMES)[number]>(10);
  const [scope, setScope] = useState<'stream' | 'all'>('stream');
  const [reason, setReason] = useState<MuteReason | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === null) return;
    if (
      await care.silence(line, {
        minutes: minutes === 0 ? null : minutes,
        scope,
        reason,
      })
    )
      onClose();
  };
  return (
    <SheetForm
      title={say.silenceTitle(nameIn(line.name, language))}
      action={minutes === 0 ? say.ban : say.silence}
      isBusy={isBusy}
      isDisabled={reason === null}
      isQuestion
      onSubmit={(event) => void submit(event)}
      onClose={onClose}
    >
      <p className="soft">{say.silenceHint}</p>
      {fault && <Notice tone="fault">{reasonOf(fault)}</Notice>}
      <Choices
        label={say.how}
        value={minutes}
        options={TIMES.map((value) => ({ value, words: say.forMinutes[value] }))}
        onChange={(value) => {
          setMinutes(value);
          if (value !== 0) setScope('stream');
        }}
      />
      <Choices
        label={say.where}
        value={scope}
        options={(['stream', 'all'] as const).map((value) => ({ value, words: say.scopes[value] }))}
        onChange={(value) => {
          setScope(value);
          // Nobody is banned from all streams for ten minutes.
          if (value === 'all') setMinutes(0);
        }}
      />
      {scope === 'all' && <p className="soft">{say.liftedThere}</p>}
      <Choices
        label={say.why}
        value={reason}
        options={muteReasons.map((value) => ({ value, words: say.reasons[value] }))}
        onChange={(value) => setReason(value)}
      />
    </SheetForm>
  );
}
