/** What the security log keeps. */
export const securityKinds = [
  // who comes in, and goes
  'signed_in',
  'sign_in_failed',
  'locked_out',
  'link_made',
  'link_used',
  'link_failed',
  'session_ended',
  // what was asked for without the right to
  'refused',
  // what people's data were looked at, or taken along
  'data_read',
  'people_looked_up',
  'data_exported',
  // who is told outside
  'webhook_added',
  'webhook_switched',
  'webhook_replayed',
  'webhook_removed',
] as const;
export type SecurityKind = (typeof securityKinds)[number];
