import type { Request, Response, Router } from 'express';
import { MAX_STAFF } from '../../../../shared/contract/office.ts';
import {
  MAX_SECURITY_ROWS,
  SECURITY_PAGE,
  type SecurityEntryView,
  securityFilter,
} from '../../../../shared/contract/security.ts';
import { secondNames } from '../../../../shared/values/names.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { SecurityEntry, SecurityPlace } from '../../../ports/security-log.ts';
import type { GatewayDeps } from '../../deps.ts';
import { parse } from '../../faults/parse.ts';
import { accountHash } from '../../security/security-log.ts';
import { answerRefusal } from '../answer.ts';
import { csvText } from '../csv.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import { type Handlers, numbersOf } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';

type Deps = Pick<GatewayDeps, 'securityStore' | 'directory' | 'secrets' | 'clock'>;

/** Entries that an export reads at once. */
const ROWS_AT_ONCE = 1_000;

/** The security log for operators. Names are looked up at the request, since the log has none. */
export function securityRoutes(deps: Deps): Pick<Handlers, 'securityLog'> {
  const { securityStore } = deps;
  return {
    async securityLog({ query }) {
      if (!securityStore) return refuse({ code: 'UNAVAILABLE', retryAfterMs: 60_000 });
      const { kind = null, staffId = null, sinceMs = null, untilMs = null, limit = SECURITY_PAGE } = query;
      const after = query.after === undefined ? null : placeOf(query.after);
      const [entries, { viewOf, people }] = await Promise.all([
        securityStore.page({ kind, staffId, sinceMs, untilMs, after, limit: limit + 1 }),
        namesOf(deps),
      ]);
      const shown = entries.slice(0, limit);
      const last = shown.at(-1);
      return ok({
        entries: shown.map(viewOf),
        next: entries.length > limit && last ? `${last.atMs}.${last.entryId}` : null,
        people,
      });
    },
  };
}

/** Download of the entries that a filter means, the newest `MAX_SECURITY_ROWS` of them; it is noted among them. */
export function serveSecurityExport(
  router: Router,
  deps: Deps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  staffRoutesOn(router, deps.visitorOf)('securityCsv', async (request, response, { actor }, visitor) => {
    const asked = parse(securityFilter, numbersOf(request.query));
    if (!asked.ok) return answerRefusal(response, asked.refusal);
    const store = deps.securityStore;
    if (!store) return answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 60_000 });
    const { kind = null, staffId = null, sinceMs = null, untilMs = null } = asked.value;
    const entries: SecurityEntry[] = [];
    while (entries.length < MAX_SECURITY_ROWS) {
      const after = entries.at(-1) ?? null;
      const page = await store.page({ kind, staffId, sinceMs, untilMs, after, limit: ROWS_AT_ONCE });
      entries.push(...page);
      if (page.length < ROWS_AT_ONCE) break;
    }
    const { viewOf } = await namesOf(deps);
    visitor.note({ kind: 'data_exported', what: 'security.csv', rows: entries.length }, actor);
    response
      .set('Content-Type', 'text/csv; charset=utf-8')
      .set('Content-Disposition', 'attachment; filename="security.csv"')
      .set('Cache-Control', 'no-store')
      .send(securityTable(entries.map(viewOf)));
  });
}

const COLUMNS = [
  ...['at', 'kind', 'times', 'person', 'account', 'about', 'what', 'stream', 'rows', 'address', 'device'],
];

function securityTable(entries: readonly SecurityEntryView[]): string {
  const rows = entries.map(
    ({ atMs, kind, times, by, account, about, what, stream, rows: count, address, session }) => ({
      at: new Date(atMs).toISOString(),
      kind,
      times,
      person: by ? (by.name ?? by.staffId) : '',
      account: account ? (account.name ?? account.hash) : '',
      about: about ?? '',
      what: what ?? '',
      stream: stream ?? '',
      rows: count ?? '',
      address: address ?? '',
      device: session ?? '',
    }),
  );
  return csvText(rows, { header: true, bom: true, columns: COLUMNS });
}

/** What somebody is called in each language. */
const named = ({ name, nameEn }: { name: string; nameEn: string }) => ({ name, ...secondNames({ nameEn }) });

/** Who works here, and an entry with the names of those it is about. */
async function namesOf({ directory, secrets, clock }: Omit<Deps, 'securityStore'>) {
  const members = await directory.staffMembers(clock.nowMs(), MAX_STAFF);
  const names = new Map(members.map((member) => [member.staffId, named(member)]));
  const accounts = new Map(members.map((member) => [accountHash(secrets, member.email), named(member)]));
  const viewOf = ({
    isStranger: _,
    staffId,
    account,
    about,
    ...entry
  }: SecurityEntry): SecurityEntryView => ({
    ...entry,
    by: staffId === null ? null : { staffId, ...(names.get(staffId) ?? { name: null }) },
    account: account === null ? null : { hash: account, ...(accounts.get(account) ?? { name: null }) },
    about: about === null ? null : (names.get(about)?.name ?? about),
    ...(about !== null && names.get(about)?.nameEn && { aboutEn: names.get(about)?.nameEn }),
  });
  return { viewOf, people: members.map((member) => ({ staffId: member.staffId, ...named(member) })) };
}

function placeOf(text: string): SecurityPlace {
  const dot = text.indexOf('.');
  return { atMs: Number(text.slice(0, dot)), entryId: text.slice(dot + 1) };
}
