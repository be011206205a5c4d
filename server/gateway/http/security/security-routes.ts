import { MAX_STAFF } from '../../../../shared/contract/office.ts';
import { SECURITY_PAGE, type SecurityEntryView } from '../../../../shared/contract/security.ts';
import { ok, refuse } from '../../../../shared/values/result.ts';
import type { SecurityEntry, SecurityPlace } from '../../../ports/security-log.ts';
import type { GatewayDeps } from '../../deps.ts';
import { accountHash } from '../../security/security-log.ts';
import type { Handlers } from '../serve-routes.ts';

/** The security log for operators. Names are looked up at the request, since the log has none. */
export function securityRoutes({
  securityStore,
  directory,
  secrets,
  clock,
}: Pick<GatewayDeps, 'securityStore' | 'directory' | 'secrets' | 'clock'>): Pick<Handlers, 'securityLog'> {
  return {
    async securityLog({ query }) {
      if (!securityStore) return refuse({ code: 'UNAVAILABLE', retryAfterMs: 60_000 });
      const { kind = null, sinceMs = null, untilMs = null, limit = SECURITY_PAGE } = query;
      const after = query.after === undefined ? null : placeOf(query.after);
      const [entries, members] = await Promise.all([
        securityStore.page({ kind, sinceMs, untilMs, after, limit: limit + 1 }),
        directory.staffMembers(clock.nowMs(), MAX_STAFF),
      ]);
      const names = new Map(members.map(({ staffId, name }) => [staffId, name]));
      const accounts = new Map(members.map(({ email, name }) => [accountHash(secrets, email), name]));
      const shown = entries.slice(0, limit);
      const last = shown.at(-1);
      return ok({
        entries: shown.map((entry) => viewOf(entry, names, accounts)),
        next: entries.length > limit && last ? `${last.atMs}.${last.entryId}` : null,
      });
    },
  };
}

function viewOf(
  { isStranger: _, staffId, account, about, ...entry }: SecurityEntry,
  names: ReadonlyMap<string, string>,
  accounts: ReadonlyMap<string, string>,
): SecurityEntryView {
  return {
    ...entry,
    by: staffId === null ? null : { staffId, name: names.get(staffId) ?? null },
    account: account === null ? null : { hash: account, name: accounts.get(account) ?? null },
    about: about === null ? null : (names.get(about) ?? about),
  };
}

function placeOf(text: string): SecurityPlace {
  const dot = text.indexOf('.');
  return { atMs: Number(text.slice(0, dot)), entryId: text.slice(dot + 1) };
}
