/** What this device keeps between visits: a few short texts. A private window may keep nothing. */
export interface DeviceStorage {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/** The browser's local storage; without it (private windows, full disks) the values last as long as the page. */
export function createDeviceStorage(storage: Storage | null = localStorageOrNull()): DeviceStorage {
  const inPage = new Map<string, string>();
  return {
    read(name) {
      return attempt(() => storage?.getItem(name) ?? null) ?? inPage.get(name) ?? null;
    },
    write(name, text) {
      inPage.set(name, text);
      attempt(() => storage?.setItem(name, text));
    },
    remove(name) {
      inPage.delete(name);
      attempt(() => storage?.removeItem(name));
    },
  };
}

function localStorageOrNull(): Storage | null {
  return attempt(() => window.localStorage) ?? null;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
