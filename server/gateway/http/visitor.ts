import type { Request, Response } from 'express';
import type { Practice } from '../../../shared/contract/account.ts';
import type { Config } from '../../config.ts';
import type { BuyerActor } from '../../features/features.ts';
import type { ClientAddresses } from '../client-address.ts';
import { cookieLine, GUEST_COOKIE, STAFF_COOKIE } from '../cookies.ts';
import type { Guests } from '../guests.ts';
import { practiceFor, whereabouts } from '../practice.ts';
import { SESSION_MS, type SignedIn, type StaffSessions } from '../staff-sessions.ts';

/** Browsers keep a cookie for at most 400 days. */
const GUEST_SECONDS = 400 * 86_400;

/** Who asks, read from cookies or from `Authorization: Bearer` of a tool; read at most once per request. */
export interface Visitor {
  /** Whether practice payments work for them. */
  practice: Practice;
  buyer(): Promise<BuyerActor & { guestId: string; isNewcomer: boolean }>;
  staff(): Promise<SignedIn | null>;
  becomeGuest(guestId: string): void;
  startSession(token: string): void;
  endSession(): void;
}

export function visitorOf(
  request: Request,
  response: Response,
  deps: {
    guests: Guests;
    sessions: StaffSessions;
    secure: boolean;
    config: Pick<Config, 'publicOrigin' | 'practicePayments'>;
    addresses: Pick<ClientAddresses, 'of'>;
    admitNewcomer: (address: string) => void;
  },
): Visitor {
  const { guests, sessions, secure, addresses } = deps;
  const { cookie, authorization } = request.headers;
  const bearer = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? null;
  let guestId = guests.read(bearer) ?? guests.fromCookie(cookie);
  let isNewcomer = false;
  let staff: Promise<SignedIn | null> | null = null;

  function becomeGuest(newId: string): void {
    guestId = newId;
    isNewcomer = false;
    const line = cookieLine(GUEST_COOKIE, guests.tokenOf(newId), { maxAgeSeconds: GUEST_SECONDS, secure });
    response.append('Set-Cookie', line);
  }
  return {
    practice: practiceFor(deps, request),
    /** Whoever comes without a guest's cookie becomes a new guest: no row is written for that, and none is read. */
    async buyer() {
      if (!guestId) {
        deps.admitNewcomer(addresses.of(request).key);
        becomeGuest(guests.create().guestId);
        isNewcomer = true;
      }
      const id = guestId!;
      const actor = isNewcomer ? { buyerId: id, allIds: [id] } : await guests.actor(id);
      return { guestId: id, isNewcomer, ...actor, ...whereabouts(deps, request) };
    },
    staff() {
      staff ??= sessions.byToken(bearer).then((found) => found ?? sessions.fromCookie(cookie));
      return staff;
    },
    becomeGuest,
    startSession(token) {
      const maxAgeSeconds = Math.floor(SESSION_MS / 1_000);
      response.append('Set-Cookie', cookieLine(STAFF_COOKIE, token, { maxAgeSeconds, secure }));
    },
    endSession() {
      response.append('Set-Cookie', cookieLine(STAFF_COOKIE, '', { maxAgeSeconds: 0, secure }));
    },
  };
}
