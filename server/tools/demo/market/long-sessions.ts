import { DAY } from '../../../../shared/values/time.ts';
import type { Directory } from '../../../ports/directory.ts';

/** A demo's clock is put forward by weeks, while whoever is signed in has been so for minutes. */
const LONGER_MS = 3_650 * DAY;

/** A directory in which sessions and sign-in links outlast every week that is skipped. */
export function withLongSessions(directory: Directory): Directory {
  return new Proxy(directory, {
    get(of, name) {
      if (name === 'addSession' || name === 'addOneTime') {
        return (kept: { untilMs: number }) => {
          const longer = { ...kept, untilMs: kept.untilMs + LONGER_MS };
          return (of[name] as (kept: object) => Promise<void>)(longer);
        };
      }
      const value = Reflect.get(of, name);
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });
}
