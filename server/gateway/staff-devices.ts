import type { Secrets } from '../ports/secrets.ts';
import { carriedCookies, DEVICE_COOKIE, isSecure } from './cookies.ts';

/** A device id as it is drawn: 32 random bytes, base64url. */
const DEVICE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Browsers on which an account has signed in: an id, signed together with the account, in a cookie that outlives the
 * session. It grants nothing. It tells the account's owner from others who try its password from the same address. A
 * browser holds the account of its last sign-in.
 */
export function staffDevices(deps: {
  secrets: Pick<Secrets, 'sign' | 'isSigned' | 'randomToken'>;
  config: { publicOrigin: string | null };
}) {
  const { secrets } = deps;
  const secure = isSecure(deps.config);
  const textOf = (device: string, account: string) => `${device}\n${account}`;

  return {
    /** The device by which a browser is known for an account; null: it is not. Over https a plain cookie is nobody's. */
    known(header: string | undefined, account: string): string | null {
      const carried = carriedCookies(header, DEVICE_COOKIE, { secure }).find((each) => !each.isOld);
      const [device = '', signature = ''] = carried?.value.split('.') ?? [];
      if (!DEVICE.test(device)) return null;
      return secrets.isSigned('staff_device', textOf(device, account), signature) ? device : null;
    },
    /** What a browser keeps that has signed in to an account: the device that it was, or a new one. */
    cookieFor(account: string, known: string | null): string {
      const device = known ?? secrets.randomToken();
      return `${device}.${secrets.sign('staff_device', textOf(device, account))}`;
    },
  };
}

export type StaffDevices = ReturnType<typeof staffDevices>;
