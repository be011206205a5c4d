import type { StaffRole } from '../market/account/contract.ts';

/** Roles that the office gives; who works for a producer is taken in with the producer (M1). */
export const officeRoles = [
  'operator',
  'host',
  'assistant',
  'analyst',
  'packer',
] as const satisfies readonly StaffRole[];
export type OfficeRole = (typeof officeRoles)[number];
