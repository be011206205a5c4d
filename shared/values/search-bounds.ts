/** The most characters that are looked for: a name has eighty, and nobody types one whole. */
export const MAX_SOUGHT = 60;
/** The most products that a device keeps: more than anybody looks through on a phone. */
export const MAX_KEPT = 40;
