import type { Followed, HealthView } from '../../../../shared/contract/office.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../shared/values/time.ts';
import { healthMessages, type LengthUnit } from '../../../i18n/health.ts';
import { type Language, useLanguage, useMessages } from '../../../i18n/language.ts';
import { mediaReasonMessages } from '../../../i18n/media-reasons.ts';
import { personIn } from '../../../ui/person-in.ts';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { ordersAddress } from '../orders/orders-address.ts';
import { overdueAddress } from '../settlement/settlement-address.ts';

/** A server that was not heard of for so long is asked after. */
const SILENT_MS = 30_000;
/** Less room than this is said in time to do something about it. */
const LEAST_FREE_BYTES = 2_000_000_000;
const LEAST_FREE_SHARE = 0.05;
/** A server's clock that is further off shortens or lengthens deadlines where somebody sees it. */
const CLOCK_OFF_MS = 1_000;
/** So many lines in some minutes say something of a chat. */
const LEAST_OFFERED = 50;
/** Whoever backs up each day has one of yesterday. */
const BACKUP_OLD_MS = 2 * DAY;

/** One sentence about the market, and whether it needs somebody. */
export interface HealthLine {
  name: string;
  isWell: boolean;
  words: string;
  /** Where to look further. */
  link?: { href: string; words: string };
}

/** What a server says of the market, as sentences; those that need somebody come first. */
export function useHealthLines(): (view: HealthView) => HealthLine[] {
  const say = useMessages(healthMessages);
  const why = useMessages(mediaReasonMessages);
  const language = useLanguage();
  const words: Words = { say, why, language };
  return (view) => {
    const lines = parts.flatMap((part) => part(view, words));
    return [...lines.filter(({ isWell }) => !isWell), ...lines.filter(({ isWell }) => isWell)];
  };
}

interface Words {
  say: (typeof healthMessages)['en'];
  why: (typeof mediaReasonMessages)['en'];
  language: Language;
}
type Part = (view: HealthView, words: Words) => HealthLine[];

const parts: readonly Part[] = [
  market,
  books,
  outbox,
  webhooks,
  payouts,
  late,
  chats,
  disk,
  backup,
  files,
  serverClock,
  securityLog,
  lookUps,
  video,
  others,
];

function market({ isReady, faults, nodeId, nodes, startedAtMs }: HealthView, { say, language }: Words) {
  const since = dayAndTime(startedAtMs, language);
  // Where there is one server, its name is ours and says nothing.
  const isAlone = nodes.every((node) => node.nodeId === nodeId);
  const began = isAlone ? say.aloneSince(since) : say.since(nodeId, since);
  const found = faults === 0 ? say.noFaults : say.faults(faults);
  return [
    { name: 'ready', isWell: isReady, words: isReady ? say.ready : say.notReady },
    { name: 'faults', isWell: faults === 0, words: `${began} ${found}` },
  ];
}

function books({ audit }: HealthView, { say, language }: Words): HealthLine[] {
  const name = 'books';
  if (!audit) return [{ name, isWell: true, words: say.noAudit }];
  if (audit.findings > 0) return [{ name, isWell: false, words: say.booksWrong(audit.findings) }];
  const { lookedAtMs } = audit;
  const words = lookedAtMs === null ? say.booksSoon : say.books(clockSecond(lookedAtMs, language));
  return [{ name, isWell: true, words }];
}

function outbox({ outbox: told }: HealthView, { say, language }: Words): HealthLine[] {
  if (!told.isHere) return [{ name: 'outbox', isWell: true, words: say.elsewhere }];
  const wordsOf = ({ what, logsBehind, failingSinceMs }: Followed) => {
    const name = say.work[what];
    if (failingSinceMs !== null) return say.failing(name, dayAndTime(failingSinceMs, language));
    return logsBehind > 0 ? say.behind(name, logsBehind) : say.done(name);
  };
  return told.work.map((work) => ({
    name: work.what,
    isWell: work.failingSinceMs === null,
    words: wordsOf(work),
  }));
}

/** Each that fails by itself; one sentence of those that are well. Nothing where nobody is told. */
function webhooks({ webhooks: told }: HealthView, { say, language }: Words): HealthLine[] {
  if (!told || told.length === 0) return [];
  const link = { href: '/admin/webhooks', words: say.toWebhooks };
  const ill = told.flatMap(({ webhookId, origin, failingSinceMs, offWhy }) => {
    if (offWhy === null && failingSinceMs === null) return [];
    const words =
      offWhy === null
        ? say.webhookFailing(origin, dayAndTime(failingSinceMs ?? 0, language))
        : say.webhookOff[offWhy](origin);
    return [{ name: `webhook ${webhookId}`, isWell: false, words, link }];
  });
  return ill.length > 0 ? ill : [{ name: 'webhooks', isWell: true, words: say.webhooks }];
}

function payouts({ payouts: told }: HealthView, { say }: Words): HealthLine[] {
  if (!told) return [];
  const { overdue } = told;
  if (overdue === 0) return [{ name: 'payouts', isWell: true, words: say.noOverdue }];
  const link = { href: overdueAddress, words: say.toSettlement };
  return [{ name: 'payouts', isWell: false, words: say.overdue(overdue), link }];
}

