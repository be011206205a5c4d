/** What a zone is called: `China Standard Time`, or short, `GMT+8`. */
export function zoneName(timeZone: string, language: string, length: 'long' | 'short'): string {
  const timeZoneName = length === 'long' ? 'longGeneric' : 'shortOffset';
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** A zone, unless this browser's list of them is too old to know it. */
export function knownZone(timeZone: string | null): string | null {
  try {
    return timeZone && new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
