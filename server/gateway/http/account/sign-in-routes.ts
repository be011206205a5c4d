import type { Refusal } from '../../../../shared/contract/refusals.ts';
import type { StaffView } from '../../../../shared/market/account/contract.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { hasOperator } from '../../../application/account/has-operator.ts';
import { isOwnLink } from '../../../application/account/sign-in-token.ts';
import type { StaffRecord } from '../../../ports/directory.ts';
import type { GatewayDeps } from '../../deps.ts';
import { limitSignIns } from '../../limits/sign-ins.ts';
import type { SecurityEvent } from '../../security/security-log.ts';
import type { StaffSessions } from '../../visitors/staff-sessions.ts';
import type { Handlers } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';

/** Retry-after in ms of a full hashing queue: a hundred passwords take that long, two at a time. */
const HASHING_BUSY_MS = 3_000;

type SignInDeps = Pick<GatewayDeps, 'application' | 'directory' | 'secrets' | 'clock' | 'tries' | 'log'> & {
  sessions: StaffSessions;
  onSessionEnded: (tokenHash: string) => void;
};

/** Routes of staff sign-in, by password or link, and of sign-out. */
export function signInRoutes(
  deps: SignInDeps,
): Pick<Handlers, 'signIn' | 'whoMaySignIn' | 'signInByLink' | 'signOut'> {
  const { directory, clock } = deps;
  // An operator never disappears, so a positive answer needs no further look-up.
  let isLetIn = false;
  return {
    whoMaySignIn: async () => {
      isLetIn ||= await hasOperator(directory, clock.nowMs());
      return ok({ hasOperator: isLetIn });
    },
    signIn: byPassword(deps),
    signInByLink: byLink(deps),
    signOut: async ({ visitor }) => {
      const signedIn = await visitor.staff();
      const all = [...(signedIn ? [signedIn] : []), ...(await visitor.browserSessions())];
      for (const [device, { actor }] of new Map(all.map((each) => [each.actor.device, each]))) {
        await endSession(deps, device);
        visitor.note({ kind: 'session_ended' }, actor);
      }
      visitor.endSession();
      return ok({ ok: true });
    },
  };
}

/** Signs in by password. Known and unknown accounts get the same answer after the same work. */
function byPassword(deps: SignInDeps): Handlers['signIn'] {
  const { directory, secrets } = deps;
  const signIns = limitSignIns(deps.tries);
  return async ({ body, visitor, address }) => {
    const account = body.email.toLowerCase();
    const from = { address, device: visitor.deviceOf(account) };
    const waitMs = await signIns.signIn(account, from);
    if (waitMs > 0) {
      visitor.note({ kind: 'locked_out', account });
      return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    }
    const staff = await directory.staffByEmail(account);
    const isRight = await secrets.isPassword(body.password, staff?.passwordHash ?? null);
    if (isRight === null) {
      await signIns.notTried(account, from);
      return refuse({ code: 'BUSY', retryAfterMs: HASHING_BUSY_MS });
    }
    if (!staff || !isRight || staff.offAtMs !== null) {
      visitor.note({ kind: 'sign_in_failed', account });
      return refuse({ code: 'UNAUTHENTICATED' });
    }
    await signIns.signedIn(account, from);
    return startSession(deps, visitor, staff, { kind: 'signed_in', account }, body.timeZone);
  };
}

function byLink(deps: SignInDeps): Handlers['signInByLink'] {
  const { directory, secrets, clock, tries } = deps;
  return async ({ body, visitor, address }) => {
    const kept = secrets.digest(body.token);
    const waitMs = isOwnLink(secrets, body.token)
      ? await tries.count('signInLinkAgain', kept)
      : await tries.count('signInLinkOfAddress', address);
    if (waitMs > 0) {
      visitor.note({ kind: 'locked_out', what: 'link' });
      return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
    }
    const staffId = await directory.takeOneTime('sign_in', kept, clock.nowMs());
    const staff = staffId && (await directory.staffById(staffId));
    if (staff && staff.offAtMs === null) {
      return startSession(deps, visitor, staff, { kind: 'link_used' }, body.timeZone);
    }
    visitor.note({ kind: 'link_failed' });
    return refuse({ code: 'UNAUTHENTICATED' });
  };
}

/** Starts a session on this browser. @param timeZone of the browser: an operator's may become the shop's */
async function startSession(
  deps: SignInDeps,
  visitor: Visitor,
  staff: StaffRecord,
  how: Pick<SecurityEvent, 'kind' | 'account'>,
  timeZone: string | undefined,
): Promise<Result<StaffView, Refusal>> {
  const { secrets } = deps;
  const before = await visitor.browserSessions();
  const token = await deps.sessions.start(staff.staffId);
  visitor.startSession(token);
  visitor.becomesDeviceOf(staff.email.toLowerCase());
  visitor.note(how, { staffId: staff.staffId, device: secrets.digest(token) });
  deps.log.info({ staffId: staff.staffId, role: staff.role }, 'a member of staff signed in');
  // A browser has one signed-in person, so earlier sessions and their open pages end.
  for (const { actor } of before) {
    await endSession(deps, actor.device);
    visitor.note({ kind: 'session_ended' }, actor);
  }
  if (staff.role === 'operator' && timeZone !== undefined) {
    const actor = {
      staffId: staff.staffId,
      name: staff.name,
      role: staff.role,
      device: secrets.digest(token),
    };
    await deps.application.takeTimeZone(actor, timeZone);
  }
  return ok(staffView(staff));
}

async function endSession(deps: SignInDeps, session: string): Promise<void> {
  await deps.sessions.end(session);
  deps.onSessionEnded(session);
}

/** A member of staff as their own account shows it. */
export function staffView({ staffId, name, nameEn, email, role }: StaffRecord): StaffView {
  return { staffId, name, ...(nameEn && { nameEn }), email, role };
}
