import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ProducerShareView } from '../../../../shared/contract/producer-share.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { MAX_SHARE_BPS, MAX_SHARES_PLANNED, MIN_SHARE_BPS } from '../../../../shared/values/share-bounds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { createShareSetter } from '../../../stores/producer-share.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Field } from '../../../ui/Field.tsx';
import { dayOf } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { beforeChange, shareBpsOf } from './share-draft.ts';

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
            <p>{say.now(say.percent(data.shareBps / 100))}</p>
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
  const [from, setFrom] = useState(view.today);
  const shareBps = shareBpsOf(share);
  const isFromFine = from >= view.today;
  const isToday = from === view.today;
  const day = isFromFine ? dayOf(Date.parse(`${from}T00:00:00Z`), language, 'UTC') : '';
  // `2026-12-03`, as a date field has it.
  const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: view.timeZone });
  const { wasBps, dropped } = beforeChange(view, from, (atMs) => inZone.format(atMs));
  const isSame = shareBps === wasBps && dropped === 0;
  const form = useSubmit(shareBps !== null && isFromFine && !isSame, async () => {
    if (shareBps === null) return null;
    const refusal = await setter.set({ version: view.version, from, shareBps });
    await questions.invalidateQueries({ queryKey: ['share', producerId] });
    if (!refusal) {
      const said = say.percent(shareBps / 100);
      onSet(isToday ? say.savedNow(said) : say.saved(said, day));
    }
    return refusal;
  });
  const isFromRefused = form.reason?.code === 'BAD_REQUEST' && form.reason.field === 'from';
  return (
    <SheetForm title={title} action={say.set} isBusy={form.isBusy} onSubmit={form.onSubmit} onClose={onClose}>
      <p>{say.now(say.percent(view.shareBps / 100))}</p>
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
        <Field
          label={say.from}
          type="date"
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
      {shareBps !== null && isFromFine && (
        <div className="stack" aria-live="polite">
          <h3>{say.preview}</h3>
          {shareBps === wasBps ? (
            <p className={isSame ? 'soft' : undefined}>
              {isSame ? say.same : say.stays(say.percent(shareBps / 100), dropped)}
            </p>
          ) : (
            <>
              <p>
                <b className="figures">
                  {isToday
                    ? say.fromNow(say.percent(shareBps / 100))
                    : say.fromDay(day, say.percent(shareBps / 100))}
                </b>
              </p>
              <p className="soft">
                {say.forProducts(view.products)} {dropped > 0 && say.dropped(dropped)}
              </p>
            </>
          )}
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
  const percent = (bps: number) => say.percent(bps / 100);
  return (
    <div className="stack">
      <h3>{say.changes}</h3>
      {view.changes.length === 0 && <p className="soft">{say.noChanges}</p>}
      <ul className="lines">
        {view.changes.map(({ fromMs, wasBps, shareBps, atMs, by, isReplaced }) => (
          <li key={`${atMs} ${fromMs}`}>
            <span className="grow">
              <span>
                {say.change(percent(wasBps), percent(shareBps), dayOf(fromMs, language, view.timeZone))}
              </span>
              <span className="soft small">
                {say.changedBy(by ?? say.formerMember, dayAndTime(atMs, language))}
                {isReplaced && ` · ${say.replaced}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
