import type { OrderNotes } from '../../../shared/contract/order-notes.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_NOTES, NOTE_DAYS } from '../../../shared/market/order/bounds.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { OrderNote } from '../../ports/personal-texts.ts';
import type { OrderRow, StreamRow } from '../../ports/rows.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { placedByReference } from './placed-by-reference.ts';
import { whyNotReadable } from './readable-streams.ts';

type Deps = Pick<ApplicationDeps, 'readers' | 'engines' | 'directory' | 'secrets' | 'clock'>;

/** The notes of an order for who may read it (O12), the first first. Refusals: NOT_FOUND, FORBIDDEN. */
export async function orderNotes(
  deps: Deps,
  actor: StaffActor,
  reference: string,
): Promise<Result<OrderNotes, Refusal>> {
  const found = await noted(deps, actor, reference);
  return found.ok ? ok(await toldNotes(deps, actor, reference, found.value)) : found;
}

/**
 * Writes a note beside the logs, under its key (O12). It belongs to the order's buyer: what is destroyed of theirs takes it
 * along. The same again is the same note.
 * Refusals: as `orderNotes`; KEY_REUSED for another note of that key; NOTES_FULL with `MAX_NOTES` of them
 */
export async function addNote(
  deps: Deps,
  actor: StaffActor,
  reference: string,
  { key: textId, words }: { key: string; words: string },
): Promise<Result<OrderNotes, Refusal>> {
  const { directory, secrets, clock } = deps;
  const found = await noted(deps, actor, reference);
  if (!found.ok) return found;
  const { orderId, streamId, buyerId } = found.value.order;
  const known = (await directory.notesOf(orderId)).find((note) => note.textId === textId);
  if (!known) {
    const atMs = clock.nowMs();
    const outcome = await directory.addNote(
      {
        ...{ textId, kind: 'order_note', streamId, orderId, buyerId, authorId: actor.staffId },
        ...{ atMs, untilMs: atMs + NOTE_DAYS * DAY, ...secrets.sealText(Buffer.from(words)) },
      },
      MAX_NOTES,
    );
    if (outcome === 'full') return refuse({ code: 'NOTES_FULL' });
    if (outcome === 'known') return refuse({ code: 'KEY_REUSED' });
  } else if (known.authorId !== actor.staffId || wordsOf(deps, known) !== words) {
    return refuse({ code: 'KEY_REUSED' });
  }
  return ok(await toldNotes(deps, actor, reference, found.value));
}

/**
 * Destroys a note of an order for good: its writer may, and who answers for the stream. One that is gone is gone.
 * Refusals: as `orderNotes`; FORBIDDEN for a note of somebody else
 */
export async function deleteNote(
  deps: Deps,
  actor: StaffActor,
  reference: string,
  textId: string,
): Promise<Result<OrderNotes, Refusal>> {
  const found = await noted(deps, actor, reference);
  if (!found.ok) return found;
  const { order, stream } = found.value;
  const note = (await deps.directory.notesOf(order.orderId)).find((each) => each.textId === textId);
  if (note && !mayDelete(actor, stream, note)) return refuse({ code: 'FORBIDDEN' });
  if (note) await deps.directory.emptyTexts([textId], deps.clock.nowMs());
  return ok(await toldNotes(deps, actor, reference, found.value));
}

interface Noted {
  order: OrderRow;
  stream: StreamRow;
}

/** An order by its reference, for who may read it (A6). */
async function noted(
  deps: Pick<Deps, 'readers' | 'engines'>,
  actor: StaffActor,
  reference: string,
): Promise<Result<Noted, Refusal>> {
  const { streamId, number } = placedByReference(deps.engines, reference);
  const stream = streamId === null ? null : await deps.readers.streamById(streamId);
  const why = await whyNotReadable(deps, actor, stream);
  if (why || !stream) return refuse(why ?? { code: 'NOT_FOUND' });
  const found = await deps.readers.orderByNumber(stream.streamId, number);
  return found ? ok({ order: found.order, stream }) : refuse({ code: 'NOT_FOUND' });
}

async function toldNotes(
  deps: Deps,
  actor: StaffActor,
  reference: string,
  { order, stream }: Noted,
): Promise<OrderNotes> {
  const { directory, clock } = deps;
  const nowMs = clock.nowMs();
  const notes = (await directory.notesOf(order.orderId)).filter(({ untilMs }) => untilMs > nowMs);
  const ids = [...new Set(notes.map(({ authorId }) => authorId))];
  const staff = new Map(
    await Promise.all(ids.map(async (id) => [id, await directory.staffById(id)] as const)),
  );
  return {
    reference,
    notes: notes.flatMap((note) => {
      const { textId, atMs, untilMs, authorId: staffId } = note;
      const words = wordsOf(deps, note);
      const known = staff.get(staffId);
      const names = known && { name: known.name, ...secondNames({ nameEn: known.nameEn }) };
      const by = { staffId, ...(known && { ...names, role: known.role }) };
      return words === null
        ? []
        : [{ textId, words, atMs, untilMs, by, mayDelete: mayDelete(actor, stream, note) }];
    }),
  };
}

/** Null if it was sealed under another secret. */
function wordsOf({ secrets }: Pick<Deps, 'secrets'>, note: OrderNote): string | null {
  const bytes = secrets.openText(note);
  return bytes && Buffer.from(bytes).toString();
}

function mayDelete({ staffId, role }: StaffActor, { hostId }: StreamRow, { authorId }: OrderNote): boolean {
  return role === 'operator' || staffId === authorId || staffId === hostId;
}
