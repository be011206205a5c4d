import { type FormEvent, useState } from 'react';
import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { MAX_COUNTDOWN_SECONDS, MAX_FLASH_SECONDS } from '../../../shared/market/flash-sale/bounds.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { Choices } from '../../screens/staff/console/Choices.tsx';
import { useConsolePlace } from '../../screens/staff/console/console-place.ts';
import {
  useConsole,
  useCurrency,
  useHost,
  useItem,
  useItemName,
  useMay,
} from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useFirstField } from '../../screens/staff/console/use-first-field.ts';
import { useSend } from '../../screens/staff/console/use-send.ts';
import { focusOf } from '../../stores/host/host-state.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { clockTyped } from '../../ui/typed-time.ts';
import { FlashCost } from './FlashCost.tsx';
import { atListPrice, draftFor, type FlashDraft, loweredPrice, roomFor, termsOf } from './flash-draft.ts';
import { StartTime } from './StartTime.tsx';
import { usualStart } from './start-time.ts';

const OFF_BPS = [1_000, 2_000, 3_000];
/** Beside the countdowns, which are seconds. */
const AT_TIME = -1;

/** The form of a flash price; it closes when the ledger has it, and says in place why it has not. */
export function FlashSheet({
  itemNumber,
  pins = false,
  onClose,
}: {
  itemNumber: number;
  /** Whether the item goes on the pin with it, where it is not pinned. */
  pins?: boolean;
  onClose(): void;
}) {
  const item = useItem(itemNumber);
  return item ? <FlashForm item={item} pins={pins} onClose={onClose} /> : null;
}

