import type { BuyerActor } from '../application/application.ts';
import type { Ids } from '../lib/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Purpose, Secrets } from '../ports/secrets.ts';
import { type CarriedCookie, carriedCookies, GUEST_COOKIE, isSecure } from './cookies.ts';

/**
 * Guests: an id with a signature, kept by the device. Joining writes nothing; the directory only knows which guests
 * became one (B2).
 *
 * A plain cookie of the time before https keeps its guest, so that no order is lost. A neighbouring host can plant
 * such a cookie to read what is ordered under it. So a guest made over https has a token that counts from no plain
 * cookie.
 */
export function openGuests(deps: {
  secrets: Pick<Secrets, 'sign' | 'isSigned'>;
  directory: Pick<Directory, 'identity'>;
  ids: Ids;
  /** Absent: nobody comes with a cookie. */
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
    /** A guest that nobody was before, and the token that proves it. */
    create(): { guestId: string; token: string } {
      const guestId = ids.next();
      return { guestId, token: tokenOf(guestId) };
    },
    tokenOf,
    /** @returns the guest's id as it was signed, or null if the token is not ours */
    read: (token: string | null | undefined) => signedFor(['guarded_guest', 'guest'], token),
    /** The same of a cookie: a plain one over https names a guest of the time before alone. */
    readCookie({ value, isOld }: CarriedCookie): string | null {
      return signedFor(isOld ? ['guest'] : ['guarded_guest', 'guest'], value);
    },
    fromCookie(header: string | undefined): string | null {
      const read = carriedCookies(header, GUEST_COOKIE, { secure }).map((each) => this.readCookie(each));
      return read.find((guestId) => guestId !== null) ?? null;
    },
    /** Who this guest is by now: another device may have taken it in. */
    async actor(guestId: string): Promise<BuyerActor> {
      return directory.identity(guestId);
    },
  };
}

export type Guests = ReturnType<typeof openGuests>;
