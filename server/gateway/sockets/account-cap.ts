/** Connections per account: a person has few screens. Who comes too late is refused; nobody is thrown out silently. */
export function accountCap(limit: number) {
  const open = new Map<string, number>();
  return {
    /** @returns how to give the place back, or null if all are taken */
    enter(accountId: string): (() => void) | null {
      const count = open.get(accountId) ?? 0;
      if (count >= limit) return null;
      open.set(accountId, count + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (open.get(accountId) ?? 1) - 1;
        if (left > 0) open.set(accountId, left);
        else open.delete(accountId);
      };
    },
  };
}

export type AccountCap = ReturnType<typeof accountCap>;
