import { ACTIVITY_PAGE, MAX_ACTIVITY_PAGE, MAX_ACTIVITY_ROWS } from '../../../shared/contract/activity.ts';
import type { Ack } from '../../../shared/contract/answer.ts';
import { isChatAct } from '../../../shared/contract/chat-acts.ts';
import { MAX_STAFF } from '../../../shared/contract/office.ts';
import type {
  OfficeActivityEntry,
  OfficeActivityPage,
  OfficeActivityQuery,
} from '../../../shared/contract/office-activity.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { Head } from '../../event-log/ports/store.ts';
import type { StreamRow } from '../../ports/rows.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { streamActivity } from './activity.ts';
import { shopActivity } from './shop-activity.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'readers' | 'store' | 'directory' | 'clock'>;

/** Streams whose logs are read, the newest by their time: as many as their list has. */
const MAX_STREAMS = 200;
/** So often one page reads a part of a log; evenings seldom overlap, so most pages read two or three. */
const MAX_READS = 24;
/** Facts that a page goes back over in all logs, half a second of the store's: who did little is looked for in several pages. */
const MAX_FACTS = 100_000;

/** A log that may have acts at `boundMs` and before. */
interface Source {
  head: Head;
  /** Null: the shop's. */
  row: StreamRow | null;
  boundMs: number;
  /** Acts before this place are not read yet; null: the place is not looked for yet. */
  beforeSeq: number | null;
}

/**
 * What was done on all streams and to the shop, newest first (A2). The log that may have the newest act is read next,
 * until no other can have a newer one than those that are shown. Operators read all, a host the streams that are theirs.
 */
export async function officeActivity(
  deps: Deps,
  actor: StaffActor,
  { staffId, before, limit = ACTIVITY_PAGE }: OfficeActivityQuery,
): Promise<Ack<OfficeActivityPage>> {
  const untilMs = before ?? Number.MAX_SAFE_INTEGER;
  let open = await sourcesOf(deps, actor, untilMs);
  const acts: OfficeActivityEntry[] = [];
  let mostFacts = MAX_FACTS;
  for (let reads = 0; reads < MAX_READS && mostFacts > 0 && open.length > 0; ) {
    open.sort((one, other) => other.boundMs - one.boundMs);
    const [source] = open as [Source, ...Source[]];
    if (acts.filter(({ atMs }) => atMs > source.boundMs).length >= limit) break;
    if (source.beforeSeq === null) {
      // What it has before the moment may be much older: then another log comes first.
      const seq = await lastSeqAt(deps, source.head, untilMs);
      source.beforeSeq = seq + 1;
      if (seq === 0) open = open.slice(1);
      else source.boundMs = await timeAt(deps, source.head.logId, seq);
      continue;
    }
    reads += 1;
    const asked = { staffId, limit, before: source.beforeSeq, mostFacts };
    const page = await readFrom(deps, actor, source, asked);
    acts.push(...page.entries);
    mostFacts -= source.beforeSeq - (page.next ?? 1);
    if (page.next === null || page.next <= 1) open = open.slice(1);
    else {
      source.beforeSeq = page.next;
      source.boundMs = await timeAt(deps, source.head.logId, page.next - 1);
    }
  }
  acts.sort(newestFirst);
  const cutMs = Math.max(-1, ...open.map(({ boundMs }) => boundMs));
  return { ok: true, ...pageOf(acts, cutMs, untilMs, limit), people: await peopleOf(deps, actor, acts) };
}

/** All of it, or all of one person, for a table; at most `MAX_ACTIVITY_ROWS`. */
export async function allOfficeActivity(
  deps: Deps,
  actor: StaffActor,
  { staffId }: Pick<OfficeActivityQuery, 'staffId'>,
): Promise<OfficeActivityEntry[]> {
  const entries: OfficeActivityEntry[] = [];
  for (let before: number | undefined; entries.length < MAX_ACTIVITY_ROWS; ) {
    const page = await officeActivity(deps, actor, {
      limit: MAX_ACTIVITY_PAGE,
      ...(staffId && { staffId }),
      ...(before !== undefined && { before }),
    });
    if (!page.ok) break;
    entries.push(...page.entries);
    if (page.next === null) break;
    before = page.next;
  }
  return entries.slice(0, MAX_ACTIVITY_ROWS);
}

