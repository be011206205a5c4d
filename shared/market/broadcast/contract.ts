import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';

const makeIngestKey = contract(
  'Makes the secret by which a program like OBS may broadcast here (WHIP); an older one stops working.',
  z.strictObject(keyed),
  z.strictObject({
    ...accepted,
    /** Shown this once: only its hash is kept, so a repeated key gets null. */
    ingestKey: z.nullable(z.string()),
  }),
);
const revokeIngestKey = contract(
  'Takes the secret of such programs away; one that broadcasts is cut off.',
  z.strictObject(keyed),
  z.strictObject(accepted),
);

/** An HLS playlist elsewhere; it is never fetched by the server. */
const playlistAddress = z
  .string()
  .check(z.maxLength(500), z.regex(/^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[\w!$&()*+,;=:@%/.~?-]*$/));

const setPlaybackUrl = contract(
  'Names an HLS playlist elsewhere that viewers play while no picture comes from here; null takes it away.',
  z.strictObject({ ...keyed, url: z.nullable(playlistAddress) }),
  z.strictObject(accepted),
);
const record = contract(
  'Turns the recording of the broadcast on or off. What was recorded is kept.',
  z.strictObject({ ...keyed, isOn: z.boolean() }),
  z.strictObject(accepted),
);

/** What of the broadcast the log keeps: from where it comes, where else it is played, and what is recorded. */
export const broadcast = {
  console: {
    'stream:make-ingest-key': makeIngestKey,
    'stream:revoke-ingest-key': revokeIngestKey,
    'stream:set-playback-url': setPlaybackUrl,
    'stream:record': record,
  },
  facts: [
    'media_started',
    'media_stopped',
    'ingest_key_made',
    'ingest_key_revoked',
    'playback_url_set',
    'media_home_set',
    'recording_started',
    'recording_stopped',
  ],
} as const satisfies CapabilityContract;
