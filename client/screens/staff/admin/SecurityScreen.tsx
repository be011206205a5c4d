import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { SecurityEntryView } from '../../../../shared/contract/security.ts';
import { type SecurityKind, securityKinds } from '../../../../shared/values/security-kinds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { securityMessages } from '../../../i18n/security.ts';
import { createSecurityStore, type SecurityPeriod, securityPeriods } from '../../../stores/security-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { deviceName } from '../../../ui/device-name.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import '../console/console.css';
import './admin.css';

/** Who came in, who was turned away, and who saw what is personal; newest first, a page at a time. */
export function SecurityScreen() {
  return (
    <StaffOnly>
      <Security />
    </StaffOnly>
  );
}

function Security() {
  const say = useMessages(securityMessages);
  const sentence = useHostSentence('CNY');
  const language = useLanguage();
  const log = useOwnStore(createSecurityStore);
  const { page, reason, kind, staffId, period, places, isBusy } = useStore(log.store);
  const words = (why: Reason) => (why.code === 'FORBIDDEN' ? say.notYours : sentence(why));
  return (
    <main className="page admin">
      <StaffHead title={say.title} back="/admin" />
      <p className="soft">{say.about}</p>
      <div className="security-choice">
        <SelectField
          label={say.kind}
          value={kind ?? ''}
          options={[
            { value: '', words: say.allKinds },
            ...securityKinds.map((each) => ({ value: each, words: say.kinds[each] })),
          ]}
          onChange={(chosen) => log.choose({ kind: chosen === '' ? null : (chosen as SecurityKind) })}
        />
        <SelectField
          label={say.period}
          value={period}
          options={(Object.keys(securityPeriods) as SecurityPeriod[]).map((each) => ({
            ...{ value: each, words: say.periods[each] },
          }))}
          onChange={(chosen) => log.choose({ period: chosen as SecurityPeriod })}
        />
        <SelectField
          label={say.person}
          value={staffId ?? ''}
          options={[
            { value: '', words: say.everybody },
            ...(page?.people ?? []).map((each) => ({
              ...{ value: each.staffId, words: personIn(language, each.name, each.nameEn) },
            })),
          ]}
          onChange={(chosen) => log.choose({ staffId: chosen === '' ? null : chosen })}
        />
        <a className="button line" href={log.fileAddress()} download>
          {say.csv}
        </a>
      </div>
      {reason && <Notice tone="fault">{words(reason)}</Notice>}
      {!page && !reason && <Bones count={6} />}
      {page && (
        <>
          {page.entries.length === 0 && <Empty says={say.none} />}
          <ol className="office-history" aria-busy={isBusy}>
            {page.entries.map((entry) => (
              <Entry key={entry.entryId} entry={entry} />
            ))}
          </ol>
          <div className="two-buttons">
            {places.length > 1 && (
              <Button look="line" disabled={isBusy} onClick={log.newer}>
                {say.newer}
              </Button>
            )}
            {page.next !== null && (
              <Button look="line" disabled={isBusy} onClick={log.older}>
                {say.older}
              </Button>
            )}
          </div>
        </>
      )}
    </main>
  );
}

function Entry({ entry }: { entry: SecurityEntryView }) {
  const say = useMessages(securityMessages);
  const language = useLanguage();
  const { atMs, kind, times, by, account, session, address, what, about, aboutEn, stream, rows } = entry;
  const text = say.said[kind]({
    who: by && (by.name === null ? say.gone(by.staffId.slice(-6)) : personIn(language, by.name, by.nameEn)),
    account:
      account &&
      (account.name === null ? say.account(account.hash) : personIn(language, account.name, account.nameEn)),
    about: personIn(language, about ?? '', aboutEn),
    what: say.places[what ?? ''] ?? what ?? '',
    stream,
    rows,
  });
  const details = [
    ...(times > 1 ? [say.times(times)] : []),
    ...(address === null ? [] : [say.from(address)]),
    ...(session === null ? [] : [say.device(deviceName(session))]),
  ];
  return (
    <li className="security-entry">
      <span className="soft figures">{dayAndTime(atMs, language)}</span>
      <span>
        <bdi>{text}</bdi>
        <span className="soft small">{details.join(' · ')}</span>
      </span>
    </li>
  );
}
