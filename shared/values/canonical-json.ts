/**
 * JSON with sorted keys and without undefined members: equal values have equal bytes.
 * Used for hashes, payload comparison and digests; takes plain data only.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? listText(value) : recordText(value as Record<string, unknown>);
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

function listText(list: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i += 1) text += (i === 0 ? '' : ',') + canonicalJson(list[i]);
  return `${text}]`;
}

function recordText(record: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(record).sort()) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${text === '' ? '{' : ','}${quoted(key)}:${canonicalJson(member)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Printable ASCII without quote and backslash, as ids, codes and keys are, needs no escaping: the common case. */
const plain = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
