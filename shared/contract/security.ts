import * as z from 'zod/mini';
import { id } from '../values/ids.ts';
import { securityKinds } from '../values/security-kinds.ts';
import { epochMs } from '../values/time.ts';

export const securityKind = z.enum(securityKinds);

export const SECURITY_PAGE = 50;
/** The most entries of one export: the newest ones. */
export const MAX_SECURITY_ROWS = 10_000;

/** One entry as operators read it. */
export const securityEntryView = z.strictObject({
  entryId: id,
  atMs: epochMs,
  kind: securityKind,
  /** So many alike it stands for, this one being the last; 1 unless they came thick. */
  times: z.int(),
  /** Who did it; null: nobody who was signed in. An id that is no member of staff any more has no name. */
  by: z.nullable(
    z.strictObject({ staffId: z.string(), name: z.nullable(z.string()), nameEn: z.optional(z.string()) }),
  ),
  /** The account that was named at a sign-in, as a keyed hash; and whose it is, if it is somebody's. */
  account: z.nullable(
    z.strictObject({ hash: z.string(), name: z.nullable(z.string()), nameEn: z.optional(z.string()) }),
  ),
  /** The beginning of the session's hash: tells devices apart. */
  session: z.nullable(z.string()),
  /** Where it came from: a /24 of IPv4 or a /64 of IPv6. */
  address: z.nullable(z.string()),
  /** The route, the command or the file. */
  what: z.nullable(z.string()),
  /** Whom or what it was done to: a member of staff by name, a system outside by its origin. */
  about: z.nullable(z.string()),
  aboutEn: z.optional(z.string()),
  /** The stream, by its name in addresses. */
  stream: z.nullable(z.string()),
  /** How many rows were read or taken along. */
  rows: z.nullable(z.int()),
});
export type SecurityEntryView = z.infer<typeof securityEntryView>;

/** A place in the log, as an answer names it. */
const place = z.string().check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}$/));
/** Which entries are meant. */
const filter = {
  kind: z.optional(securityKind),
  /** What this person did. */
  staffId: z.optional(id),
  /** From this instant on. */
  sinceMs: z.optional(epochMs),
  /** Before this instant. */
  untilMs: z.optional(epochMs),
};
export const securityFilter = z.strictObject(filter);
export type SecurityFilter = z.infer<typeof securityFilter>;
export const securityQuery = z.strictObject({
  ...filter,
  /** `next` of the page before. */
  after: z.optional(place),
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
});
export const securityPage = z.strictObject({
  /** Newest first. */
  entries: z.array(securityEntryView),
  /** Where the next page begins; null: this is the last. */
  next: z.nullable(place),
  /** Who works here: whom to ask for alone. */
  people: z.array(z.strictObject({ staffId: id, name: z.string(), nameEn: z.optional(z.string()) })),
});
export type SecurityPage = z.infer<typeof securityPage>;
