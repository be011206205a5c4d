import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { OrderNotes as Notes } from '../../../shared/contract/order-notes.ts';
import { MAX_NOTE, MAX_NOTES, NOTE_DAYS } from '../../../shared/market/order/bounds.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { officeShellWords } from '../../i18n/office-shell.ts';
import { createIdempotentSender } from '../../stores/idempotent-sender.ts';
import { askRoute, RefusedQuestion } from '../../stores/staff-questions.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { personIn } from '../../ui/person-in.ts';
import { TextField } from '../../ui/TextField.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { noteWords } from './note-words.ts';
import { useRefundSentence } from './refund-sentence.ts';
import './notes.css';

/** What the office notes about an order for itself (O12): who wrote it when; the buyer never sees it. */
export function OrderNotes({ order: { reference, currency } }: { order: OfficeOrder }) {
  const say = useMessages(noteWords);
  const world = useWorld();
  const client = useQueryClient();
  const sentence = useRefundSentence(currency);
  const [send] = useState(() => createIdempotentSender(world.newKey));
  const [words, setWords] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Reason | null>(null);
  const queryKey = ['notes', reference];
  const params = { reference };
  const { data, error } = useQuery({
    queryKey,
    queryFn: () => askRoute(world, 'orderNotes', { params }),
    // Each look is noted: it is not looked again by itself.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reason = error instanceof RefusedQuestion ? error.reason : null;

  async function does(act: () => Promise<{ ok: true; value: Notes } | { ok: false; refusal: Reason }>) {
    setBusy(true);
    setRefused(null);
    const answer = await act();
    setBusy(false);
    if (answer.ok) client.setQueryData(queryKey, answer.value);
    else setRefused(answer.refusal);
    return answer.ok;
  }
  async function add(event: FormEvent) {
    event.preventDefault();
    const said = words.trim();
    if (said === '' || isBusy) return;
    const isAdded = await does(() =>
      send({ words: said }, (body) => world.http.call('addNote', { params, body })),
    );
    if (isAdded) setWords('');
  }
  const notes = data?.notes ?? [];
  return (
    <section className="order-block" aria-busy={!data && !reason}>
      <h2>{say.title}</h2>
      <ul className="order-rows order-notes">
        {notes.map((note) => (
          <Note
            key={note.textId}
            note={note}
            isBusy={isBusy}
            onDelete={() =>
              void does(() => world.http.call('deleteNote', { params: { reference, textId: note.textId } }))
            }
          />
        ))}
      </ul>
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {refused && <Notice tone="fault">{sentence(refused)}</Notice>}
      {data && notes.length < MAX_NOTES && (
        <form className="note-form" onSubmit={(event) => void add(event)}>
          <TextField
            label={say.write}
            hint={say.hint(NOTE_DAYS)}
            rows={2}
            maxLength={MAX_NOTE}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit" look="line" busy={isBusy} disabled={words.trim() === ''}>
            {say.add}
          </Button>
        </form>
      )}
    </section>
  );
}

function Note({
  note: { words, atMs, by, mayDelete },
  isBusy,
  onDelete,
}: {
  note: Notes['notes'][number];
  isBusy: boolean;
  onDelete(): void;
}) {
  const say = useMessages(noteWords);
  const shell = useMessages(officeShellWords);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const who = by.name === undefined ? say.gone : personIn(language, by.name, by.nameEn);
  return (
    <li>
      <p className="note-words">{words}</p>
      <p className="order-row-head soft small figures">
        {dayAndTime(atMs, language)} · {by.role ? `${who} · ${shell.roles[by.role]}` : who}
      </p>
      {mayDelete && (
        <p className="note-acts">
          {isAsked ? (
            <>
              <Button look="quiet" onClick={() => setAsked(false)}>
                {say.keep}
              </Button>
              <Button look="line" busy={isBusy} onClick={onDelete}>
                {say.deleteSure}
              </Button>
            </>
          ) : (
            <Button look="quiet" onClick={() => setAsked(true)}>
              {say.delete}
            </Button>
          )}
        </p>
      )}
    </li>
  );
}
