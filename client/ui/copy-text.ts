/** Puts a text where the device pastes from. @returns false: the device refuses it, or the page has no such place */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
