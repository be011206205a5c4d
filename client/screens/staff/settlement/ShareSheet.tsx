import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ProducerShareView } from '../../../../shared/contract/producer-share.ts';
import { basisPoints, formatMoney } from '../../../../shared/values/money.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { isSameReserve, type Reserve, reservedPartOf } from '../../../../shared/values/reserve.ts';
import {
  MAX_RESERVE_BPS,
  MAX_RESERVE_DAYS,
  MAX_SHARE_BPS,
  MAX_SHARES_PLANNED,
  MIN_SHARE_BPS,
  PROMISED_BPS,
} from '../../../../shared/values/share-bounds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { createShareSetter } from '../../../stores/producer-share.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { Field } from '../../../ui/Field.tsx';
import { dayOf } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { beforeChange, reserveOf, shareBpsOf } from './share-draft.ts';

/** What the form shows first of a reserve that nobody has set. */
const USUAL_DAYS = 30;
/** The sum that the form shows a reserve by. */
const EXAMPLE_MINOR = 10_000;

type Words = (typeof producerShareWords)['en'];

/** What a producer gets of a line (M6), as it was read last. */
export function useProducerShare(producerId: string) {
  const world = useWorld();
  return useQuery({
    queryKey: ['share', producerId],
    queryFn: () => askRoute(world, 'producerShare', { params: { producerId } }),
  });
}

/** A producer's share: what it is, another from a day on with what that does, and who changed it when (M6). */
export function ShareSheet({
  producerId,
  name,
  onSet,
  onClose,
}: {
  producerId: string;
  name: string;
  onSet(says: string): void;
  onClose(): void;
}) {
  const say = useMessages(producerShareWords);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const { data, error, refetch } = useProducerShare(producerId);
  const title = say.title(name);
  if (data && role === 'operator') {
    return <ShareForm producerId={producerId} title={title} view={data} onSet={onSet} onClose={onClose} />;
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="stack">
        <NotRead fault={error} onAgain={() => void refetch()} />
        {!data && !error && <Bones look="line" />}
        {data && (
          <>
            <Now view={data} />
            <p className="soft">{say.readOnly}</p>
            <Changes view={data} />
          </>
        )}
      </div>
    </Sheet>
  );
}

function ShareForm({
  producerId,
  title,
  view,
  onSet,
  onClose,
}: {
  producerId: string;
  title: string;
  view: ProducerShareView;
  onSet(says: string): void;
  onClose(): void;
}) {
  const say = useMessages(producerShareWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const setter = useOwnStore((world) => createShareSetter(producerId, world));
  const questions = useQueryClient();
  const [share, setShare] = useState(`${view.shareBps / 100}`);
  const [percent, setPercent] = useState(`${(view.reserve?.bps ?? 0) / 100}`);
  const [days, setDays] = useState(`${view.reserve?.days ?? USUAL_DAYS}`);
  const [from, setFrom] = useState(view.today);
  const [doesDrop, setDoesDrop] = useState(false);
  const shareBps = shareBpsOf(share);
  const given = reserveOf(percent, days);
  const reserve = given === 'none' ? null : given;
  const isPercentFine = reserveOf(percent, '1') !== null;
  const isFromFine = from >= view.today;
  const isToday = from === view.today;
  const day = isFromFine ? dayOf(Date.parse(`${from}T00:00:00Z`), language, 'UTC') : '';
  // `2026-12-03`, as a date field has it.
  const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: view.timeZone });
  const { wasBps, wasReserve, dropped } = beforeChange(view, from, (atMs) => inZone.format(atMs));
  const isUnchanged = shareBps === wasBps && isSameReserve(reserve, wasReserve);
  // What is planned stays until somebody says that it goes.
  const isSame = isUnchanged && !(doesDrop && dropped > 0);
  const isFine = shareBps !== null && given !== null && isFromFine;
  const form = useSubmit(isFine && !isSame, async () => {
    if (shareBps === null) return null;
    const refusal = await setter.set({ version: view.version, from, shareBps, reserve });
    await questions.invalidateQueries({ queryKey: ['share', producerId] });
    if (!refusal) {
      const said = termsText(say, shareBps, reserve);
      onSet(isToday ? say.savedNow(said) : say.saved(said, day));
    }
    return refusal;
  });
  const isFromRefused = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'from';
  return (
    <SheetForm
      title={title}
      action={say.set}
      isBusy={form.isBusy}
      isDisabled={isFine && isSame}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Now view={view} />
      <div className="form-pair">
        <Field
          label={say.share}
          inputMode="decimal"
          autoComplete="off"
          maxLength={7}
          value={share}
          onChange={(event) => setShare(event.target.value)}
          {...form.fault(shareBps === null, say.shareWrong(MIN_SHARE_BPS / 100, MAX_SHARE_BPS / 100))}
        />
        <DayField
          label={say.from}
          min={view.today}
          value={from}
          hint={say.fromHint}
          onChange={(event) => {
            setFrom(event.target.value);
            form.dismiss();
          }}
          {...(isFromRefused
            ? { fault: say.fromWrong(MAX_SHARES_PLANNED) }
            : form.fault(!isFromFine, say.fromWrong(MAX_SHARES_PLANNED)))}
        />
      </div>
      <div className="form-pair">
        <Field
          label={say.reserve}
          inputMode="decimal"
          autoComplete="off"
          maxLength={6}
          value={percent}
          hint={say.reserveHint}
          onChange={(event) => setPercent(event.target.value)}
          {...form.fault(!isPercentFine, say.reserveWrong(MAX_RESERVE_BPS / 100))}
        />
        <Field
          label={say.days}
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          value={days}
          hint={say.daysHint}
          disabled={given === 'none'}
          onChange={(event) => setDays(event.target.value)}
          {...form.fault(isPercentFine && given === null, say.daysWrong(MAX_RESERVE_DAYS))}
        />
      </div>
      {isFine && (
        <div className="stack" aria-live="polite">
          <h3>{say.preview}</h3>
          {isUnchanged ? (
            <p className={isSame ? 'soft' : undefined}>
              {isSame
                ? `${say.same}${dropped > 0 ? ` ${say.plannedStays(dropped)}` : ''}`
                : say.stays(termsText(say, shareBps, reserve), dropped)}
            </p>
          ) : (
            <>
              <p>
                <b className="figures">
                  {isToday
                    ? say.fromNow(termsText(say, shareBps, reserve))
                    : say.fromDay(day, termsText(say, shareBps, reserve))}
                </b>
              </p>
              <p className="soft">
                {say.forProducts(view.products)} {dropped > 0 && say.dropped(dropped)}
              </p>
            </>
          )}
          {isUnchanged && dropped > 0 && (
            <Button look="line" onClick={() => setDoesDrop(!doesDrop)}>
              {doesDrop ? say.keepPlanned(dropped) : say.dropPlanned(dropped)}
            </Button>
          )}
          {reserve && <Example shareBps={shareBps} reserve={reserve} />}
          <Keeping view={view} />
        </div>
      )}
      {form.reason && !isFromRefused && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'STALE_VERSION' ? say.changed : sentence(form.reason)}
        </Notice>
      )}
      <Changes view={view} />
    </SheetForm>
  );
}

