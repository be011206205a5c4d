import type { Request, Response } from 'express';
import type { Practice } from '../../../shared/market/account/contract.ts';
import type { BuyerActor, StaffActor } from '../../application/application.ts';
import type { Config } from '../../config.ts';
import type { SecurityEvent, SecurityLog } from '../security/security-log.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import { DEVICE_COOKIE, GUEST_COOKIE, isSecure, STAFF_COOKIE } from '../visitors/cookies.ts';
import type { Guests } from '../visitors/guests.ts';
import { askerOf } from '../visitors/origin.ts';
import { practiceFor, whereabouts } from '../visitors/practice.ts';
import type { StaffDevices } from '../visitors/staff-devices.ts';
import { SESSION_MS, type SignedIn, type StaffSessions } from '../visitors/staff-sessions.ts';
import { CookieJar } from './cookie-jar.ts';

/** Lifetime of a guest's cookie in seconds: 400 days, a browser's maximum. */
const GUEST_SECONDS = 400 * 86_400;

/** The sender of a request, from cookies or a tool's `Authorization: Bearer`; read at most once. */
export interface Visitor {
  /** Notes an act in the security log. @param by the member of staff; absent: anonymous */
  note(
    event: Omit<SecurityEvent, 'ip' | 'staffId' | 'session'>,
    by?: Pick<StaffActor, 'staffId' | 'device'>,
  ): void;
  /** Whether practice payments are available to them. */
  practice: Practice;
  buyer(): Promise<BuyerActor & { guestId: string; isNewcomer: boolean }>;
  staff(): Promise<SignedIn | null>;
  /** The sessions of this browser's cookies, whatever else the request has. */
  browserSessions(): Promise<SignedIn[]>;
  becomeGuest(guestId: string): void;
  startSession(token: string): void;
  /** The device known for a staff account by this browser; null: none. */
  deviceOf(account: string): string | null;
  /** Makes this browser known for an account. */
  becomesDeviceOf(account: string): void;
  endSession(): void;
}

interface VisitorDeps {
  guests: Guests;
  sessions: StaffSessions;
  devices: StaffDevices;
  config: Pick<Config, 'publicOrigin' | 'corsOrigins' | 'practicePayments'>;
  addresses: Pick<ClientAddresses, 'of'>;
  admitNewcomer: (address: string) => void;
  security: Pick<SecurityLog, 'note'>;
}

/** Reads the sender of a request, and sets the cookies of its answer. */
export function visitorOf(request: Request, response: Response, deps: VisitorDeps): Visitor {
  const { sessions, devices } = deps;
  const { cookie, authorization } = request.headers;
  const bearer = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? null;
  const cookies = new CookieJar(request, response, isSecure(deps.config));
  const guest = new VisitingGuest(deps, cookies, deps.guests.read(bearer) ?? deps.guests.fromCookie(cookie));
  /** On a page of `CORS_ORIGINS` a signed-in member of staff counts as a viewer. */
  const isPartners = askerOf(deps.config, request.headers) === 'partner';
  let staff: Promise<SignedIn | null> | null = null;

  async function signedIn(): Promise<SignedIn | null> {
    const byBearer = await sessions.byToken(bearer);
    if (byBearer) return byBearer;
    if (!cookies.isSaid(STAFF_COOKIE)) cookies.retire(STAFF_COOKIE);
    return isPartners ? null : sessions.fromCookie(cookie);
  }

  return {
    practice: practiceFor(deps, request),
    note(event, by) {
      const { ip } = deps.addresses.of(request);
      deps.security.note({ ...event, ip, ...(by && { staffId: by.staffId, session: by.device }) });
    },
    buyer: async () => ({
      ...(await guest.buyer(() => deps.addresses.of(request).key)),
      ...whereabouts(deps, request),
    }),
    staff() {
      staff ??= signedIn();
      return staff;
    },
    browserSessions: () => sessions.allFromCookies(cookie),
    becomeGuest: (guestId) => guest.become(guestId),
    deviceOf: (account) => devices.known(cookie, account),
    becomesDeviceOf: (account) =>
      cookies.set(DEVICE_COOKIE, devices.cookieFor(account, devices.known(cookie, account)), GUEST_SECONDS),
    startSession: (token) => cookies.set(STAFF_COOKIE, token, Math.floor(SESSION_MS / 1_000)),
    endSession: () => cookies.set(STAFF_COOKIE, '', 0),
  };
}

/** The guest of one request, and of its answer's cookie. */
class VisitingGuest {
  readonly #deps: Pick<VisitorDeps, 'guests' | 'admitNewcomer'>;
  readonly #cookies: CookieJar;
  #guestId: string | null;
  #isNewcomer = false;

  constructor(
    deps: Pick<VisitorDeps, 'guests' | 'admitNewcomer'>,
    cookies: CookieJar,
    guestId: string | null,
  ) {
    this.#deps = deps;
    this.#cookies = cookies;
    this.#guestId = guestId;
  }

  /** The buyer. A request without a guest's cookie makes a new guest, without a read or a write of the store. */
  async buyer(
    addressOf: () => string,
  ): Promise<{ guestId: string; isNewcomer: boolean; buyerId: string; allIds: readonly string[] }> {
    const { guests, admitNewcomer } = this.#deps;
    if (!this.#guestId) {
      admitNewcomer(addressOf());
      this.become(guests.create().guestId);
      this.#isNewcomer = true;
    } else this.#rename(this.#guestId);
    const guestId = this.#guestId!;
    const isNewcomer = this.#isNewcomer;
    const actor = isNewcomer ? { buyerId: guestId, allIds: [guestId] } : await guests.actor(guestId);
    return { guestId, isNewcomer, ...actor };
  }

  become(guestId: string): void {
    this.#guestId = guestId;
    this.#isNewcomer = false;
    this.#cookies.set(GUEST_COOKIE, this.#deps.guests.tokenOf(guestId), GUEST_SECONDS);
  }

  /** Moves a guest from the plain cookie to the guarded one. */
  #rename(guestId: string): void {
    const cookies = this.#cookies;
    if (cookies.isSaid(GUEST_COOKIE)) return;
    const first = cookies
      .carried(GUEST_COOKIE)
      .find((each) => this.#deps.guests.readCookie(each) === guestId);
    if (first?.isOld) cookies.set(GUEST_COOKIE, first.value, GUEST_SECONDS);
    else cookies.retire(GUEST_COOKIE);
  }
}
