import type { BuyerActor } from '../../application/application.ts';
import type { Ids } from '../../lib/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Purpose, Secrets } from '../../ports/secrets.ts';
import { type CarriedCookie, carriedCookies, GUEST_COOKIE, isSecure } from './cookies.ts';

/**
 * Guests: a signed id that the device keeps. Joining writes nothing; the directory knows only merges of guests (B2).
 *
 * A plain cookie from before https keeps its guest, so that no order is lost. A neighbouring host could plant one to
 * read later orders. So tokens made over https are invalid in a plain cookie.
 */
export function openGuests(deps: {
  secrets: Pick<Secrets, 'sign' | 'isSigned'>;
  directory: Pick<Directory, 'identity'>;
  ids: Ids;
  /** Absent: no cookies are used. */
  config?: { publicOrigin: string | null };
}) {
  const { secrets, directory, ids } = deps;
  const secure = isSecure(deps.config ?? { publicOrigin: null });
  const tokenOf = (guestId: string) =>
    `${guestId}.${secrets.sign(secure ? 'guarded_guest' : 'guest', guestId)}`;
  function signedFor(purposes: readonly Purpose[], token: string | null | undefined): string | null {
    if (!token || token.length > 100) return null;
    const at = token.lastIndexOf('.');
    const guestId = token.slice(0, at);
    const isOurs = (purpose: Purpose) => secrets.isSigned(purpose, guestId, token.slice(at + 1));
    return at > 0 && purposes.some(isOurs) ? guestId : null;
  }
  return {
    /** A new guest, and the token that proves it. */
    create(): { guestId: string; token: string } {
      const guestId = ids.next();
      return { guestId, token: tokenOf(guestId) };
    },
    tokenOf,
    /** @returns the signed guest id, or null if the signature is not ours */
    read: (token: string | null | undefined) => signedFor(['guarded_guest', 'guest'], token),
    /** Reads a cookie; over https a plain one is valid only for guests from before. */
    readCookie({ value, isOld }: CarriedCookie): string | null {
      return signedFor(isOld ? ['guest'] : ['guarded_guest', 'guest'], value);
    },
    fromCookie(header: string | undefined): string | null {
      const read = carriedCookies(header, GUEST_COOKIE, { secure }).map((each) => this.readCookie(each));
      return read.find((guestId) => guestId !== null) ?? null;
    },
    /** The buyer of this guest, after merges. */
    async actor(guestId: string): Promise<BuyerActor> {
      return directory.identity(guestId);
    },
  };
}

export type Guests = ReturnType<typeof openGuests>;
