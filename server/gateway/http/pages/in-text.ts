/** Escapes a text for HTML content and attributes. */
export function inText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
