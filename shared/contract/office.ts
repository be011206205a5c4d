import * as z from 'zod/mini';
import { staffRole } from '../market/account/contract.ts';
import { id } from '../values/ids.ts';
import { hlsReasons, videoReasons } from '../values/media-reason.ts';
import { line, lineOrNone } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import type { CapabilityContract } from './capability.ts';
import { keyed } from './command.ts';
import { officeRoles } from './office-roles.ts';
import { lasting } from './refusal.ts';
import { settingGroups } from './server-settings.ts';

/** The most people whom the office takes in; a county has a few dozen. */
export const MAX_STAFF = 500;
/** Changes of the staff that are shown, the newest ones. */
export const STAFF_CHANGES_SHOWN = 50;

export const officeRole = z.enum(officeRoles);

/** Somebody who works or worked here. */
export const memberView = z.strictObject({
  staffId: id,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
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
  byEn: z.optional(z.string()),
  whom: z.string(),
  whomEn: z.optional(z.string()),
  what: z.enum(['invited', 'link', 'password', 'role', 'off', 'on', 'name']),
  /** What they were from then on. */
  role: staffRole,
  /** What they were before a change of it; absent where nothing noted it. */
  wasRole: z.optional(staffRole),
});
export type StaffChangeView = z.infer<typeof staffChangeView>;

export const staffList = z.strictObject({
  members: z.array(memberView),
  /** Newest first. */
  changes: z.array(staffChangeView),
});
export type StaffList = z.infer<typeof staffList>;

/** Somebody to be let in; the same key again gives a new link for the same account, in doubt or not. */
export const inviteRequest = z.strictObject({
  ...keyed,
  name: line(60),
  /** For who reads English; absent or empty: there is the one name. */
  nameEn: z.optional(lineOrNone(60)),
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
/** What somebody is called from now on; empty: there is the one name. */
export const nameRequest = z.strictObject({ name: line(60), nameEn: lineOrNone(60) });
export const memberSwitch = z.strictObject({ isOn: z.boolean() });

/** One setting of the server: a secret is never shown, only whether there is one. */
export const settingView = z.strictObject({
  name: z.enum(Object.values(settingGroups).flat()),
  isSet: z.boolean(),
  /** Null: it is not set, or it is a secret. */
  value: z.nullable(z.string()),
});
export type SettingView = z.infer<typeof settingView>;
export const settingsView = z.strictObject({ settings: z.array(settingView) });
export type SettingsView = z.infer<typeof settingsView>;

/** Work that follows the facts, as this server does it. */
const followed = z.strictObject({
  what: z.enum(['refunds', 'returns', 'shipping-credits', 'settlement']),
  /** Logs that have facts which are not dealt with. */
  logsBehind: z.int(),
  /** Since when something failed that is tried again; null while nothing does. */
  failingSinceMs: z.nullable(epochMs),
});

/** How the market is, as one server sees it. */
export const healthView = z.strictObject({
  asOfMs: epochMs,
  nodeId: z.string(),
  startedAtMs: epochMs,
  /** What /readyz says: the stores answer and the server takes commands. */
  isReady: z.boolean(),
  /** Faults since the start: something that nobody expected, written to the log. */
  faults: z.int(),
  /** Why there is no live video, or no HLS; null: there is. */
  media: z.strictObject({ video: z.nullable(z.enum(videoReasons)), hls: z.nullable(z.enum(hlsReasons)) }),
  /** Null: nobody audits here. */
  audit: z.nullable(
    z.strictObject({
      /** When every open stream was last looked at; null: not yet. */
      lookedAtMs: z.nullable(epochMs),
      /** Contradictions found since the start. */
      findings: z.int(),
    }),
  ),
  outbox: z.strictObject({
    /** False: another server does it. */
    isHere: z.boolean(),
    work: z.array(followed),
  }),
  /** Null: nothing is settled here. */
  payouts: z.nullable(z.strictObject({ overdue: z.int() })),
  /** Orders of which something was not handed over by the day that was promised (P4); null: the store does not say. */
  shipping: z.nullable(z.strictObject({ late: z.int() })),
  /** Where the data lies; null: the system does not say. */
  disk: z.nullable(z.strictObject({ freeBytes: z.int(), totalBytes: z.int() })),
  /** The last backup that was made on this server's machine, and how large it is where that was noted, and where it lies; null: none is known of. Absent: there is nothing to back up. */
  backup: z.optional(
    z.nullable(z.strictObject({ atMs: epochMs, where: z.string(), bytes: z.optional(z.int()) })),
  ),
  /** Files of the store that were deleted or replaced while this server has them open. */
  lostFiles: z.array(z.enum(['database', 'wal', 'shm'])),
  /** How far this server's clock is off (T7), in ms; null: nobody looks. */
  clock: z.nullable(
    z.strictObject({
      /** How far the log that is furthest from it is ahead; below 0: behind. */
      logsMs: z.int(),
      /** How far the machine's time has run ahead of it since the start; null: not known. */
      machineMs: z.nullable(z.int()),
    }),
  ),
  /** The security log of this server. */
  security: z.strictObject({
    /** Entries that wait to be written. */
    waiting: z.int(),
    /** Entries since the start that never will be. */
    lost: z.int(),
    /** Since when the store takes none; null: it does. */
    failingSinceMs: z.nullable(epochMs),
  }),
  /** Lines that viewers offered to chats here in the last five to ten minutes. Absent: an older server. */
  chat: z.optional(
    z.strictObject({
      offered: z.int(),
      /** Those of them that were refused, where their chat was open to their writer. */
      refused: z.int(),
      /** Since when no line could be written; null: one could, or nobody tried. */
      failingSinceMs: z.nullable(epochMs),
    }),
  ),
  /** Who looked up so many buyers in the last hour that somebody should ask why (A5), the most first; null: nobody counts. */
  lookUps: z.nullable(
    z.array(z.strictObject({ name: z.nullable(z.string()), nameEn: z.optional(z.string()), times: z.int() })),
  ),
  /** Systems outside that are told (C2), save those that staff turned off; null: it is not known. Absent: none are told from here. */
  webhooks: z.optional(
    z.nullable(
      z.array(
        z.strictObject({
          webhookId: id,
          /** Of its address, which may have a secret behind that. */
          origin: z.string(),
          /** Since when something waits that could not be delivered; null while nothing does. */
          failingSinceMs: z.nullable(epochMs),
          /** Why it was turned off without being asked for; null: it is on. */
          offWhy: z.nullable(z.enum(['failing', 'gone'])),
        }),
      ),
    ),
  ),
  /** Servers that were heard of, the ones last heard of first. */
  nodes: z.array(z.strictObject({ nodeId: z.string(), heardAtMs: epochMs })),
});
export type HealthView = z.infer<typeof healthView>;
export type Followed = HealthView['outbox']['work'][number];

export const office = {
  refusals: {
    /** Nobody else could let anybody in any more. */
    LAST_OPERATOR: lasting('keys and authority'),
  },
  named: {
    healthView,
    inviteReply,
    inviteRequest,
    memberParams,
    memberSwitch,
    memberView,
    roleRequest,
    settingView,
    settingsView,
    staffChangeView,
    staffList,
  },
} as const satisfies CapabilityContract;
