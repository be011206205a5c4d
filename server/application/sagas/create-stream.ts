import type { Ack } from '../../../shared/contract/answer.ts';
import type { CreateStreamRequest, StreamSummary } from '../../../shared/market/stream/contract.ts';
import { rightsOn } from '../../market/kernel/authority.ts';
import { refused } from '../../market/kernel/decision.ts';
import { slugFor } from '../../market/kernel/slug.ts';
import type { StreamState } from '../../market/state.ts';
import { createStream } from '../../market/stream/decide.ts';
import { createRehearsal } from '../../market/stream/rehearsal.ts';
import { nameStream } from '../../shop/decide.ts';
import { settingsOfNew } from '../../shop/stream-defaults.ts';
import { notFound, refusalAck } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';
import { keyOf } from '../key-of.ts';

/**
 * Schedules a stream. Its id is the key of the request, so that a repeated request finds it made.
 * @param asked what is asked under the key, where that is more than the stream
 */
export async function makeStream(
  deps: ApplicationDeps,
  actor: StaffActor,
  request: CreateStreamRequest,
  asked: object = request,
): Promise<Ack<{ stream: StreamSummary }>> {
  const streamId = request.key;
  const slug = slugFor(request.title, streamId);
  const readAtMs = deps.clock.steadyMs();
  const by = { staffId: actor.staffId, device: actor.device };
  const key = keyOf('stream:create', request, asked);
  // A name is given for good: not for a key that stands for another stream (I1).
  const there = await deps.engines.stream(streamId);
  if (await there?.isUsedOtherwise([actor.staffId], key)) return refusalAck({ code: 'KEY_REUSED' });
  const named = await deps.engines.shop.submit({
    readAtMs,
    ids: [],
    key: null,
    decide: (state, at) => nameStream(state, { streamId, slug }, { ...at, by }),
  });
  if (named.kind === 'refused') return refusalAck(named.refusal);

  const settings = await deps.engines.shop.read(settingsOfNew);
  const hostNameEn = (await deps.directory.staffById(actor.staffId))?.nameEn;
  const engine = await deps.engines.create(streamId);
  const { title, scheduledAtMs, holdPolicy, payments, currency } = request;
  const made = await engine.submit({
    readAtMs,
    ids: [actor.staffId],
    key,
    decide: (state, at) =>
      // The id is the key: whoever guesses it does not get somebody else's stream for an answer.
      state.seq > 0 && state.hostId !== actor.staffId
        ? refused({ code: 'KEY_REUSED' })
        : createStream(
            state,
            {
              slug,
              title,
              hostId: actor.staffId,
              hostName: actor.name,
              ...(hostNameEn && { hostNameEn }),
              currency,
              holdPolicy,
              payments: [...new Set(payments)],
              scheduledAtMs,
              settings,
            },
            { ...at, by },
          ),
  });
  if (made.kind === 'refused') return refusalAck(made.refusal);
  return { ok: true, stream: await summaryOf(engine) };
}

/** Opens a rehearsal: a log of its own with the lineup and prices of the scheduled stream (S1). */
export async function makeRehearsal(
  deps: ApplicationDeps,
  actor: StaffActor,
  slug: string,
): Promise<Ack<{ stream: StreamSummary }>> {
  const row = await deps.readers.streamBySlug(slug);
  const original = row ? await deps.engines.stream(row.streamId) : null;
  if (!original) return notFound();
  const of = await original.read(({ orders: _orders, ...rest }) => structuredClone(rest));
  const rights = rightsOn(of, actor);
  if (!rights) return notFound();
  if (!rights.isHost) return refusalAck({ code: 'FORBIDDEN' });
  if (of.rehearsalOf !== null) return refusalAck({ code: 'REHEARSAL' });
  if (of.status !== 'SCHEDULED') return refusalAck({ code: 'STREAM_CLOSED' });

  const streamId = deps.ids.next();
  const engine = await deps.engines.create(streamId);
  const by = { staffId: actor.staffId, device: actor.device };
  const made = await engine.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [],
    key: null,
    decide: (state, at) =>
      createRehearsal(state, { of, slug: slugFor(`rehearsal ${of.title}`, streamId) }, { ...at, by }),
  });
  if (made.kind === 'refused') return refusalAck(made.refusal);
  return { ok: true, stream: await summaryOf(engine) };
}

function summaryOf(engine: StreamEngine): Promise<StreamSummary> {
  return engine.read((state) => summary(state));
}

function summary(state: Readonly<StreamState>): StreamSummary {
  const { streamId, slug, title, hostName, status, currency } = state;
  const { scheduledAtMs, liveStartMs, endedAtMs, rehearsalOf } = state;
  return {
    streamId,
    slug,
    title,
    hostName,
    status,
    currency,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    rehearsalOf,
    ...(state.page?.titleEn && { titleEn: state.page.titleEn }),
    ...(state.page?.hostNameEn && { hostNameEn: state.page.hostNameEn }),
  };
}
