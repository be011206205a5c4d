import { DAY } from '../../../shared/values/time.ts';
import type { OneTime } from '../../ports/directory.ts';
import type { ApplicationDeps } from '../deps.ts';

const LINK_MS = 7 * DAY;

/** A token that signs in once, within seven days: what follows the `#` of `/sign-in/link`; and how it is kept. */
export function makeLink({ secrets, clock }: Pick<ApplicationDeps, 'secrets' | 'clock'>): {
  token: string;
  link: Pick<OneTime, 'secretHash' | 'untilMs'>;
} {
  const token = secrets.randomToken();
  return { token, link: { secretHash: secrets.digest(token), untilMs: clock.nowMs() + LINK_MS } };
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
