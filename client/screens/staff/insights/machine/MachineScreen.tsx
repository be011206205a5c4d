import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { titledIn } from '../../../../../shared/values/names.ts';
import { floorMessages } from '../../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { createMachineStore, type MachineStore, SPEEDS } from '../../../../stores/machine-store.ts';
import { createSalesStore } from '../../../../stores/sales-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { useHostSentence } from '../../console/host-sentence.ts';
import { StaffOnly } from '../../console/StaffOnly.tsx';
import { StatusPill } from '../../console/StatusPill.tsx';
import { BackLink } from '../../shell/BackLink.tsx';
import { percent } from '../number-words.ts';
import { instantOf, instantText } from './instant-text.ts';
import { MomentCarts, MomentLineup, MomentRefusals, MomentSteps, MomentSums } from './moment-parts.tsx';
import '../../console/console.css';
import '../insights.css';
import './machine.css';

/** A stream as it was at any instant, for those who may see its numbers. */
export function MachineScreen({ slug = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <Machine slug={slug} />
    </StaffOnly>
  );
}

function Machine({ slug }: { slug: string }) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const sales = useOwnStore((world) => createSalesStore(slug, world));
  const machine = useOwnStore((world) => createMachineStore(slug, world));
  const report = useStore(sales.store, (state) => state.value);
  const { reply, reason, atMs } = useStore(machine.store);
  const sentence = useHostSentence(report?.currency ?? 'CNY');
  const startMs = report?.liveStartMs ?? null;
  useEffect(() => {
    if (startMs !== null && machine.store.getState().atMs === null) machine.goTo(startMs);
  }, [startMs, machine]);
  const isReading = reply !== null && !reply.moment && reply.readSeq < reply.headSeq;
  return (
    <main className="review machine">
      <header className="review-head">
        <BackLink href={`/insights/${slug}`} />
        <div className="review-title">
          <h1>{say.machineTitle}</h1>
          <p className="soft figures">
            {reply?.moment && <StatusPill status={reply.moment.status} />}
            <span>{report && titledIn(language, report).title}</span>
            {atMs !== null && <span>{dayAndTime(atMs, language)}</span>}
          </p>
        </div>
      </header>
      <p className="soft note">{say.machineNote}</p>
      {reason && <p role="alert">{sentence(reason)}</p>}
      {report && startMs !== null && <Controls report={report} startMs={startMs} machine={machine} />}
      {isReading && reply && (
        <p className="soft figures" role="status">
          {say.reading(percent(reply.readSeq / Math.max(1, reply.headSeq), language))}
        </p>
      )}
      {reply && !reply.moment && !isReading && <p className="soft">{say.notYet}</p>}
      {reply?.moment && (
        <>
          <MomentSums moment={reply.moment} />
          <div className="machine-columns">
            <MomentLineup moment={reply.moment} />
            <div>
              <MomentCarts moment={reply.moment} machine={machine} />
              <MomentSteps machine={machine} nowSeq={reply.moment.seq} currency={reply.moment.currency} />
              <MomentRefusals refusals={reply.refusals} />
            </div>
          </div>
        </>
      )}
    </main>
  );
}

/** Where in the evening: a slider, the exact time, the command before and after, and play. */
function Controls({
  report,
  startMs,
  machine,
}: {
  report: SalesReport;
  startMs: number;
  machine: MachineStore;
}) {
  const say = useMessages(floorMessages);
  const { atMs, speed } = useStore(machine.store);
  const nowMs = atMs ?? startMs;
  const endMs = Math.max(report.liveEndMs ?? report.asOfMs, startMs + 1);
  const [typed, setTyped] = useState<string | null>(null);
  const go = (event: FormEvent) => {
    event.preventDefault();
    const instant = typed === null ? null : instantOf(typed, nowMs);
    if (instant !== null) machine.goTo(instant);
    setTyped(null);
  };
  return (
    <section className="machine-controls" aria-label={say.at}>
      <div className="machine-slide">
        <span className="machine-marks" aria-hidden="true">
          {report.marks
            .filter(({ kind }) => kind === 'pin' || kind === 'flash')
            .map(({ kind, itemNumber, fromMs }) => (
              <i
                key={`${kind} ${itemNumber} ${fromMs}`}
                className={kind}
                style={{
                  left: `${Math.min(100, Math.max(0, ((fromMs - startMs) / (endMs - startMs)) * 100))}%`,
                }}
              />
            ))}
        </span>
        <input
          type="range"
          aria-label={say.at}
          aria-valuetext={instantText(nowMs)}
          min={startMs}
          max={endMs}
          value={Math.min(endMs, Math.max(startMs, nowMs))}
          onChange={(event) => machine.goTo(Number(event.target.value))}
        />
      </div>
      <div className="machine-buttons">
        <form onSubmit={go}>
          <input
            className="short-input figures"
            aria-label={say.at}
            inputMode="text"
            maxLength={12}
            value={typed ?? instantText(nowMs)}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={go}
          />
        </form>
        <Button look="line" aria-label={say.previous} title={say.previous} onClick={() => machine.step(-1)}>
          ‹
        </Button>
        <Button look="line" aria-label={say.next} title={say.next} onClick={() => machine.step(1)}>
          ›
        </Button>
        {SPEEDS.map((each) => (
          <Button
            key={each}
            look={speed === each ? 'held' : 'line'}
            aria-pressed={speed === each}
            title={`${say.play} ×${each}`}
            onClick={() => machine.play(speed === each ? null : each)}
          >
            {speed === each ? say.pause : `×${each}`}
          </Button>
        ))}
      </div>
    </section>
  );
}
