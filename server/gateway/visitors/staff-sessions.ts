import { DAY } from '../../../shared/values/time.ts';
import type { StaffActor } from '../../application/application.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Directory, StaffRecord } from '../../ports/directory.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { carriedCookies, isSecure, STAFF_COOKIE } from './cookies.ts';

export const SESSION_MS = 7 * DAY;

/** A signed-in member of staff on one device. */
export interface SignedIn {
  staff: StaffRecord;
  actor: StaffActor;
  untilMs: number;
}

/** Sessions of staff: a random token in a cookie, its hash in the directory. */
export function openStaffSessions(deps: {
  directory: Pick<Directory, 'session' | 'staffById' | 'addSession' | 'endSession'>;
  secrets: Pick<Secrets, 'digest' | 'randomToken'>;
  clock: Clock;
  /** Absent: no cookies are used. */
  config?: { publicOrigin: string | null };
}) {
  const { directory, secrets, clock } = deps;
  const secure = isSecure(deps.config ?? { publicOrigin: null });
  /** Looks a session up by its hash, with the present rights. */
  async function byHash(tokenHash: string): Promise<SignedIn | null> {
    const session = await directory.session(tokenHash);
    if (!session || session.untilMs <= clock.nowMs()) return null;
    const staff = await directory.staffById(session.staffId);
    if (!staff || staff.offAtMs !== null) return null;
    const { staffId, name, role } = staff;
    return { staff, untilMs: session.untilMs, actor: { staffId, name, role, device: tokenHash } };
  }
  return {
    byHash,
    async byToken(token: string | null | undefined): Promise<SignedIn | null> {
      return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? byHash(secrets.digest(token)) : null;
    },
    /** The session of the cookie. Over https a plain one does not count: a neighbouring host may have planted it. */
    async fromCookie(header: string | undefined): Promise<SignedIn | null> {
      const first = carriedCookies(header, STAFF_COOKIE, { secure }).find(({ isOld }) => !isOld);
      return this.byToken(first?.value);
    },
    /** All sessions of a browser's cookies, plain ones as well: those that a sign-in or a sign-out ends. */
    async allFromCookies(header: string | undefined): Promise<SignedIn[]> {
      const found: SignedIn[] = [];
      for (const { value } of carriedCookies(header, STAFF_COOKIE, { secure })) {
        const signedIn = await this.byToken(value);
        if (signedIn) found.push(signedIn);
      }
      return found;
    },
    /** Starts a session with a new token, so that no token can be fixed in advance. */
    async start(staffId: string): Promise<string> {
      const token = secrets.randomToken();
      await directory.addSession({
        tokenHash: secrets.digest(token),
        staffId,
        untilMs: clock.nowMs() + SESSION_MS,
      });
      return token;
    },
    end: (tokenHash: string) => directory.endSession(tokenHash),
  };
}

export type StaffSessions = ReturnType<typeof openStaffSessions>;
