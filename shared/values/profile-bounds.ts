/** What a producer says of themselves is at most so long, in characters of one language (B10): a few paragraphs. */
export const MAX_PROFILE_WORDS = 1_000;
/** The name and the number of a licence are at most so long each, in characters: a whole line of a form. */
export const MAX_LICENCE = 80;
