/** Roles that the office gives; who works for a producer is taken in with the producer (M1). */
export declare const officeRoles: readonly ['operator', 'host', 'assistant', 'analyst', 'packer'];
export type OfficeRole = (typeof officeRoles)[number];
