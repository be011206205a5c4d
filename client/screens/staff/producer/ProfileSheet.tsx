import { useState } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { ProducerProfile, PublicProducer } from '../../../../shared/contract/producer-profile.ts';
import { MAX_LICENCE, MAX_PROFILE_WORDS } from '../../../../shared/values/profile-bounds.ts';
import { useMessages } from '../../../i18n/language.ts';
import { producerProfileWords } from '../../../i18n/producer-profile.ts';
import { createProfileStore } from '../../../stores/profile-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SheetForm } from '../../../ui/SheetForm.tsx';
import { TakePicture } from '../../../ui/TakePicture.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { useSubmit } from '../console/use-submit.ts';

/** What a producer's page says of them (B10): read when the sheet opens, saved whole. */
export function ProfileSheet({
  producerId,
  title,
  onSaved,
  onClose,
}: {
  producerId: string;
  title: string;
  onSaved(says: string): void;
  onClose(): void;
}) {
  const say = useMessages(producerProfileWords);
  const own = useOwnStore((world) => createProfileStore(producerId, world));
  const { value, reason } = useStore(own.store);
  if (value) {
    return (
      <ProfileForm
        producer={value}
        title={title}
        onSave={own.describe}
        onDone={() => {
          onSaved(say.saved);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet title={title} onClose={onClose}>
      {reason ? (
        <Notice tone="fault">
          <p>{say.unreachable}</p>
          <Button look="line" onClick={() => void own.reload()}>
            {say.tryAgain}
          </Button>
        </Notice>
      ) : (
        <Bones look="line" />
      )}
    </Sheet>
  );
}

function ProfileForm({
  producer,
  title,
  onSave,
  onDone,
  onClose,
}: {
  producer: PublicProducer;
  title: string;
  onSave(
    version: number,
    profile: ProducerProfile,
    portrait: Blob | null,
    paper: Blob | null,
  ): Promise<Reason | null>;
  onDone(): void;
  onClose(): void;
}) {
  const say = useMessages(producerProfileWords);
  const sentence = useHostSentence('CNY');
  const { licence, ...said } = producer.profile;
  const [draft, setDraft] = useState({ ...said, holder: '', number: '', picture: '', ...licence });
  const [paper, setPaper] = useState<Blob | null>(null);
  const [taken, setTaken] = useState<Blob | null>(null);
  const number = draft.number.trim();
  const isNumbered = draft.holder.trim() === '' || number !== '';
  const form = useSubmit(isNumbered, async () => {
    const { portrait, words, wordsEn } = draft;
    const profile = {
      ...{ portrait, words: words.trim(), wordsEn: wordsEn.trim() },
      ...(number !== '' && {
        licence: {
          ...{ holder: draft.holder.trim(), number },
          ...(draft.picture && { picture: draft.picture }),
        },
      }),
    };
    const refusal = await onSave(producer.version, profile, taken, paper);
    if (!refusal) onDone();
    return refusal;
  });
  const text = (name: 'words' | 'wordsEn' | 'holder' | 'number', maxLength = MAX_PROFILE_WORDS) => ({
    value: draft[name],
    maxLength,
    onChange: ({ target }: { target: { value: string } }) => setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <SheetForm
      title={title}
      action={say.save}
      isBusy={form.isBusy}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <p className="soft small">{say.what}</p>
      <TakePicture
        picture={taken}
        stored={draft.portrait}
        words={{ take: say.takePortrait, other: say.otherPortrait, bad: say.badPortrait }}
        onTake={setTaken}
      />
      {(taken || draft.portrait !== '') && (
        <Button
          look="quiet"
          onClick={() => {
            setTaken(null);
            setDraft({ ...draft, portrait: '' });
          }}
        >
          {say.noPortrait}
        </Button>
      )}
      <TextField label={say.words} hint={say.wordsHint} rows={6} {...text('words')} />
      <TextField label={say.wordsEn} lang="en" rows={6} {...text('wordsEn')} />
      <Field
        label={say.licenceNumber}
        hint={say.licenceHint}
        {...text('number', MAX_LICENCE)}
        {...form.fault(!isNumbered, say.licenceMissing)}
      />
      <Field label={say.licenceHolder} {...text('holder', MAX_LICENCE)} />
      <TakePicture
        picture={paper}
        stored={draft.picture ?? ''}
        words={{ take: say.takeLicence, other: say.otherLicence, bad: say.badPortrait }}
        onTake={setPaper}
      />
      {(paper || draft.picture) && (
        <Button
          look="quiet"
          onClick={() => {
            setPaper(null);
            setDraft({ ...draft, picture: '' });
          }}
        >
          {say.noLicence}
        </Button>
      )}
      <a className="button line" href={`/p/${producer.producerId}`} target="_blank" rel="noopener">
        {say.see}
      </a>
      {form.reason && (
        <Notice tone="fault" onDismiss={form.dismiss}>
          {form.reason.code === 'STALE_VERSION' ? say.changed : sentence(form.reason)}
        </Notice>
      )}
    </SheetForm>
  );
}
