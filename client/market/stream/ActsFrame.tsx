import type { ReactNode } from 'react';
import { activityMessages } from '../../i18n/activity.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { NotRead } from '../../screens/staff/shell/NotRead.tsx';
import { Bones } from '../../ui/Bones.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { personIn } from '../../ui/person-in.ts';
import { SelectField } from '../../ui/SelectField.tsx';

/** A person whose acts can be read alone. */
export interface Actor {
  staffId: string;
  name: string;
  nameEn?: string | undefined;
}

/** What a list of acts is read by, page by page. */
interface Reading {
  data: unknown;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

/** A list of acts, of everybody or of one person, with its file, and what is older by a tap. */
export function ActsFrame({
  people,
  staffId,
  onChoose,
  file,
  words,
  reading: { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch },
  acts,
}: {
  people: Iterable<Actor>;
  /** null: everybody. */
  staffId: string | null;
  onChoose(staffId: string | null): void;
  /** The address of the same as a table. */
  file: string;
  words: { notYours: string; none: string; noneOf: string };
  reading: Reading;
  acts: readonly ReactNode[];
}) {
  const say = useMessages(activityMessages);
  const language = useLanguage();
  return (
    <section className="activity" aria-label={say.title}>
      <div className="activity-choice">
        <SelectField
          label={say.person}
          value={staffId ?? ''}
          options={[
            { value: '', words: say.everybody },
            ...[...people].map(({ staffId: value, name, nameEn }) => ({
              ...{ value, words: personIn(language, name, nameEn) },
            })),
          ]}
          onChange={(chosen) => onChoose(chosen === '' ? null : chosen)}
        />
        <a className="button line" href={file} download>
          {say.csv}
        </a>
      </div>
      <NotRead fault={error} notYours={words.notYours} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={8} />}
      {Boolean(data) && acts.length === 0 && !hasNextPage && (
        <Empty says={staffId === null ? words.none : words.noneOf} />
      )}
      <ol className="activity-list">{acts}</ol>
      {hasNextPage && (
        <Button look="line" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say.older}
        </Button>
      )}
    </section>
  );
}
