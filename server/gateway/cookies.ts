/** The cookie of a guest (signed, no database row) and that of a member of staff (a session's token). */
export const GUEST_COOKIE = 'fairday_guest';
export const STAFF_COOKIE = 'fairday_staff';

/** Reads one cookie out of the header; the first of its name counts. */
export function readCookie(header: string | undefined, name: string): string | null {
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
  const secure = options.secure ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${options.maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
