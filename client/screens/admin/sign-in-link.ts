/** The address that signs somebody in once; its token stands behind the #, so that it is never sent with an address. */
export function signInLink(token: string): string {
  return `${location.origin}/sign-in/link#${token}`;
}
