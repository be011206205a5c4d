import * as z from 'zod/mini';
import { commandKey, id } from '../values/ids.js';
import { line } from '../values/text.js';
import { epochMs } from '../values/time.js';
import { staffRole } from './account.js';
import { officeRoles } from './office-roles.js';
/** The most people whom the office takes in; a county has a few dozen. */
export const MAX_STAFF = 500;
/** Changes of the staff that are shown, the newest ones. */
export const STAFF_CHANGES_SHOWN = 50;
export const officeRole = z.enum(officeRoles);
/** Somebody who works or worked here. */
export const memberView = z.strictObject({
  staffId: id,
  name: z.string(),
  email: z.string(),
  role: staffRole,
  /** Since when they may not sign in any more; null: they may. */
  offAtMs: z.nullable(epochMs),
  /** On how many devices they are signed in. */
  sessions: z.int(),
});
export const staffChangeView = z.strictObject({
  changeId: id,
  atMs: epochMs,
  /** Who did it; null: somebody at the command line. */
  by: z.nullable(z.string()),
  whom: z.string(),
  what: z.enum(['invited', 'link', 'role', 'off', 'on']),
  /** What they were from then on. */
  role: staffRole,
});
export const staffList = z.strictObject({
  members: z.array(memberView),
  /** Newest first. */
  changes: z.array(staffChangeView),
});
/** Somebody to be let in; the same key again gives a new link for the same account. */
export const inviteRequest = z.strictObject({
  key: commandKey,
  name: line(60),
  email: z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/)),
  role: officeRole,
});
export const inviteReply = z.strictObject({
  staffId: id,
  /** Signs in once, within seven days. */
  token: z.string(),
});
export const memberParams = z.strictObject({ staffId: id });
export const roleRequest = z.strictObject({ role: officeRole });
export const memberSwitch = z.strictObject({ isOn: z.boolean() });
//# sourceMappingURL=office.js.map
