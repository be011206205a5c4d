import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { Followed, HealthView } from '../../../../shared/contract/office.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../shared/values/time.ts';
import { healthMessages, type LengthUnit } from '../../../i18n/health.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { mediaReasonMessages } from '../../../i18n/media-reasons.ts';
import { createHealthStore } from '../../../stores/office-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import '../console/console.css';
import './admin.css';

/** A server that was not heard of for so long is asked after. */
const SILENT_MS = 30_000;
/** Less room than this is said in time to do something about it. */
const LEAST_FREE_BYTES = 2_000_000_000;
const LEAST_FREE_SHARE = 0.05;
/** A server's clock that is further off shortens or lengthens deadlines where somebody sees it. */
const CLOCK_OFF_MS = 1_000;

/** How the market is, in sentences; what needs somebody has a mark and stands out. */
export function HealthScreen() {
  return (
    <StaffOnly>
      <Health />
    </StaffOnly>
  );
}

function Health() {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const { value, reason } = useStore(useOwnStore(createHealthStore).store);
  const words = (why: Reason) => {
    if (why.code === 'FORBIDDEN') return say.notYours;
    return why.code === 'NO_ANSWER' ? say.stale : sentence(why);
  };
  return (
    <main className="page admin">
      <StaffHead title={say.title} back="/admin" />
      {reason && <Notice tone="fault">{words(reason)}</Notice>}
      {!value && !reason && <Bones count={6} />}
      {value && (
        <>
          <p className="soft figures">{say.asOf(clockSecond(value.asOfMs, language))}</p>
          <ul className="office-health">
            <Market view={value} />
            <Books view={value} />
            <Outbox view={value} />
            <Payouts view={value} />
            <Late view={value} />
            <Disk view={value} />
            <Files view={value} />
            <ServerClock view={value} />
            <SecurityLog view={value} />
            <Video view={value} />
            <Nodes view={value} />
          </ul>
        </>
      )}
    </main>
  );
}

interface Part {
  view: HealthView;
}

/** One sentence, with a mark and a word for who cannot see it. */
function Line({ isWell, children }: { isWell: boolean; children: ReactNode }) {
  const say = useMessages(healthMessages);
  return (
    <li className={isWell ? 'well' : 'look'}>
      <Icon name={isWell ? 'check' : 'attention'} size={18} />
      <span className="unseen">{isWell ? say.well : say.look}:</span>
      <span>{children}</span>
    </li>
  );
}

function Market({ view }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  const { isReady, faults, nodeId, nodes, startedAtMs } = view;
  const since = dayAndTime(startedAtMs, language);
  // Where there is one server, its name is ours and says nothing.
  const isAlone = nodes.every((node) => node.nodeId === nodeId);
  return (
    <>
      <Line isWell={isReady}>{isReady ? say.ready : say.notReady}</Line>
      <Line isWell={faults === 0}>
        {isAlone ? say.aloneSince(since) : say.since(nodeId, since)}{' '}
        {faults === 0 ? say.noFaults : say.faults(faults)}
      </Line>
    </>
  );
}

