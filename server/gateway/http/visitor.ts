import type { Request, Response } from 'express';
import type { Practice } from '../../../shared/market/account/contract.ts';
import type { BuyerActor, StaffActor } from '../../application/application.ts';
import type { Config } from '../../config.ts';
import type { ClientAddresses } from '../client-address.ts';
import {
  carriedCookies,
  cookieLine,
  cookieName,
  DEVICE_COOKIE,
  GUEST_COOKIE,
  isSecure,
  oldCookieEnds,
  STAFF_COOKIE,
} from '../cookies.ts';
import type { Guests } from '../guests.ts';
import { askerOf } from '../origin.ts';
import { practiceFor, whereabouts } from '../practice.ts';
import type { SecurityEvent, SecurityLog } from '../security/security-log.ts';
import type { StaffDevices } from '../staff-devices.ts';
import { SESSION_MS, type SignedIn, type StaffSessions } from '../staff-sessions.ts';

/** Browsers keep a cookie for at most 400 days. */
const GUEST_SECONDS = 400 * 86_400;

/** Who asks, read from cookies or from `Authorization: Bearer` of a tool; read at most once per request. */
export interface Visitor {
  /** Notes in the security log what they did, or tried. @param by who they are, if they are signed in */
  note(
    event: Omit<SecurityEvent, 'ip' | 'staffId' | 'session'>,
    by?: Pick<StaffActor, 'staffId' | 'device'>,
  ): void;
  /** Whether practice payments work for them. */
  practice: Practice;
  buyer(): Promise<BuyerActor & { guestId: string; isNewcomer: boolean }>;
  staff(): Promise<SignedIn | null>;
  /** The sessions that this browser's cookies stand for, whatever else the request carries. */
  browserSessions(): Promise<SignedIn[]>;
  becomeGuest(guestId: string): void;
  startSession(token: string): void;
  /** The device by which this browser is known for an account of staff; null: it is not. */
  deviceOf(account: string): string | null;
  /** From now on this browser is known for an account. */
  becomesDeviceOf(account: string): void;
  endSession(): void;
}

export function visitorOf(
  request: Request,
  response: Response,
  deps: {
    guests: Guests;
    sessions: StaffSessions;
    devices: StaffDevices;
    config: Pick<Config, 'publicOrigin' | 'corsOrigins' | 'practicePayments'>;
    addresses: Pick<ClientAddresses, 'of'>;
    admitNewcomer: (address: string) => void;
    security: Pick<SecurityLog, 'note'>;
  },
): Visitor {
  const { guests, sessions, devices, addresses } = deps;
  const secure = isSecure(deps.config);
  const { cookie, authorization } = request.headers;
  const bearer = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? null;
  let guestId = guests.read(bearer) ?? guests.fromCookie(cookie);
  let isNewcomer = false;
  let staff: Promise<SignedIn | null> | null = null;
  /** To a page of `CORS_ORIGINS` whoever is signed in here is a viewer. */
  const isPartners = askerOf(deps.config, request.headers) === 'partner';
  /** What this answer says of each cookie: the last word counts, and is the only one. */
  const lines = new Map<string, string>();

  function say(name: string, line: string): void {
    lines.set(name, line);
    response.setHeader('Set-Cookie', [...lines.values()]);
  }
  function set(name: string, value: string, maxAgeSeconds: number): void {
    say(cookieName(name, secure), cookieLine(name, value, { maxAgeSeconds, secure }));
    retire(name);
  }
  /** A cookie of before there was a guarded name is thrown away, once its value stands under that. */
  function retire(name: string): void {
    const isThere = carriedCookies(cookie, name, { secure }).some(({ isOld }) => isOld);
    if (isThere) say(name, oldCookieEnds(name));
  }
  function becomeGuest(newId: string): void {
    guestId = newId;
    isNewcomer = false;
    set(GUEST_COOKIE, guests.tokenOf(newId), GUEST_SECONDS);
  }
  /** A guest who was known by an old cookie is known by a new one from now on. */
  function renameGuest(): void {
    if (lines.has(cookieName(GUEST_COOKIE, secure))) return;
    const carried = carriedCookies(cookie, GUEST_COOKIE, { secure });
    const first = carried.find((each) => guests.readCookie(each) === guestId);
    if (first?.isOld) set(GUEST_COOKIE, first.value, GUEST_SECONDS);
    else retire(GUEST_COOKIE);
  }

  async function signedIn(): Promise<SignedIn | null> {
    const byBearer = await sessions.byToken(bearer);
    if (byBearer) return byBearer;
    if (!lines.has(cookieName(STAFF_COOKIE, secure))) retire(STAFF_COOKIE);
    return isPartners ? null : sessions.fromCookie(cookie);
  }

  return {
    practice: practiceFor(deps, request),
    note(event, by) {
      const { ip } = deps.addresses.of(request);
      deps.security.note({ ...event, ip, ...(by && { staffId: by.staffId, session: by.device }) });
    },
    /** Whoever comes without a guest's cookie becomes a new guest: no row is written for that, and none is read. */
    async buyer() {
      if (!guestId) {
        deps.admitNewcomer(addresses.of(request).key);
        becomeGuest(guests.create().guestId);
        isNewcomer = true;
      } else renameGuest();
      const id = guestId!;
      const actor = isNewcomer ? { buyerId: id, allIds: [id] } : await guests.actor(id);
      return { guestId: id, isNewcomer, ...actor, ...whereabouts(deps, request) };
    },
    staff() {
      staff ??= signedIn();
      return staff;
    },
    browserSessions: () => sessions.allFromCookies(cookie),
    becomeGuest,
    deviceOf: (account) => devices.known(cookie, account),
    becomesDeviceOf: (account) =>
      set(DEVICE_COOKIE, devices.cookieFor(account, devices.known(cookie, account)), GUEST_SECONDS),
    startSession: (token) => set(STAFF_COOKIE, token, Math.floor(SESSION_MS / 1_000)),
    endSession: () => set(STAFF_COOKIE, '', 0),
  };
}