function late({ shipping }: HealthView, { say }: Words): HealthLine[] {
  if (!shipping) return [];
  if (shipping.late === 0) return [{ name: 'late', isWell: true, words: say.noneLate }];
  const link = { href: ordersAddress({ pack: 'late' }), words: say.toLate };
  return [{ name: 'late', isWell: false, words: say.late(shipping.late), link }];
}

/** Said only where something is wrong: a quiet chat says nothing. */
function chats({ chat }: HealthView, { say, language }: Words): HealthLine[] {
  if (!chat) return [];
  const { offered, refused, failingSinceMs } = chat;
  if (failingSinceMs !== null) {
    return [{ name: 'chats', isWell: false, words: say.chatsAway(dayAndTime(failingSinceMs, language)) }];
  }
  const isMany = offered >= LEAST_OFFERED && refused > offered / 2;
  return isMany ? [{ name: 'chats', isWell: false, words: say.chatsRefuse(refused, offered) }] : [];
}

function disk({ disk: told }: HealthView, { say, language }: Words): HealthLine[] {
  if (!told) return [{ name: 'disk', isWell: true, words: say.noDisk }];
  const { freeBytes, totalBytes } = told;
  const isWell = freeBytes >= LEAST_FREE_BYTES && freeBytes >= totalBytes * LEAST_FREE_SHARE;
  const [free, total] = [gigabytes(freeBytes, language), gigabytes(totalBytes, language)];
  return [{ name: 'disk', isWell, words: isWell ? say.disk(free, total) : say.diskLow(free, total) }];
}

function backup({ backup: last, asOfMs }: HealthView, { say, language }: Words): HealthLine[] {
  if (last === undefined) return [];
  if (last === null) return [{ name: 'backup', isWell: false, words: say.noBackup }];
  const isWell = asOfMs - last.atMs <= BACKUP_OLD_MS;
  const words = (isWell ? say.backup : say.backupOld)(dayAndTime(last.atMs, language), last.where);
  return [{ name: 'backup', isWell, words }];
}

/** Said only of files that are lost. What is to be done depends on which. */
function files({ lostFiles }: HealthView, { say }: Words): HealthLine[] {
  if (lostFiles.length === 0) return [];
  const words = lostFiles.includes('database') ? say.databaseLost : say.logLost;
  return [{ name: 'files', isWell: false, words }];
}

function serverClock({ clock }: HealthView, { say, language }: Words): HealthLine[] {
  if (!clock) return [];
  const offMs = Math.abs(clock.logsMs) > CLOCK_OFF_MS ? clock.logsMs : (clock.machineMs ?? 0);
  if (Math.abs(offMs) <= CLOCK_OFF_MS) return [{ name: 'clock', isWell: true, words: say.clock }];
  const length = lengthOf(Math.abs(offMs));
  const behind = offMs === clock.logsMs ? say.clockBehind : say.clockBehindMachine;
  const words = offMs > 0 ? behind : say.clockAhead;
  const told = words(say.length(length.count.toLocaleString(language), length.unit));
  return [{ name: 'clock', isWell: false, words: told }];
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

function securityLog({ security }: HealthView, { say, language }: Words): HealthLine[] {
  const { failingSinceMs, lost } = security;
  if (failingSinceMs === null) {
    return [
      { name: 'security', isWell: lost === 0, words: lost === 0 ? say.security : say.securityLost(lost) },
    ];
  }
  const words = say.securityFailing(dayAndTime(failingSinceMs, language));
  return [{ name: 'security', isWell: false, words }];
}

/** Said only where somebody looked up many. */
function lookUps({ lookUps: told }: HealthView, { say, language }: Words): HealthLine[] {
  return (told ?? []).map(({ name, nameEn, times }) => ({
    name: `look-ups of ${name}`,
    isWell: false,
    words: say.lookUps(name === null ? say.formerColleague : personIn(language, name, nameEn), times),
    link: { href: '/admin/security', words: say.toSecurityLog },
  }));
}

function video({ media }: HealthView, { say, why }: Words): HealthLine[] {
  const direct = media.video === null ? say.video : why.video[media.video];
  const hls = media.hls === null ? say.hls : why.hls[media.hls];
  return [
    { name: 'video', isWell: isAsChosen(media.video), words: direct },
    { name: 'hls', isWell: isAsChosen(media.hls), words: hls },
  ];
}

/** What is off because the server is set up so needs nobody. */
const isAsChosen = (why: string | null) => why === null || why === 'switched_off';

function others({ nodes, nodeId, asOfMs }: HealthView, { say, language }: Words): HealthLine[] {
  return nodes
    .filter((node) => node.nodeId !== nodeId)
    .map((node) => {
      const isSilent = asOfMs - node.heardAtMs > SILENT_MS;
      const words = isSilent ? say.nodeSilent : say.node;
      return {
        name: `server ${node.nodeId}`,
        isWell: !isSilent,
        words: words(node.nodeId, clockSecond(node.heardAtMs, language)),
      };
    });
}

function gigabytes(bytes: number, language: string): string {
  const digits = bytes < 10_000_000_000 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    ...{ style: 'unit', unit: 'gigabyte', maximumFractionDigits: digits },
  }).format(bytes / 1_000_000_000);
}
