/** Roles that the office gives; who works for a producer is taken in with the producer (M1). */
export const officeRoles = ['operator', 'host', 'assistant', 'analyst', 'packer'];
//# sourceMappingURL=office-roles.js.map
