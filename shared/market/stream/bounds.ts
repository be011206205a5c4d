/**
 * The most characters that a stream's title, its host's second name and its description may have. A file of its own: a form
 * needs them, and not the schemas.
 */
export const MAX_TITLE = 80;
export const MAX_HOST_NAME = 60;
export const MAX_DESCRIPTION = 600;
