/** What people typed, as text inside a tag or between two. */
export function inText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
