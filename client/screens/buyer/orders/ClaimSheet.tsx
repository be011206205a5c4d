import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { MyParcel } from '../../../../shared/contract/packing.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import {
  CLAIM_ANSWER_MS,
  CLAIM_TEXT_DAYS,
  MAX_CLAIM_PHOTOS,
  MAX_CLAIM_WORDS,
  MAX_PHOTO_BYTES,
} from '../../../../shared/market/parcel/bounds.ts';
import { claimBack } from '../../../../shared/market/parcel/claim-back.ts';
import { type ClaimReason, claimReasons } from '../../../../shared/market/parcel/claim-reasons.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { OrderClaims } from '../../../stores/order-claims.ts';
import { Button } from '../../../ui/Button.tsx';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { TakePictures } from '../../../ui/TakePictures.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useWording } from '../../../ui/wording.ts';
import { claimWords } from './claim-words.ts';
import { parcelWords } from './parcel-words.ts';

const shares = [10_000, 5_000, 2_500] as const;

/**
 * What went wrong with what arrived (O6): how many, why, how much of it with what would come back, photos, a sentence; and
 * by when there is an answer (O9) and the money (O14).
 * It closes once the claim is open: a refusal is said in it, and loses nothing of what was filled in.
 */
export function ClaimSheet({
  store,
  mine,
  lines,
  onClose,
}: {
  store: OrderClaims;
  mine: MyOrder;
  /** What can be claimed, each with how many of it. */
  lines: readonly (MyParcel['lines'][number] & { most: number })[];
  onClose(): void;
}) {
  const say = useMessages(parcelWords);
  const tell = useMessages(claimWords);
  const language = useLanguage();
  const money = useMoney(mine.currency);
  const form = useRef<HTMLFormElement>(null);
  const [at, setAt] = useState(0);
  const [units, setUnits] = useState(1);
  // Whoever claims says it: nothing is answered for them.
  const [shareBps, setShare] = useState<number | null>(null);
  const [reason, setReason] = useState<ClaimReason | null>(null);
  const [photos, setPhotos] = useState<Blob[]>([]);
  const [words, setWords] = useState('');
  /** Counts the taps that were in vain. */
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLInputElement>('.unanswered input')?.focus();
  }, [attempt]);
  const [isRefused, setRefused] = useState(false);
  const busy = useStore(store.store, (state) => state.claiming[mine.order.orderId] === true);
  const fault = useStore(store.store, (state) => state.claimFaults[mine.order.orderId]);
  const wording = useWording(mine.currency);
  // By when, if it is sent now.
  const answerBy = useServerTime((nowMs) => dayAndTime(nowMs + CLAIM_ANSWER_MS, language));
  const line = lines[at];
  if (!line) return null;
  const { most } = line;
  const backOf = (bps: number) => money(claimBack(line.claimed, units, bps));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === null || shareBps === null) return setAttempt(attempt + 1);
    const { orderId, itemNumber, unitPriceMinor } = line;
    const claim = { orderId, itemNumber, unitPriceMinor, units, shareBps, reason };
    const said = { words: words.replace(/\s+/g, ' ').trim(), photos };
    setRefused(false);
    if (await store.claim(mine, claim, said)) onClose();
    else setRefused(true);
  };
  return (
    <Sheet title={say.claimTitle} onClose={onClose}>
      <form className="stack" ref={form} onSubmit={(event) => void submit(event)}>
        <Choice
          name={say.what}
          options={lines.map((each, index) => [String(index), namedIn(language, each).name])}
          chosen={String(at)}
          onChoose={(index) => {
            setAt(Number(index));
            setUnits(1);
          }}
        />
        <Choice
          name={say.why}
          options={claimReasons.map((name) => [name, say[name]])}
          chosen={reason}
          isAsked={attempt > 0}
          onChoose={(name) => setReason(name as ClaimReason)}
        />
        <Field
          label={say.howMany}
          type="number"
          inputMode="numeric"
          min={1}
          max={most}
          required
          value={units}
          onChange={(event) => setUnits(Math.min(most, Math.max(1, Number(event.target.value) || 1)))}
        />
        <Choice
          name={say.howMuch}
          options={shares.map((bps) => [String(bps), tell.shareBack(say.share(bps / 100), backOf(bps))])}
          chosen={shareBps === null ? null : String(shareBps)}
          isAsked={attempt > 0}
          onChoose={(bps) => setShare(Number(bps))}
        />
        <TakePictures
          pictures={photos}
          most={MAX_CLAIM_PHOTOS}
          mostBytes={MAX_PHOTO_BYTES}
          words={{ label: tell.photos, add: tell.addPhoto, remove: tell.removePhoto, bad: tell.badPhoto }}
          onChange={(next) => setPhotos(next.filter((each): each is Blob => typeof each !== 'string'))}
        />
        <TextField
          label={tell.words}
          hint={tell.whoReads(CLAIM_TEXT_DAYS)}
          rows={3}
          maxLength={MAX_CLAIM_WORDS}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <p className="soft">
          {say.answerBy(answerBy)} {tell.moneyBack(mine.order.payment === 'cash_on_delivery', line.backDays)}
        </p>
        {isRefused && fault && <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>}
        <Button look="primary" wide type="submit" busy={busy}>
          {say.send}
        </Button>
      </form>
    </Sheet>
  );
}

function Choice({
  name,
  options,
  chosen,
  isAsked = false,
  onChoose,
}: {
  name: string;
  options: readonly (readonly [value: string, label: string])[];
  chosen: string | null;
  /** It was sent without an answer to this: that is said. */
  isAsked?: boolean;
  onChoose(value: string): void;
}) {
  const say = useMessages(parcelWords);
  const id = useId();
  const isMissing = isAsked && chosen === null;
  return (
    <fieldset
      className={isMissing ? 'claim-choice unanswered' : 'claim-choice'}
      aria-describedby={isMissing ? id : undefined}
    >
      <legend>{name}</legend>
      {isMissing && <FaultWords id={id}>{say.choose}</FaultWords>}
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
