/** The most tags of a product: a shop that sorts by them has a dozen. */
export const MAX_TAGS = 30;
/** The most characters of a tag. */
export const MAX_TAG = 60;

/** The tags in a text that somebody wrote, with a comma of either script between two; each once, whatever its case. */
export function tagsIn(text: string): string[] {
  return eachOnce(text.split(/[,，、]/));
}

/** These tags trimmed, without the empty ones, each once whatever its case. */
export function eachOnce(tags: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const tag of tags.map((written) => written.trim())) {
    const name = tag.toLowerCase();
    if (tag !== '' && !known.has(name)) known.set(name, tag);
  }
  return [...known.values()];
}

/** The tags alone, if there are any: a fact or an answer without them says nothing of them. */
export function productTags({ tags = [] }: { tags?: readonly string[] | undefined }): { tags?: string[] } {
  return tags.length > 0 ? { tags: [...tags] } : {};
}
