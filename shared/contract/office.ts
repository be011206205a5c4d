import * as z from 'zod/mini';
import { commandKey, id } from '../values/ids.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { staffRole } from './account.ts';
import { officeRoles } from './office-roles.ts';

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
export type MemberView = z.infer<typeof memberView>;

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
export type StaffChangeView = z.infer<typeof staffChangeView>;

export const staffList = z.strictObject({
  members: z.array(memberView),
  /** Newest first. */
  changes: z.array(staffChangeView),
});
export type StaffList = z.infer<typeof staffList>;

/** Somebody to be let in; the same key again gives a new link for the same account. */
export const inviteRequest = z.strictObject({
  key: commandKey,
  name: line(60),
  email: z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/)),
  role: officeRole,
});
export type InviteRequest = z.infer<typeof inviteRequest>;
export const inviteReply = z.strictObject({
  staffId: id,
  /** Signs in once, within seven days. */
  token: z.string(),
});
export type InviteReply = z.infer<typeof inviteReply>;

export const memberParams = z.strictObject({ staffId: id });
export const roleRequest = z.strictObject({ role: officeRole });
export const memberSwitch = z.strictObject({ isOn: z.boolean() });
