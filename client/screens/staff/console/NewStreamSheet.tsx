import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { CopiedStream, CopyStreamRequest } from '../../../../shared/contract/copy-stream.ts';
import type { PaymentMethod } from '../../../../shared/contract/payment.ts';
import type { SavedLineup } from '../../../../shared/contract/saved-lineups.ts';
import type { CreateStreamRequest, StreamSummary } from '../../../../shared/market/stream/contract.ts';
import type { HoldPolicy } from '../../../../shared/market/stream/entry.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import type { Result } from '../../../../shared/values/result.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import { streamsMessages } from '../../../i18n/console-streams.ts';
import { copyStreamWords } from '../../../i18n/copy-stream.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { Unkeyed } from '../../../stores/idempotent-sender.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { currencyOptions } from '../../../ui/currencies.ts';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { instantTyped, minuteTyped, typedMinute } from '../../../ui/typed-time.ts';
import { Copied } from './copy/Copied.tsx';
import { type Beginning, type LineupActs, StartFrom } from './copy/StartFrom.tsx';
import { useHostSentence } from './host-sentence.ts';
import { Option } from './Option.tsx';
import { PlannedStart } from './PlannedStart.tsx';
import { useFirstField } from './use-first-field.ts';

const WAYS: readonly PaymentMethod[] = ['cash_on_delivery', 'sandbox'];
const WAYS_THAT_PAY: readonly PaymentMethod[] = ['cash_on_delivery'];

/** The form of a new stream. */
export function NewStreamSheet({
  currency: usual = 'CNY',
  streams = [],
  lineups = [],
  from: named = null,
  acts,
  onCreate,
  onCopy,
  onClose,
}: {
  currency?: string;
  /** Those that it can be a copy of. */
  streams?: readonly StreamSummary[];
  /** Lineups that were saved, and what is done with them. */
  lineups?: readonly SavedLineup[];
  acts: LineupActs;
  /** The one that it is a copy of until somebody chooses otherwise. */
  from?: string | null;
  onCopy(asked: Unkeyed<CopyStreamRequest>): Promise<Result<CopiedStream, Reason>>;
  onCreate(stream: Unkeyed<CreateStreamRequest>): Promise<Result<StreamSummary, Reason>>;
  onClose(): void;
}) {
  const say = useMessages(streamsMessages);
  const { clock, me } = useWorld();
  const isPracticeOff = useStore(me.store, (state) => state.me?.practice === 'off');
  const sentence = useHostSentence(usual);
  const sayCopy = useMessages(copyStreamWords);
  const language = useLanguage();
  const titleOf = (beginning: Beginning) => {
    if (beginning === null) return '';
    if ('lineup' in beginning) {
      return lineups.find(({ lineupId }) => lineupId === beginning.lineup)?.name ?? '';
    }
    const stream = streams.find((each) => each.slug === beginning.from);
    return stream ? titledIn(language, stream).title : '';
  };
  const [from, setFrom] = useState<Beginning>(named === null ? null : { from: named });
  const [copied, setCopied] = useState<CopiedStream | null>(null);
  const [title, setTitle] = useState(() => titleOf(from));
  const [when, setWhen] = useState(() => typedMinute(Math.ceil(clock.now() / HOUR) * HOUR));
  const [holdPolicy, setHoldPolicy] = useState<HoldPolicy>('hold');
  const [payments, setPayments] = useState<readonly PaymentMethod[]>(['cash_on_delivery']);
  // What is usual may be known a moment after the form has opened.
  const [chosen, setCurrency] = useState<string | null>(null);
  const currency = chosen ?? usual;
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState<Reason | null>(null);
  const minute = minuteTyped(when);
  const scheduledAtMs = instantTyped(minute ?? '');
  const isTitleFine = title.trim() !== '';
  const isTimeFine = minute !== null;

  const form = useFirstField();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const isPaid = from !== null || payments.length > 0;
    if (!isTitleFine || !isTimeFine || !isPaid || isBusy) return;
    setBusy(true);
    if (from !== null) {
      const answer = await onCopy({ title: title.trim(), scheduledAtMs, ...from });
      setBusy(false);
      if (!answer.ok) return setReason(answer.refusal);
      const { short, refused, stream } = answer.value;
      // What did not come along is read before the console opens.
      if (short.length + refused.length > 0) setCopied(answer.value);
      else goTo(`/console/${stream.slug}`);
      return;
    }
    const stream = { title: title.trim(), scheduledAtMs, holdPolicy, payments: [...payments], currency };
    const made = await onCreate(stream);
    setBusy(false);
    if (made.ok) goTo(`/console/${made.value.slug}`);
    else setReason(made.refusal);
  }

  if (copied) {
    return (
      <Sheet
        title={copied.stream.title}
        onClose={onClose}
        footer={
          <Button look="primary" wide onClick={() => goTo(`/console/${copied.stream.slug}`)}>
            {sayCopy.open}
          </Button>
        }
      >
        <Copied copied={copied} />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={say.newStream}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="new-stream" busy={isBusy}>
          {isBusy ? say.creating : say.create}
        </Button>
      }
    >
      <form ref={form} id="new-stream" className="form" noValidate onSubmit={(event) => void submit(event)}>
        <StartFrom
          streams={streams}
          lineups={lineups}
          value={from}
          acts={acts}
          onChange={(next) => {
            // A title that somebody typed stays.
            const named = titleOf(next);
            if (title === titleOf(from) && (next === null || named !== '')) setTitle(named);
            setFrom(next);
          }}
        />
        <Field
          label={say.title}
          hint={say.titleHint}
          value={title}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setTitle(event.target.value)}
          {...(isTried && !isTitleFine ? { fault: say.needTitle } : {})}
        />
        <PlannedStart value={when} isTried={isTried} onChange={setWhen} />
        {from === null && (
          <>
            <fieldset className="options">
              <legend>{say.holdPolicy}</legend>
              <Option
                kind="radio"
                isOn={holdPolicy === 'hold'}
                words={say.hold}
                about={say.holdText}
                onChange={() => setHoldPolicy('hold')}
              />
              <Option
                kind="radio"
                isOn={holdPolicy === 'first_paid'}
                words={say.firstPaid}
                about={say.firstPaidText}
                onChange={() => setHoldPolicy('first_paid')}
              />
            </fieldset>
            <fieldset className="options">
              <legend>{say.payments}</legend>
              {(isPracticeOff ? WAYS_THAT_PAY : WAYS).map((way) => (
                <Option
                  key={way}
                  kind="checkbox"
                  isOn={payments.includes(way)}
                  words={say[way]}
                  about={way === 'sandbox' ? say.sandboxText : null}
                  onChange={() =>
                    setPayments(
                      payments.includes(way) ? payments.filter((each) => each !== way) : [...payments, way],
                    )
                  }
                />
              ))}
              {isTried && payments.length === 0 && <FaultWords>{say.needPayment}</FaultWords>}
            </fieldset>
            <SelectField
              label={say.currency}
              value={currency}
              options={currencyOptions(usual)}
              onChange={setCurrency}
            />
          </>
        )}
        {reason && (
          <Notice tone="fault" onDismiss={() => setReason(null)}>
            {sentence(reason)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}
