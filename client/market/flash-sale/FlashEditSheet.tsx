import { type FormEvent, useState } from 'react';
import type { ConsoleFlash, ConsoleItem } from '../../../shared/contract/console.ts';
import { MAX_FLASH_SECONDS } from '../../../shared/market/flash-sale/bounds.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { MINUTE, SECOND } from '../../../shared/values/time.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useConsole, useCurrency, useItem, useItemName } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { useSend } from '../../screens/staff/console/use-send.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import { flashOn } from '../../stores/host/floor.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { typedMinute } from '../../ui/typed-time.ts';
import { flashPanelWords } from './console-words.ts';
import { roomFor } from './flash-draft.ts';
import { StartTime } from './StartTime.tsx';
import { startTyped } from './start-time.ts';

/** So much later than now an announced flash can be put, in seconds; 0 leaves its start. */
const STARTS = [0, 10, 30, 60, 300];
/** Beside those. */
const AT_TIME = -1;

/** Changes a flash: all of it until it starts; then more units, more a person, and an earlier end (F2). */
export function FlashEditSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const item = useItem(itemNumber);
  const flash = item && flashOn(item);
  const [first] = useState(flash);
  // Another flash than the one that was opened, or none, is not what is typed here.
  if (!item || !flash || flash.flashId !== first?.flashId) return <IsOver onClose={onClose} />;
  return <EditForm item={item} flash={flash} onClose={onClose} />;
}

function IsOver({ onClose }: { onClose(): void }) {
  const say = useMessages(flashPanelWords);
  return (
    <Sheet isQuestion title={say.flashRuns} onClose={onClose}>
      <p className="ask-text">{say.editOver}</p>
    </Sheet>
  );
}

