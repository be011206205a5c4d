import type { Refusal } from '../../shared/contract/refusals.ts';
import { refuse } from '../../shared/values/result.ts';
import { refusalAck } from '../application/ack.ts';
import type { FilesAcrossNodes } from './files-across-nodes.ts';
import type { LocalMedia } from './local-media.ts';
import { type MediaUse, mediaArguments } from './peer-arguments.ts';
import type { Pipes, SendAnswer } from './pipes.ts';
import type { SessionName } from './programs.ts';
import type { ProgramsAcrossNodes, SessionUse } from './programs-across-nodes.ts';
import type { ServedNodes } from './served-nodes.ts';

/** The parts that answer calls of other servers. */
export interface Answering {
  local: Pick<LocalMedia, 'programs' | 'files'>;
  programs: Pick<ProgramsAcrossNodes, 'ofPiped'>;
  files: Pick<FilesAcrossNodes, 'partOf' | 'stillHere'>;
  pipes: Pick<Pipes, 'open' | 'send' | 'shut'>;
  servedNodes: Pick<ServedNodes, 'run' | 'leave' | 'events'>;
}

/** Answers one call; null: no answer. Invalid arguments get a refusal, or are a fault where a call has none. */
export async function answerMedia(use: MediaUse, args: unknown[], by: Answering): Promise<unknown> {
  const parsed = mediaArguments(use, args);
  if (!parsed.ok) return noTo(use, parsed.refusal);
  return (await answersOf(by)[use](parsed.value)) ?? null;
}

function answersOf({ local, programs, files, pipes, servedNodes }: Answering) {
  const own = local.programs;
  return {
    publish: taking((...of: Parameters<typeof own.publish>) => own.publish(...of)),
    play: taking((slug: string, from: string, offer: string) => own.play(slug, from, offer)),
    find: taking((where: SessionName) => programs.ofPiped('find', where)),
    restart: taking((where: SessionName) => programs.ofPiped('restart', where)),
    end: taking((where: SessionName) => programs.ofPiped('end', where)),
    session: taking((use: SessionUse, where: SessionName) => own[use](where)),
    pipe: taking((...of: Parameters<Pipes['open']>) => pipes.open(...of)),
    send: taking((...of: Parameters<Pipes['send']>) => pipes.send(...of)),
    shut: taking(async (...of: Parameters<Pipes['shut']>) => pipes.shut(...of)),
    playlist: taking((slug: string) => local.files.livePlaylist(slug)),
    piece: taking((slug: string, name: string, from: number) => files.partOf(slug, name, from)),
    still: taking((slug: string) => files.stillHere(slug)),
    seat: taking((...of: Parameters<ServedNodes['run']>) => servedNodes.run(...of)),
    leave: taking(async (...of: Parameters<ServedNodes['leave']>) => servedNodes.leave(...of)),
    news: taking((...of: Parameters<ServedNodes['events']>) => servedNodes.events(...of)),
  } satisfies Record<MediaUse, (args: unknown[]) => Promise<unknown>>;
}

/** The answer to a call with invalid arguments. Throws for a call without refusals. */
function noTo(use: MediaUse, refusal: Refusal): unknown {
  switch (use) {
    case 'publish':
    case 'play':
    case 'find':
    case 'restart':
    case 'end':
    case 'session':
    case 'playlist':
      return refuse(refusal);
    case 'seat':
      return refusalAck(refusal);
    case 'send':
      return { kind: 'none' } satisfies SendAnswer;
    case 'pipe':
    case 'piece':
    case 'still':
    case 'shut':
    case 'leave':
      return null;
    case 'news':
      throw new Error(`NodeEvents were asked for in no known form: ${JSON.stringify(refusal)}`);
  }
}

/** Runs a call on the arguments that `mediaArguments` checked. */
function taking<Args extends unknown[]>(
  run: (...args: Args) => Promise<unknown>,
): (args: unknown[]) => Promise<unknown> {
  return (args) => run(...(args as Args));
}
