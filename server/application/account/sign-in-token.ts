import { DAY } from '../../../shared/values/time.ts';
import type { OneTime } from '../../ports/directory.ts';
import type { ApplicationDeps } from '../deps.ts';

const LINK_MS = 7 * DAY;

/**
 * A token that signs in once, within seven days: what follows the `#` of `/sign-in/link`; and how it is kept. It carries
 * the market's signature, by which one that was made up is known without a look into the store.
 */
export function makeLink({ secrets, clock }: Pick<ApplicationDeps, 'secrets' | 'clock'>): {
  token: string;
  link: Pick<OneTime, 'secretHash' | 'untilMs'>;
} {
  const random = secrets.randomToken();
  const token = `${random}.${secrets.sign('sign_in_link', random)}`;
  return { token, link: { secretHash: secrets.digest(token), untilMs: clock.nowMs() + LINK_MS } };
}

/** True for a token that this market has made, used or not. Older ones were not signed. */
export function isOwnLink(secrets: Pick<ApplicationDeps['secrets'], 'isSigned'>, token: string): boolean {
  const [random = '', signature = '', ...more] = token.split('.');
  return more.length === 0 && secrets.isSigned('sign_in_link', random, signature);
}

/** Makes a link for a member of staff beside those that there are. */
export async function signInToken(
  { directory, secrets, clock }: Pick<ApplicationDeps, 'directory' | 'secrets' | 'clock'>,
  staffId: string,
): Promise<string> {
  const { token, link } = makeLink({ secrets, clock });
  await directory.addOneTime({ kind: 'sign_in', subjectId: staffId, ...link });
  return token;
}
