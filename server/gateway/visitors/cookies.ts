/** The cookies of a guest (signed, no database row) and of a member of staff (a session's token). */
export const GUEST_COOKIE = 'fairday_guest';
export const STAFF_COOKIE = 'fairday_staff';
/** The cookie of a known device of staff; it opens nothing. */
export const DEVICE_COOKIE = 'fairday_device';

/**
 * The cookie prefix that browsers accept over https alone, for this host and all its paths. So no neighbouring host and
 * no plain page can plant one.
 */
const HOST_PREFIX = '__Host-';

/** Whether the market's pages are reached over https. */
export function isSecure({ publicOrigin }: { publicOrigin: string | null }): boolean {
  return publicOrigin?.startsWith('https:') ?? false;
}

/** The name of a cookie: over https it has the guarded prefix. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `${HOST_PREFIX}${name}` : name;
}

/** A cookie of a request, under one of its names. */
export interface CarriedCookie {
  value: string;
  /** Whether it has the plain name from before https: it is read, renamed and deleted. */
  isOld: boolean;
}

/** The values of a cookie under all of its names, the valid one first. */
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

/** A Set-Cookie line: for this host alone, hidden from scripts, not sent with posts of other sites. */
export function cookieLine(
  name: string,
  value: string,
  options: { maxAgeSeconds: number; secure: boolean },
): string {
  const { maxAgeSeconds, secure } = options;
  return `${cookieName(name, secure)}=${attributes(value, maxAgeSeconds, secure)}`;
}

/** The Set-Cookie line that deletes the plain name. */
export function oldCookieEnds(name: string): string {
  return `${name}=${attributes('', 0, true)}`;
}

function attributes(value: string, maxAgeSeconds: number, secure: boolean): string {
  return `${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}
