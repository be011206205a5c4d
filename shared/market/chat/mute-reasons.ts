/** Why somebody may not write, or why a line should not stand. */
export const muteReasons = ['insult', 'spam', 'fraud', 'private', 'other'] as const;