function FlashForm({ item, pins, onClose }: { item: ConsoleItem; pins: boolean; onClose(): void }) {
  const say = useMessages(formMessages);
  const language = useLanguage();
  const { host } = useConsole();
  const { turnTo } = useConsolePlace();
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === item.itemNumber));
  const mayPin = useMay('pin') && !isPinned;
  const [isPinWanted, setPinWanted] = useState(pins);
  const currency = useCurrency();
  const money = useMoney(currency);
  const sentence = useHostSentence(currency);
  const nameOf = useItemName();
  const [draft, setDraft] = useState<FlashDraft>(() => draftFor(item, currency));
  const onDone = () => {
    // Another item may have been pinned meanwhile: what this form made is what its buttons are for.
    if (focusOf(host.store.getState()) !== item.itemNumber) host.choose(item.itemNumber);
    onClose();
  };
  const { isBusy, refusal, consentTo, forget, send } = useSend(onDone, { isStaleDone: true });
  const minuteMs = useServerTime((nowMs) => Math.floor(nowMs / MINUTE) * MINUTE);
  const { terms, faults, priceMinor, cap } = termsOf(draft, item, currency, minuteMs);
  const change = (part: Partial<FlashDraft>) => setDraft((now) => ({ ...now, ...part }));
  const { listPriceMinor } = item;
  // Whoever sets a flash knows the floor.
  const floorMinor = item.floorMinor ?? 0;
  // The ledger asks for the consent too, where another console changed the floor or the list price meanwhile.
  const isBelowFloor = (priceMinor !== null && priceMinor < floorMinor) || consentTo !== null;
  const room = roomFor(item);
  const heldAtList = atListPrice(item);
  const offBps = OFF_BPS.find((bps) => loweredPrice(listPriceMinor, 10_000 - bps, currency) === priceMinor);

  const form = useFirstField();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!terms || isBusy) return;
    if (mayPin && isPinWanted) {
      host.choose(item.itemNumber);
      turnTo('now');
      void host.act({ kind: 'lineup:pin', itemNumber: item.itemNumber });
    }
    const sent = draft.hasConsent ? { ...terms, floorConsent: true } : terms;
    void send({ kind: 'flash-sale:start', itemNumber: item.itemNumber, ...sent });
  }

  return (
    <Sheet
      title={say.flashTitle(nameOf(item.itemNumber))}
      onClose={onClose}
      footer={
        <Button look="primary" wide type="submit" form="flash-form" busy={isBusy} disabled={!terms}>
          {mayPin && isPinWanted && say.pinAnd(item.itemNumber)}
          {draft.startTime !== null
            ? say.announceAt(
                priceMinor === null ? '–' : money(priceMinor),
                clockTyped(draft.startTime) ?? '–',
              )
            : draft.prelaunchSeconds > 0
              ? say.announceFlash(priceMinor === null ? '–' : money(priceMinor), draft.prelaunchSeconds)
              : say.startFlash(priceMinor === null ? '–' : money(priceMinor))}
        </Button>
      }
    >
      <form ref={form} id="flash-form" className="form" noValidate onSubmit={submit}>
        <Field
          label={say.flashSale}
          inputMode="decimal"
          value={draft.price}
          hint={`${say.listIs(money(listPriceMinor))}${
            priceMinor !== null && priceMinor < listPriceMinor
              ? ` · ${say.lower(percent(1 - priceMinor / listPriceMinor, language))}`
              : ''
          }`}
          onChange={(event) => change({ price: event.target.value })}
          {...(faults.has('price')
            ? { fault: say.priceWrong }
            : faults.has('below')
              ? { fault: say.below }
              : {})}
        />
        <Choices
          label={say.off}
          value={offBps ?? null}
          options={OFF_BPS.map((bps) => ({ value: bps, words: `−${bps / 100}%` }))}
          onChange={(bps) =>
            change({ price: amountText(loweredPrice(listPriceMinor, 10_000 - bps, currency), currency) })
          }
        />
        {isBelowFloor && (
          <label className="option consent">
            <input
              type="checkbox"
              checked={draft.hasConsent}
              onChange={(event) => change({ hasConsent: event.target.checked })}
            />
            <span>
              <b>{say.consent(money(consentTo?.floorMinor ?? floorMinor))}</b>
            </span>
          </label>
        )}
        <Choices
          label={say.duration}
          value={Number(draft.minutes)}
          options={[3, 5, 10].map((minutes) => ({ value: minutes, words: say.minutes(minutes) }))}
          onChange={(minutes) => change({ minutes: String(minutes) })}
        />
        <div className="form-three">
          <Field
            label={say.minutesField}
            inputMode="numeric"
            value={draft.minutes}
            onChange={(event) => change({ minutes: event.target.value })}
            {...(faults.has('minutes') ? { fault: say.minutesWrong(MAX_FLASH_SECONDS / 60) } : {})}
          />
          <Field
            label={say.cap}
            inputMode="numeric"
            value={draft.cap}
            hint={say.capHint(room)}
            onChange={(event) => change({ cap: event.target.value })}
            {...(faults.has('cap') ? { fault: room === 0 ? say.noPieces : say.capWrong(room) } : {})}
          />
          <Field
            label={say.perBuyer}
            inputMode="numeric"
            value={draft.perBuyer}
            onChange={(event) => change({ perBuyer: event.target.value })}
            {...(faults.has('perBuyer') ? { fault: say.capWrong(99) } : {})}
          />
        </div>
        {heldAtList > 0 && <p className="soft figures">{say.atListPrice(heldAtList)}</p>}
        <Choices
          label={say.countdown}
          value={draft.startTime === null ? draft.prelaunchSeconds : AT_TIME}
          options={[
            ...[0, 10, 30, 60, MAX_COUNTDOWN_SECONDS].map((seconds) => ({
              value: seconds,
              words:
                seconds === 0
                  ? say.atOnce
                  : say.startIn(seconds > 60 ? say.minutes(seconds / 60) : say.seconds(seconds)),
            })),
            { value: AT_TIME, words: say.atTime },
          ]}
          onChange={(seconds) =>
            change(
              seconds === AT_TIME
                ? { startTime: usualStart(host.nowMs()) }
                : { startTime: null, prelaunchSeconds: seconds },
            )
          }
        />
        {draft.startTime !== null && (
          <StartTime value={draft.startTime} onChange={(startTime) => change({ startTime })} />
        )}
        <Choices
          label={say.afterEnd}
          value={draft.afterEnd}
          options={[
            { value: 'list', words: say.backToList },
            { value: 'off', words: say.offSale },
          ]}
          onChange={(afterEnd) => change({ afterEnd })}
        />
        <Choices
          label={say.funder}
          value={draft.fundedBy}
          options={(['producer', 'host', 'shop'] as const).map((who) => ({
            value: who,
            words: say.funders[who],
          }))}
          onChange={(fundedBy) => change({ fundedBy })}
        />
        {mayPin && (
          <label className="option">
            <input
              type="checkbox"
              checked={isPinWanted}
              onChange={(event) => setPinWanted(event.target.checked)}
            />
            <span>
              <b>{say.pinToo(item.itemNumber)}</b>
            </span>
          </label>
        )}
        <FlashCost item={item} priceMinor={priceMinor} cap={cap} fundedBy={draft.fundedBy} />
        {refusal && !consentTo && (
          <Notice tone="fault" onDismiss={forget}>
            {sentence(refusal)}
          </Notice>
        )}
      </form>
    </Sheet>
  );
}

function percent(share: number, language: string): string {
  return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
}
