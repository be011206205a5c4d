import * as z from 'zod/mini';
import { id } from '../../values/ids.ts';
import { staffRole } from '../account/contract.ts';
import { grant } from './contract.ts';

/** Somebody who may be allowed something on a stream, and what they are allowed there (A1). */
export const teamMember = z.strictObject({
  staffId: id,
  name: z.string(),
  nameEn: z.optional(z.string()),
  /** An assistant, or the host of other streams. */
  role: staffRole,
  grants: z.array(grant),
});
export type TeamMember = z.infer<typeof teamMember>;

/** The people of a stream as its host sees them: assistants in front, by name. */
export const streamTeam = z.strictObject({
  hostName: z.string(),
  hostNameEn: z.optional(z.string()),
  people: z.array(teamMember),
});
export type StreamTeam = z.infer<typeof streamTeam>;
