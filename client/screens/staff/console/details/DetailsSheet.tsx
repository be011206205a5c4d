import { useState } from 'react';
import { useStore } from 'zustand';
import { MAX_DESCRIPTION, MAX_HOST_NAME, MAX_TITLE } from '../../../../../shared/market/stream/bounds.ts';
import type { StreamPageView } from '../../../../../shared/market/stream/page.ts';
import { detailsMessages } from '../../../../i18n/console-details.ts';
import { useMessages } from '../../../../i18n/language.ts';
import {
  createStreamPageStore,
  type PagePicture,
  type StreamPageStore,
} from '../../../../stores/stream-page-store.ts';
import { useOwnStore } from '../../../../stores/world.ts';
import { currencyOptions } from '../../../../ui/currencies.ts';
import { Field } from '../../../../ui/Field.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { PlannedStart } from '../PlannedStart.tsx';
import { AwaitedTerms, TermsForm } from '../TermsSheet.tsx';
import { PictureField } from './PictureField.tsx';
import { draftOf, type PageDraft, pageOfDraft } from './page-draft.ts';

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
  if (!view) return <AwaitedTerms title={say.title} reason={reason} currency="CNY" onClose={onClose} />;
  const done = () => {
    onSaved?.();
    onClose();
  };
  return <DetailsForm key={view.version} view={view} store={page} onDone={done} onClose={onClose} />;
}

function DetailsForm({
  view: { page, isPlanned, currency: was, currencyFixedBy },
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
  const [draft, setDraft] = useState(() => draftOf(page));
  const [taken, setTaken] = useState<Readonly<Record<PagePicture, Blob | null>>>({
    cover: null,
    hostPicture: null,
  });
  const [currency, setCurrency] = useState(was);
  const write = (part: Partial<PageDraft>) => setDraft((before) => ({ ...before, ...part }));
  const text = (name: keyof PageDraft, max: number) => ({
    value: draft[name],
    maxLength: max,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => write({ [name]: target.value }),
  });
  const left = (name: 'description' | 'descriptionEn') => MAX_DESCRIPTION - draft[name].length;

  const take = (of: PagePicture, picture: Blob | null) =>
    setTaken((before) => ({ ...before, [of]: picture }));
  const pictured = (of: PagePicture) => (
    <PictureField
      of={of}
      picture={taken[of]}
      stored={draft[of]}
      onTake={(picture) => take(of, picture)}
      onRemove={() => {
        take(of, null);
        write({ [of]: '' });
      }}
    />
  );

  async function save() {
    const meant = pageOfDraft(draft, page);
    if (meant === null) return false;
    if (currency !== was && !(await store.sellIn(currency))) return false;
    return store.describe(meant, taken);
  }

  return (
    <TermsForm words={say} store={store.store} currency={was} save={save} onDone={onDone} onClose={onClose}>
      {(isTried) => (
        <>
          {pictured('cover')}
          <Field
            label={say.name}
            {...text('title', MAX_TITLE)}
            {...(isTried && draft.title.trim() === '' ? { fault: say.needName } : {})}
          />
          <PlannedStart
            value={draft.when}
            isTried={isTried}
            fixed={isPlanned ? undefined : say.whenFixed}
            onChange={(when) => write({ when })}
          />
          <SelectField
            label={say.currency}
            value={currency}
            options={currencyOptions(was)}
            disabled={currencyFixedBy !== null}
            hint={currencyFixedBy ? say.currencyFixed[currencyFixedBy] : say.currencyHint}
            onChange={setCurrency}
          />
          <TextField
            label={say.description}
            hint={left('description') < 100 ? say.left(left('description')) : say.descriptionHint}
            rows={4}
            {...text('description', MAX_DESCRIPTION)}
          />
          {pictured('hostPicture')}
          <Field label={say.nameEn} hint={say.second} {...text('titleEn', MAX_TITLE)} />
          <Field label={say.hostEn} {...text('hostNameEn', MAX_HOST_NAME)} />
          <TextField
            label={say.descriptionEn}
            {...(left('descriptionEn') < 100 ? { hint: say.left(left('descriptionEn')) } : {})}
            rows={4}
            {...text('descriptionEn', MAX_DESCRIPTION)}
          />
        </>
      )}
    </TermsForm>
  );
}
