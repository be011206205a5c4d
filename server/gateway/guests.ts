import type { BuyerActor } from '../features/features.ts';
import type { Directory } from '../ports/directory.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Ids } from '../ports/world.ts';
import { carriedCookies, GUEST_COOKIE, isSecure } from './cookies.ts';

/**
 * Guests: an id with a signature, kept by the device. Ten thousand people may join without one write; the directory
 * only knows which guests became one (B2).
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
  const tokenOf = (guestId: string) => `${guestId}.${secrets.sign('guest', guestId)}`;
  return {
    /** A guest that nobody was before, and the token that proves it. */
    create(): { guestId: string; token: string } {
      const guestId = ids.next();
      return { guestId, token: tokenOf(guestId) };
    },
    tokenOf,
    /** @returns the guest's id as it was signed, or null if the token is not ours */
    read(token: string | null | undefined): string | null {
      if (!token || token.length > 100) return null;
      const at = token.lastIndexOf('.');
      const guestId = token.slice(0, at);
      return at > 0 && secrets.isSigned('guest', guestId, token.slice(at + 1)) ? guestId : null;
    },
    fromCookie(header: string | undefined): string | null {
      const read = carriedCookies(header, GUEST_COOKIE, { secure }).map(({ value }) => this.read(value));
      return read.find((guestId) => guestId !== null) ?? null;
    },
    /** Who this guest is by now: another device may have taken it in. */
    async actor(guestId: string): Promise<BuyerActor> {
      return directory.identity(guestId);
    },
  };
}

export type Guests = ReturnType<typeof openGuests>;
