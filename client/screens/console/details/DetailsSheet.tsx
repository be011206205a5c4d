import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import { MAX_DESCRIPTION, MAX_HOST_NAME, MAX_TITLE } from '../../../../shared/contract/page-bounds.ts';
import type { StreamPageView } from '../../../../shared/contract/stream-page.ts';
import { detailsMessages } from '../../../i18n/console-details.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createStreamPageStore, type StreamPageStore } from '../../../stores/stream-page-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useHostSentence } from '../host-sentence.ts';
import { CoverField } from './CoverField.tsx';
import { draftOf, type PageDraft, pageOfDraft, timeOf } from './page-draft.ts';

/** What the page of a stream says (S8): read when the sheet opens, saved whole. */
export function DetailsSheet({
  slug,
  onSaved,
  onClose,
}: {
  slug: string;
  /** Called once it is saved, before the sheet closes. */
  onSaved?(): void;
  onClose(): void;
}) {
  const say = useMessages(detailsMessages);
  const page = useOwnStore((world) => createStreamPageStore(slug, world));
  const { terms: view, reason } = useStore(page.store);
  const sentence = useHostSentence('CNY');
  if (!view) {
    return (
      <Sheet title={say.title} onClose={onClose}>
        {reason ? <Notice tone="fault">{sentence(reason)}</Notice> : <Bones count={5} />}
      </Sheet>
    );
  }
  const done = () => {
    onSaved?.();
    onClose();
  };
  return <DetailsForm key={view.version} view={view} store={page} onDone={done} onClose={onClose} />;
}

function DetailsForm({
  view: { page, isPlanned },
  store,
  onDone,
  onClose,
}: {
  view: StreamPageView;
  store: StreamPageStore;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(detailsMessages);
  const sentence = useHostSentence('CNY');
  const { reason, isBusy } = useStore(store.store);
  const [draft, setDraft] = useState(() => draftOf(page));
  const [cover, setCover] = useState<Blob | null>(null);
  const [isTried, setTried] = useState(false);
  const write = (part: Partial<PageDraft>) => setDraft((before) => ({ ...before, ...part }));
  const text = (name: keyof PageDraft, max: number) => ({
    value: draft[name],
    maxLength: max,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => write({ [name]: target.value }),
  });
  const left = (name: 'description' | 'descriptionEn') => MAX_DESCRIPTION - draft[name].length;
  const isTimeFine = timeOf(draft, page) !== null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    const meant = pageOfDraft(draft, page);
    if (meant && (await store.describe(meant, cover))) onDone();
  }

  return (
    <SheetForm
      title={say.title}
      action={say.save}
      isBusy={isBusy}
      onSubmit={(event) => void submit(event)}
      onClose={onClose}
    >
      <p className="soft">{say.about}</p>
      <CoverField
        picture={cover}
        stored={draft.cover}
        onTake={setCover}
        onRemove={() => {
          setCover(null);
          write({ cover: '' });
        }}
      />
      <Field
        label={say.name}
        {...text('title', MAX_TITLE)}
        {...(isTried && draft.title.trim() === '' ? { fault: say.needName } : {})}
      />
      <Field
        label={say.when}
        type="datetime-local"
        value={draft.when}
        disabled={!isPlanned}
        onChange={(event) => write({ when: event.target.value })}
        {...(isPlanned ? {} : { hint: say.whenFixed })}
        {...(isTried && !isTimeFine ? { fault: say.needWhen } : {})}
      />
      <TextField
        label={say.description}
        hint={left('description') < 100 ? say.left(left('description')) : say.descriptionHint}
        rows={4}
        {...text('description', MAX_DESCRIPTION)}
      />
      <Field label={say.nameEn} hint={say.second} {...text('titleEn', MAX_TITLE)} />
      <Field label={say.hostEn} {...text('hostNameEn', MAX_HOST_NAME)} />
      <TextField
        label={say.descriptionEn}
        {...(left('descriptionEn') < 100 ? { hint: say.left(left('descriptionEn')) } : {})}
        rows={4}
        {...text('descriptionEn', MAX_DESCRIPTION)}
      />
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
    </SheetForm>
  );
}