function Books({ view: { audit } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  if (!audit) return <Line isWell>{say.noAudit}</Line>;
  if (audit.findings > 0) return <Line isWell={false}>{say.booksWrong(audit.findings)}</Line>;
  const { lookedAtMs } = audit;
  return (
    <Line isWell>{lookedAtMs === null ? say.booksSoon : say.books(clockSecond(lookedAtMs, language))}</Line>
  );
}

function Outbox({ view: { outbox } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  const words = ({ what, logsBehind, failingSinceMs }: Followed) => {
    const name = say.work[what];
    if (failingSinceMs !== null) return say.failing(name, dayAndTime(failingSinceMs, language));
    return logsBehind > 0 ? say.behind(name, logsBehind) : say.done(name);
  };
  if (!outbox.isHere) return <Line isWell>{say.elsewhere}</Line>;
  return outbox.work.map((work) => (
    <Line key={work.what} isWell={work.failingSinceMs === null}>
      {words(work)}
    </Line>
  ));
}

function Payouts({ view: { payouts } }: Part) {
  const say = useMessages(healthMessages);
  if (!payouts) return null;
  const { overdue } = payouts;
  return (
    <Line isWell={overdue === 0}>
      {overdue === 0 ? say.noOverdue : say.overdue(overdue)}{' '}
      {overdue > 0 && <a href="/admin/settlement">{say.toSettlement}</a>}
    </Line>
  );
}

function Late({ view: { shipping } }: Part) {
  const say = useMessages(healthMessages);
  if (!shipping) return null;
  const { late } = shipping;
  return (
    <Line isWell={late === 0}>
      {late === 0 ? say.noneLate : say.late(late)} {late > 0 && <a href="/packing">{say.toPacking}</a>}
    </Line>
  );
}

function Disk({ view: { disk } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  if (!disk) return <Line isWell>{say.noDisk}</Line>;
  const { freeBytes, totalBytes } = disk;
  const isWell = freeBytes >= LEAST_FREE_BYTES && freeBytes >= totalBytes * LEAST_FREE_SHARE;
  const [free, total] = [gigabytes(freeBytes, language), gigabytes(totalBytes, language)];
  return <Line isWell={isWell}>{isWell ? say.disk(free, total) : say.diskLow(free, total)}</Line>;
}

/** Said only of files that are lost. What is to be done depends on which. */
function Files({ view: { lostFiles } }: Part) {
  const say = useMessages(healthMessages);
  if (lostFiles.length === 0) return null;
  return <Line isWell={false}>{lostFiles.includes('database') ? say.databaseLost : say.logLost}</Line>;
}

function ServerClock({ view: { clock } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  if (!clock) return null;
  const offMs = Math.abs(clock.logsMs) > CLOCK_OFF_MS ? clock.logsMs : (clock.machineMs ?? 0);
  if (Math.abs(offMs) <= CLOCK_OFF_MS) return <Line isWell>{say.clock}</Line>;
  const length = lengthOf(Math.abs(offMs));
  const behind = offMs === clock.logsMs ? say.clockBehind : say.clockBehindMachine;
  const words = offMs > 0 ? behind : say.clockAhead;
  return <Line isWell={false}>{words(say.length(length.count.toLocaleString(language), length.unit))}</Line>;
}

/** A length in the largest unit of which there are two: nobody reads 6,982 seconds. Rounded. */
function lengthOf(ms: number): { count: number; unit: LengthUnit } {
  const [unit, unitMs] = lengthUnits.find(([, eachMs]) => ms >= 2 * eachMs) ?? (['second', SECOND] as const);
  return { count: Math.round(ms / unitMs), unit };
}

const lengthUnits: readonly (readonly [LengthUnit, number])[] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

function SecurityLog({ view: { security } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  const { failingSinceMs, lost } = security;
  if (failingSinceMs !== null)
    return <Line isWell={false}>{say.securityFailing(dayAndTime(failingSinceMs, language))}</Line>;
  return <Line isWell={lost === 0}>{lost === 0 ? say.security : say.securityLost(lost)}</Line>;
}

function Video({ view: { media } }: Part) {
  const say = useMessages(healthMessages);
  const why = useMessages(mediaReasonMessages);
  return (
    <>
      <Line isWell={media.video === null}>{media.video === null ? say.video : why.video[media.video]}</Line>
      <Line isWell={media.hls === null}>{media.hls === null ? say.hls : why.hls[media.hls]}</Line>
    </>
  );
}

function Nodes({ view: { nodes, nodeId, asOfMs } }: Part) {
  const say = useMessages(healthMessages);
  const language = useLanguage();
  return nodes
    .filter((node) => node.nodeId !== nodeId)
    .map((node) => {
      const isSilent = asOfMs - node.heardAtMs > SILENT_MS;
      const words = isSilent ? say.nodeSilent : say.node;
      return (
        <Line key={node.nodeId} isWell={!isSilent}>
          {words(node.nodeId, clockSecond(node.heardAtMs, language))}
        </Line>
      );
    });
}

function gigabytes(bytes: number, language: string): string {
  const digits = bytes < 10_000_000_000 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    ...{ style: 'unit', unit: 'gigabyte', maximumFractionDigits: digits },
  }).format(bytes / 1_000_000_000);
}
