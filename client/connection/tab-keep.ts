import type { DeviceStorage } from './device-storage.ts';

/** What this tab keeps over a reload and forgets when it is closed; a window that keeps nothing forgets it at once. */
export function createTabKeep(): DeviceStorage {
  return {
    read: (name) => attempt(() => sessionStorage.getItem(name)) ?? null,
    write: (name, text) => attempt(() => sessionStorage.setItem(name, text)),
    remove: (name) => attempt(() => sessionStorage.removeItem(name)),
  };
}

function attempt<T>(touch: () => T): T | undefined {
  try {
    return touch();
  } catch {
    return undefined;
  }
}
