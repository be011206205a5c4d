import { type Config, ConfigError } from '../config.ts';

/** A secret with fewer kinds of characters was typed, not drawn; 32 random hexadecimal digits have 14 on the average. */
const LEAST_KINDS = 10;
/** A part of this length that comes twice is no chance: one in two million of 64 random hexadecimal digits has one. */
const PART_LENGTH = 8;
const DRAW_ONE = 'draw one, for instance by: openssl rand -base64 32';

/**
 * Throws a ConfigError, one line, if a market that others reach would open with a secret that can be guessed or without
 * https. A demo and a market for this machine alone may do as they like.
 */
export function assertFitToOpen(config: Config): void {
  if (!config.isProduction) return;
  const why = whyGuessable(config.masterSecret);
  if (why !== null)
    throw new ConfigError(`AUTH_SECRET in the environment cannot be used: ${why}; ${DRAW_ONE}.`);
  if (!config.isReachable || config.insecureHttp || config.publicOrigin?.startsWith('https:')) return;
  throw new ConfigError(
    'PUBLIC_URL in the environment cannot be used: others reach this market, so set it to the https:// address that people open, or INSECURE_HTTP=allow if everybody on the way may read passwords and addresses.',
  );
}

/** Why a secret was typed rather than drawn, as a clause; null: it may have been drawn. */
export function whyGuessable(secret: string): string | null {
  if (new Set(secret).size < LEAST_KINDS) return `it has fewer than ${LEAST_KINDS} different characters`;
  const parts = new Set<string>();
  for (let from = 0; from + PART_LENGTH <= secret.length; from += 1) {
    const part = secret.slice(from, from + PART_LENGTH);
    if (parts.has(part)) return `a part of ${PART_LENGTH} characters comes in it twice`;
    parts.add(part);
  }
  return null;
}