/** Acts of one moment stand by stream, so that a list is the same whatever its pages hold; of one stream the later first. */
function newestFirst(one: OfficeActivityEntry, other: OfficeActivityEntry): number {
  if (one.atMs !== other.atMs) return other.atMs - one.atMs;
  const [here, there] = [one.stream?.slug ?? '', other.stream?.slug ?? ''];
  if (here !== there) return here < there ? 1 : -1;
  return other.seq - one.seq;
}

/** Those that nothing newer can come between. Acts of one moment stay on one page, since a page begins at a moment. */
function pageOf(
  acts: readonly OfficeActivityEntry[],
  cutMs: number,
  untilMs: number,
  limit: number,
): Pick<OfficeActivityPage, 'entries' | 'next'> {
  const settled = acts.filter(({ atMs }) => atMs > cutMs);
  const last = settled[limit - 1];
  if (last && settled.length > limit) {
    return { entries: settled.filter(({ atMs }) => atMs >= last.atMs), next: Math.max(0, last.atMs - 1) };
  }
  // More acts of one moment than all reads hold: the page has those that were read, and the next goes on behind it.
  if (settled.length === 0 && cutMs >= untilMs) return { entries: [...acts], next: Math.max(0, cutMs - 1) };
  return { entries: settled, next: cutMs < 0 ? null : cutMs };
}

async function sourcesOf({ readers, store }: Deps, actor: StaffActor, untilMs: number): Promise<Source[]> {
  const isOperator = actor.role === 'operator';
  const rows = await readers.streams({
    ...(!isOperator && { hostId: actor.staffId }),
    ...{ rehearsals: true, limit: MAX_STREAMS },
  });
  const logs: { logId: string; row: StreamRow | null }[] = [
    ...rows.map((row) => ({ logId: row.streamId, row })),
    ...(isOperator ? [{ logId: SHOP_LOG, row: null }] : []),
  ];
  const heads = new Map(
    (await store.heads(logs.map(({ logId }) => logId))).map((head) => [head.logId, head]),
  );
  return logs.flatMap(({ logId, row }): Source[] => {
    const head = heads.get(logId);
    return head ? [{ head, row, boundMs: Math.min(head.atMs, untilMs), beforeSeq: null }] : [];
  });
}

async function readFrom(
  deps: Deps,
  actor: StaffActor,
  { row }: Source,
  {
    staffId,
    limit,
    before,
    mostFacts,
  }: { staffId: string | undefined; limit: number; before: number; mostFacts: number },
): Promise<{ entries: OfficeActivityEntry[]; next: number | null }> {
  const asked = { before, limit, ...(staffId !== undefined && { staffId }) };
  if (row === null) return shopActivity(deps, asked);
  const page = await streamActivity(deps, actor, row.streamId, asked, mostFacts, false);
  // A stream that somebody else took over meanwhile is theirs.
  if (!page.ok) return { entries: [], next: null };
  const { slug, title, titleEn } = row;
  const stream = { slug, title, ...(titleEn && { titleEn }), currency: page.currency };
  const entries = page.entries.flatMap(({ type, ...entry }) =>
    isChatAct(type) ? [] : [{ ...entry, type, stream }],
  );
  return { entries, next: page.next };
}

/** The last place of a log that is not after a moment; 0: all of it is. */
async function lastSeqAt({ store }: Pick<Deps, 'store'>, head: Head, atMs: number): Promise<number> {
  if (head.atMs <= atMs) return head.seq;
  let [low, high] = [0, head.seq];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await timeAt({ store }, head.logId, middle)) <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function timeAt({ store }: Pick<Deps, 'store'>, logId: string, seq: number): Promise<number> {
  return (await store.factAt(logId, seq))?.atMs ?? 0;
}

/** An operator may ask for anybody who works here, a host for who did something on the page. */
async function peopleOf(
  { directory, clock }: Pick<Deps, 'directory' | 'clock'>,
  actor: StaffActor,
  acts: readonly OfficeActivityEntry[],
): Promise<OfficeActivityPage['people']> {
  if (actor.role === 'operator') {
    const members = await directory.staffMembers(clock.nowMs(), MAX_STAFF);
    return members.map(({ staffId, name, nameEn }) => ({ staffId, name, ...secondNames({ nameEn }) }));
  }
  const known = new Map(
    acts.flatMap(({ by: { staffId, name, nameEn } }) =>
      name === undefined ? [] : [[staffId, { staffId, name, ...secondNames({ nameEn }) }] as const],
    ),
  );
  return [...known.values()];
}
