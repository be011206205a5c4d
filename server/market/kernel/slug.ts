/**
 * A stream's name in addresses: what is Latin of its title, and the end of its id so that two never meet.
 * A title without Latin letters gives `stream-…`.
 */
export function slugFor(title: string, streamId: string): string {
  const latin = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return `${latin === '' ? 'stream' : latin}-${streamId.replaceAll('-', '').slice(-6)}`;
}