/** What holds now. */
function Now({ view }: { view: ProducerShareView }) {
  const say = useMessages(producerShareWords);
  const { shareBps, reserve } = view;
  return (
    <p>
      {say.now(say.percent(shareBps / 100))}
      {reserve && ` ${say.nowReserve(say.percent(reserve.bps / 100), reserve.days)}`}
    </p>
  );
}

/** What a reserve does to a round sum, and that what is promised stays out of it (M7). */
function Example({ shareBps, reserve }: { shareBps: number; reserve: Reserve }) {
  const say = useMessages(producerShareWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, 'CNY', language);
  const shareMinor = basisPoints(EXAMPLE_MINOR, shareBps);
  const laterMinor = reservedPartOf(shareMinor, EXAMPLE_MINOR, reserve.bps);
  const isCapped = laterMinor < Math.floor((shareMinor * reserve.bps) / 10_000);
  return (
    <>
      <p className="figures">
        {say.example(money(EXAMPLE_MINOR), money(shareMinor - laterMinor), money(laterMinor), reserve.days)}
      </p>
      {isCapped && <p className="attention">{say.capped(say.percent(PROMISED_BPS / 100))}</p>}
    </>
  );
}

/** A share, and what of it is kept, in a few words. */
function termsText(say: Words, shareBps: number, reserve: Reserve | null | undefined): string {
  const share = say.percent(shareBps / 100);
  return reserve ? say.both(share, say.percent(reserve.bps / 100), reserve.days) : share;
}

/** Streams whose lineup has the products already: nothing changes there. */
function Keeping({ view }: { view: ProducerShareView }) {
  const say = useMessages(producerShareWords);
  const language = useLanguage();
  if (view.streams.length === 0) return <p className="soft">{say.noneKeep}</p>;
  return (
    <>
      <p className="soft">{say.keep}</p>
      <ul className="lines">
        {view.streams.map(({ slug, scheduledAtMs, products, sharesBps, ...stream }) => (
          <li key={slug}>
            <span className="grow">
              <bdi>{titledIn(language, stream).title}</bdi>
              <span className="soft small">{dayOf(scheduledAtMs, language, view.timeZone)}</span>
            </span>
            <span className="figures">
              {say.keeps(products, sharesBps.map((bps) => say.percent(bps / 100)).join(' / '))}
            </span>
          </li>
        ))}
      </ul>
      {view.isCut && <p className="soft small">{say.moreKeep}</p>}
    </>
  );
}

/** Who changed it when, the newest first. */
function Changes({ view }: { view: ProducerShareView }) {
  const say = useMessages(producerShareWords);
  const language = useLanguage();
  return (
    <div className="stack">
      <h3>{say.changes}</h3>
      {view.changes.length === 0 && <p className="soft">{say.noChanges}</p>}
      <ul className="lines">
        {view.changes.map(({ fromMs, wasBps, wasReserve, shareBps, reserve, atMs, by, byEn, isReplaced }) => (
          <li key={`${atMs} ${fromMs}`}>
            <span className="grow">
              <span>
                {say.change(
                  termsText(say, wasBps, wasReserve),
                  termsText(say, shareBps, reserve),
                  dayOf(fromMs, language, view.timeZone),
                )}
              </span>
              <span className="soft small">
                {say.changedBy(
                  by === null ? say.formerMember : personIn(language, by, byEn),
                  dayAndTime(atMs, language),
                )}
                {isReplaced && ` · ${say.replaced}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