function EditForm({ item, flash, onClose }: { item: ConsoleItem; flash: ConsoleFlash; onClose(): void }) {
  const say = useMessages(formMessages);
  const sayPanel = useMessages(flashPanelWords);
  const { host } = useConsole();
  const currency = useCurrency();
  const money = useMoney(currency);
  const sentence = useHostSentence(currency);
  const nameOf = useItemName();
  const [price, setPrice] = useState(amountText(flash.priceMinor, currency));
  const [minutes, setMinutes] = useState<string | null>(null);
  const [startIn, setStartIn] = useState(0);
  const [startTime, setStartTime] = useState('');
  const [hasConsent, setConsent] = useState(false);
  const [cap, setCap] = useState(String(flash.cap));
  const [perBuyer, setPerBuyer] = useState(String(flash.perBuyerCap));
  const { isBusy, refusal, consentTo, forget, send } = useSend(onClose, { isStaleDone: true });
  const hasStarted = useServerTime((nowMs) => nowMs >= flash.startsAtMs);
  const minuteMs = useServerTime((nowMs) => (hasStarted ? Math.floor(nowMs / SECOND) * SECOND : 0));
  const form = useFirstField();

  const priceMinor = parseMoney(price, currency);
  const units = wholeNumber(cap);
  const each = wholeNumber(perBuyer);
  const length = minutes === null ? null : wholeNumber(minutes);
  const most = hasStarted ? flash.cap + Math.max(0, roomFor(item) - flash.free) : roomFor(item);
  const least = hasStarted ? { cap: flash.cap, each: flash.perBuyerCap } : { cap: 1, each: 1 };
  const left = Math.ceil((flash.endsAtMs - minuteMs) / MINUTE);
  const longest = hasStarted ? Math.max(1, left) : MAX_FLASH_SECONDS / 60;
  const typedStart = useServerTime((nowMs) => startTyped(startTime, Math.floor(nowMs / MINUTE) * MINUTE));
  // What was announced below the floor had its consent; a lower price needs another one (F1).
  const isBelowFloor = (priceMinor !== null && priceMinor < (item.floorMinor ?? 0)) || consentTo !== null;
  const needsConsent = !hasStarted && isBelowFloor && priceMinor !== null && priceMinor < flash.priceMinor;
  const faults = {
    price: !hasStarted && (priceMinor === null || priceMinor < 1),
    below: !hasStarted && priceMinor !== null && priceMinor >= item.listPriceMinor,
    cap: units === null || units < least.cap || units > most,
    each: each === null || each < least.each || each > MAX_UNITS,
    minutes: minutes !== null && (length === null || length < 1 || length > longest),
    start: !hasStarted && startIn === AT_TIME && typedStart === null,
    consent: needsConsent && !hasConsent,
  };
  const isFine = !Object.values(faults).includes(true);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isFine || priceMinor === null || units === null || each === null) return;
    const { flashId, startsAtMs, endsAtMs } = flash;
    const nowMs = host.nowMs();
    const later = startIn === AT_TIME ? (typedStart ?? startsAtMs) : nowMs + startIn * SECOND;
    const starts = hasStarted || startIn === 0 ? startsAtMs : later;
    const from = hasStarted ? nowMs : starts;
    const ends = length === null ? endsAtMs + (starts - startsAtMs) : from + length * MINUTE;
    void send({
      ...{ kind: 'flash-sale:edit', flashId, context: { itemNumber: item.itemNumber } },
      ...(!hasStarted && priceMinor !== flash.priceMinor && { priceMinor }),
      ...(needsConsent && hasConsent && { floorConsent: true }),
      ...(starts !== startsAtMs && { startsAtMs: starts }),
      // What is left in whole minutes may be a little more than there is: then the end stays.
      ...(ends !== endsAtMs && (!hasStarted || ends < endsAtMs) && { endsAtMs: ends }),
      ...(units !== flash.cap && { cap: units }),
      ...(each !== flash.perBuyerCap && { perBuyerCap: each }),
    });
  }

  return (
    <Sheet
      title={sayPanel.editTitle(nameOf(item.itemNumber))}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="flash-edit" busy={isBusy} disabled={!isFine}>
          {sayPanel.editSave}
        </Button>
      }
    >
      <form ref={form} id="flash-edit" className="form" noValidate onSubmit={submit}>
        {!hasStarted && (
          <>
            <Field
              label={say.flashSale}
              inputMode="decimal"
              value={price}
              hint={say.listIs(money(item.listPriceMinor))}
              onChange={(event) => setPrice(event.target.value)}
              {...(faults.price ? { fault: say.priceWrong } : faults.below ? { fault: say.below } : {})}
            />
            {needsConsent && (
              <label className="option consent">
                <input
                  type="checkbox"
                  checked={hasConsent}
                  onChange={(event) => setConsent(event.target.checked)}
                />
                <span>
                  <b>{say.consent(money(consentTo?.floorMinor ?? item.floorMinor ?? 0))}</b>
                </span>
              </label>
            )}
            <Choices
              label={sayPanel.editStart}
              value={startIn}
              options={[
                ...STARTS.map((seconds) => ({
                  value: seconds,
                  words: seconds === 0 ? sayPanel.editStartStays : sayPanel.editIn(seconds),
                })),
                { value: AT_TIME, words: say.atTime },
              ]}
              onChange={(seconds) => {
                setStartIn(seconds);
                if (seconds === AT_TIME)
                  setStartTime(typedMinute(Math.max(flash.startsAtMs, host.nowMs())).slice(11));
              }}
            />
            {startIn === AT_TIME && <StartTime value={startTime} onChange={setStartTime} />}
          </>
        )}
        <Field
          label={hasStarted ? sayPanel.editEnds : say.minutesField}
          inputMode="numeric"
          value={
            minutes ??
            String(hasStarted ? longest : Math.round((flash.endsAtMs - flash.startsAtMs) / MINUTE) || 1)
          }
          onChange={(event) => setMinutes(event.target.value)}
          {...(faults.minutes ? { fault: say.minutesWrong(longest) } : {})}
        />
        <div className="form-pair">
          <Field
            label={say.cap}
            inputMode="numeric"
            value={cap}
            hint={say.capHint(most)}
            onChange={(event) => setCap(event.target.value)}
            {...(faults.cap ? { fault: sayPanel.editFrom(least.cap, most) } : {})}
          />
          <Field
            label={say.perBuyer}
            inputMode="numeric"
            value={perBuyer}
            onChange={(event) => setPerBuyer(event.target.value)}
            {...(faults.each ? { fault: sayPanel.editFrom(least.each, MAX_UNITS) } : {})}
          />
        </div>
        {hasStarted && <p className="soft">{sayPanel.editRunning}</p>}
        {refusal && !consentTo && (
          <Notice tone="fault" onDismiss={forget}>
            {sentence(refusal)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}
