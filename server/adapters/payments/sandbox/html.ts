const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML shows it, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** A link that may look like a button. */
export function link(look: string, href: string, name: string): string {
  return `<a class="${look}" href="${escapeHtml(href)}">${escapeHtml(name)}</a>`;
}

const drawings = {
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  check: 'M5 12.5 10 17 19 7',
  card: 'M3 6h18v12H3V6Zm0 4h18M6.5 14.5h4',
  fault: 'M12 7v6m0 3.2v.3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
};

/** A small line drawing in the hand of the market's others; a word beside it says what it means. */
export function icon(name: keyof typeof drawings): string {
  return `<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><path d="${drawings[name]}"/></svg>`;
}
