import type { Refusal } from '../../shared/contract/refusals.ts';
import { type Result, refuse } from '../../shared/values/result.ts';
import { MEDIA_RETRY_MS } from './local-media-session.ts';
import type { LocalPrograms } from './local-programs.ts';
import type { MediaCalls } from './media-calls.ts';
import type { Pipes } from './pipes.ts';
import type { Opened, Programs, SessionName } from './programs.ts';
import type { Relays } from './relays.ts';

export type SessionUse = 'find' | 'restart' | 'end';

const away = async () => refuse({ code: 'UNAVAILABLE', retryAfterMs: MEDIA_RETRY_MS } as const);

interface ProgramsAcrossNodesDeps {
  local: LocalPrograms;
  calls: Pick<MediaCalls, 'ask' | 'atHome' | 'streamOf'>;
  relays: Pick<Relays, 'of'>;
  pipes: Pick<Pipes, 'addresses'>;
}

/**
 * Programs on several servers. A publisher is served where the stream's media are, a player on this server if a relay
 * can show the stream. Any server finds any session.
 */
export class ProgramsAcrossNodes implements Programs {
  readonly #deps: ProgramsAcrossNodesDeps;

  constructor(deps: ProgramsAcrossNodesDeps) {
    this.#deps = deps;
  }

  publish(...args: Parameters<Programs['publish']>): Promise<Result<Opened, Refusal>> {
    const { local, calls } = this.#deps;
    const here = () => local.publish(...args);
    return calls.atHome(args[0], { use: 'publish', args }, here, here);
  }

  async play(...args: Parameters<Programs['play']>): Promise<Result<Opened, Refusal>> {
    const { local, calls, relays } = this.#deps;
    const streamId = await calls.streamOf(args[0]);
    const relay = streamId === null ? null : await relays.of(streamId);
    const played = relay && (await local.play(...args, relay));
    if (played && (played.ok || played.refusal.code !== 'UNAVAILABLE')) return played;
    return calls.atHome(args[0], { use: 'play', args }, () => local.play(...args), away);
  }

  find(where: SessionName): ReturnType<Programs['find']> {
    return this.#ofSession('find', where);
  }

  restart(where: SessionName): ReturnType<Programs['restart']> {
    return this.#ofSession('restart', where);
  }

  end(where: SessionName): ReturnType<Programs['end']> {
    return this.#ofSession('end', where);
  }

  /** Runs on a session of this server, or, at the stream's home, of a server that it is piped to. */
  async ofPiped<T>(use: SessionUse, where: SessionName): Promise<Result<T, Refusal>> {
    const { local, calls, pipes } = this.#deps;
    const own = (await local[use](where)) as Result<T, Refusal>;
    const streamId = await calls.streamOf(where.slug);
    if (own.ok || own.refusal.code !== 'NOT_FOUND' || streamId === null) return own;
    for (const there of pipes.addresses(streamId)) {
      const asked = calls.ask<Result<T, Refusal>>(there, 'session', [use, where]);
      const found = await asked.catch(() => own);
      if (found.ok || found.refusal.code !== 'NOT_FOUND') return found;
    }
    return own;
  }

  /** Runs on a session of this server, or else asks the stream's home. */
  async #ofSession<T>(use: SessionUse, where: SessionName): Promise<Result<T, Refusal>> {
    const here = () => this.ofPiped<T>(use, where);
    const isHere = await this.#deps.local.find(where);
    if (isHere.ok || isHere.refusal.code !== 'NOT_FOUND') return here();
    return this.#deps.calls.atHome<Result<T, Refusal>>(where.slug, { use, args: [where] }, here, away);
  }
}
