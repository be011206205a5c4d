/** The cookie of a guest (signed, no database row) and that of a member of staff (a session's token). */
export const GUEST_COOKIE = 'fairday_guest';
export const STAFF_COOKIE = 'fairday_staff';
/** That of a browser on which a member of staff has signed in: it opens nothing. */
export const DEVICE_COOKIE = 'fairday_device';

/**
 * What a browser takes from https alone, for this very host and all of its paths: no neighbouring host and no page over
 * plain http can put one there.
 */
const HOST_PREFIX = '__Host-';

/** Whether the market's pages are reached over https. */
export function isSecure({ publicOrigin }: { publicOrigin: string | null }): boolean {
  return publicOrigin?.startsWith('https:') ?? false;
}

/** What a cookie is called: over https it has a prefix that browsers guard, plain http cannot have one. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `${HOST_PREFIX}${name}` : name;
}

/** What a request carries under one name of a cookie. */
export interface CarriedCookie {
  value: string;
  /** It came under the plain name, although there is a guarded one by now: read, renamed and thrown away. */
  isOld: boolean;
}

/** Reads a cookie under every name that it may have, the one that counts first. */
export function carriedCookies(
  header: string | undefined,
  name: string,
  { secure }: { secure: boolean },
): CarriedCookie[] {
  const now = readCookie(header, cookieName(name, secure));
  const old = secure ? readCookie(header, name) : null;
  return [
    ...(now === null ? [] : [{ value: now, isOld: false }]),
    ...(old === null ? [] : [{ value: old, isOld: true }]),
  ];
}

/** Reads one cookie out of the header; the first of its name counts. */
function readCookie(header: string | undefined, name: string): string | null {
  if (!header || header.length > 8_192) return null;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** A Set-Cookie line: for this host alone, unreadable to scripts, not sent along by other sites' posts. */
export function cookieLine(
  name: string,
  value: string,
  options: { maxAgeSeconds: number; secure: boolean },
): string {
  const { maxAgeSeconds, secure } = options;
  return `${cookieName(name, secure)}=${attributes(value, maxAgeSeconds, secure)}`;
}

/** The line that throws away what is kept under the plain name. */
export function oldCookieEnds(name: string): string {
  return `${name}=${attributes('', 0, true)}`;
}

function attributes(value: string, maxAgeSeconds: number, secure: boolean): string {
  return `${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
