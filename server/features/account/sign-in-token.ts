import { DAY } from '../../../shared/values/time.ts';
import type { FeatureDeps } from '../deps.ts';

const LINK_MS = 7 * DAY;

/** A token that signs a member of staff in once, within seven days: what follows the `#` of `/sign-in/link`. */
export async function signInToken(
  { directory, secrets, clock }: Pick<FeatureDeps, 'directory' | 'secrets' | 'clock'>,
  staffId: string,
): Promise<string> {
  const token = secrets.randomToken();
  await directory.addOneTime({
    kind: 'sign_in',
    secretHash: secrets.digest(token),
    subjectId: staffId,
    untilMs: clock.nowMs() + LINK_MS,
  });
  return token;
}
