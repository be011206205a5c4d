import { useState } from 'react';
import type { Reason } from '../../../../../shared/contract/answer.ts';
import type { RecordingView } from '../../../../../shared/contract/media.ts';
import { broadcastMessages } from '../../../../i18n/console-broadcast.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Notice } from '../../../../ui/Notice.tsx';
import { timeLeft } from '../../../../ui/time-words.ts';
import { useConsole, useCurrency, useHost } from '../host-context.ts';
import { useHostSentence } from '../host-sentence.ts';

const MEGABYTE = 1_000_000;

/** One switch: the broadcast is recorded or it is not. Beside it what is kept, or why nothing can be. */
export function RecordSwitch() {
  const say = useMessages(broadcastMessages);
  const { newKey } = useWorld();
  const { host } = useConsole();
  const sentence = useHostSentence(useCurrency());
  const recording = useHost(({ media }) => media?.recording ?? null);
  /** Without live video, or without what cuts it into pieces, there is nothing to record. */
  const canRecord = useHost(({ media }) => media?.isAvailable === true && media.hlsReason === null);
  /** What was asked for and not yet seen; the server's word ends it. */
  const [asked, setAsked] = useState<boolean | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  if (!recording) return null;
  const isOn = asked ?? recording.isOn;

  async function turn(next: boolean) {
    setAsked(next);
    setReason(null);
    const answer = await host.ask('stream:record', { key: newKey(), isOn: next });
    setAsked(null);
    if (!answer.ok) setReason(answer);
  }

  return (
    <div className="record">
      <label className="switch-row">
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          checked={isOn}
          disabled={!canRecord && !recording.isOn}
          aria-busy={asked !== null || undefined}
          onChange={(event) => void turn(event.target.checked)}
        />
        <span>
          <b>{say.record}</b>
          <span className="soft figures">{canRecord ? <Kept recording={recording} /> : say.recordNot}</span>
        </span>
      </label>
      {recording.problem && canRecord && <Notice tone="fault">{say.recordProblem[recording.problem]}</Notice>}
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
    </div>
  );
}

function Kept({ recording }: { recording: RecordingView }) {
  const say = useMessages(broadcastMessages);
  const language = useLanguage();
  const { isOn, keptMs, keptBytes } = recording;
  if (keptMs === 0) return isOn ? say.recordWaits : say.recordHint;
  const size = (keptBytes / MEGABYTE).toLocaleString(language, { maximumFractionDigits: 0 });
  return say.recordKept(timeLeft(keptMs), size);
}
