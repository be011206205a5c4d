/**
 * The address that signs somebody in once; its token stands behind the #, so that it is never sent with an address.
 * @param to the page that opens then; without one, the one of the role
 */
export function signInLink(token: string, to?: string): string {
  return `${location.origin}/sign-in/link${to === undefined ? '' : `?to=${to}`}#${token}`;
}
