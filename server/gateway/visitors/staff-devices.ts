import type { Secrets } from '../../ports/secrets.ts';
import { carriedCookies, DEVICE_COOKIE, isSecure } from './cookies.ts';

/** A device id as it is drawn: 32 random bytes, base64url. */
const DEVICE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Known devices of accounts: an id signed together with the account, in a cookie that outlives the session. It grants
 * nothing. It distinguishes the owner from others who guess at the same address. A browser keeps its last account.
 */
export function staffDevices(deps: {
  secrets: Pick<Secrets, 'sign' | 'isSigned' | 'randomToken'>;
  config: { publicOrigin: string | null };
}) {
  const { secrets } = deps;
  const secure = isSecure(deps.config);
  const textOf = (device: string, account: string) => `${device}\n${account}`;

  return {
    /** The device known for the account; null: none. Over https a plain cookie does not count. */
    known(header: string | undefined, account: string): string | null {
      const carried = carriedCookies(header, DEVICE_COOKIE, { secure }).find((each) => !each.isOld);
      const [device = '', signature = ''] = carried?.value.split('.') ?? [];
      if (!DEVICE.test(device)) return null;
      return secrets.isSigned('staff_device', textOf(device, account), signature) ? device : null;
    },
    /** The cookie value after a sign-in: of the known device, or of a new one. */
    cookieFor(account: string, known: string | null): string {
      const device = known ?? secrets.randomToken();
      return `${device}.${secrets.sign('staff_device', textOf(device, account))}`;
    },
  };
}

export type StaffDevices = ReturnType<typeof staffDevices>;
