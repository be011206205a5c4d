import type { StaffRole } from '../../../shared/market/account/contract.ts';

/** Where a member of staff stands: what they do here, and since when they may not any more. */
export interface Standing {
  role: StaffRole;
  /** Null: they may work here. */
  offAtMs: number | null;
}

/** What they are called, in both languages; without a second name `nameEn` is empty. */
export interface StaffNames {
  name: string;
  nameEn: string;
}

export type StaffAct =
  | { what: 'role'; role: StaffRole }
  /** They may not sign in any more. */
  | { what: 'off' }
  | { what: 'on' }
  /** They were taken in, or get a new link: where they stand stays. */
  | { what: 'invited' | 'link' }
  /** They are called something else from now on; without a second name `nameEn` is empty. */
  | { what: 'name'; name: string; nameEn: string }
  /** They get another password: whoever is signed in by the one before is signed out. */
  | { what: 'password'; passwordHash: string };

/**
 * What an act makes of somebody. Each but another name ends the links that they have not used yet: one that was made for a
 * role must not sign in under another.
 */
export interface StaffOutcome {
  standing: Standing;
  /** They are signed out on every device. */
  endsSessions: boolean;
  endsLinks: boolean;
}

/**
 * Decides a change of a member of staff (A1). The last operator who may work here stays one: without any, nobody could
 * ever let anybody in again. Who is switched off gets no link and no password.
 *
 * @param otherOperators how many others may work here as operators
 */
export function decideStaffAct(
  now: Standing & StaffNames,
  act: StaffAct,
  atMs: number,
  otherOperators: number,
): StaffOutcome | 'nothing_new' | 'last_operator' | 'is_off' {
  const isSwitch = act.what === 'off' || act.what === 'on';
  const isLink = act.what === 'invited' || act.what === 'link';
  const isWayIn = isLink || act.what === 'password';
  if (isWayIn && now.offAtMs !== null) return 'is_off';
  const standing = {
    role: act.what === 'role' ? act.role : now.role,
    offAtMs: act.what === 'on' ? null : act.what === 'off' ? (now.offAtMs ?? atMs) : now.offAtMs,
  };
  if (isOperator(now) && !isOperator(standing) && otherOperators === 0) return 'last_operator';
  const isSame = standing.role === now.role && standing.offAtMs === now.offAtMs;
  const isName = act.what === 'name' && (act.name !== now.name || act.nameEn !== now.nameEn);
  if (isSame && !isWayIn && !isName) return 'nothing_new';
  return { standing, endsSessions: isSwitch || act.what === 'password', endsLinks: !isName };
}

function isOperator({ role, offAtMs }: Standing): boolean {
  return role === 'operator' && offAtMs === null;
}
