import { useStore } from 'zustand';
import type { SettingView } from '../../../../shared/contract/office.ts';
import { type SettingGroup, settingGroups } from '../../../../shared/contract/server-settings.ts';
import { useMessages } from '../../../i18n/language.ts';
import { settingsMessages } from '../../../i18n/server-settings.ts';
import { createSettingsStore } from '../../../stores/office-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { OfficePage } from './OfficePage.tsx';
import '../console/console.css';
import './admin.css';

/** Where what the shop decides is changed. */
const places = {
  terms: '/admin/settlement',
  goods: '/admin/goods',
  shippingDays: '/admin/shipping-days',
  streams: '/console',
  webhooks: '/admin/webhooks',
  people: '/admin/people',
} as const;
type Place = keyof typeof places;

/** What the server runs with, and the way to what the shop decides itself. */
export function SettingsScreen() {
  return (
    <StaffOnly>
      <Settings />
    </StaffOnly>
  );
}

function Settings() {
  const say = useMessages(settingsMessages);
  const { value, reason } = useStore(useOwnStore(createSettingsStore).store);
  return (
    <OfficePage words={say} isThere={value !== null} reason={reason}>
      {value && (
        <>
          <section>
            <h2>{say.shop}</h2>
            <p className="soft">{say.shopAbout}</p>
            <ul className="stream-list">
              {(Object.keys(places) as Place[]).map((place) => (
                <li key={place}>
                  <a className="stream-row" href={places[place]}>
                    <span className="stream-title">{say.places[place][0]}</span>
                    <span className="soft">{say.places[place][1]}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h2>{say.server}</h2>
            <p className="soft">{say.serverAbout}</p>
            {(Object.keys(settingGroups) as SettingGroup[]).map((group) => (
              <Group key={group} group={group} settings={value} />
            ))}
          </section>
        </>
      )}
    </OfficePage>
  );
}

function Group({ group, settings }: { group: SettingGroup; settings: readonly SettingView[] }) {
  const say = useMessages(settingsMessages);
  const names: readonly string[] = settingGroups[group];
  return (
    <>
      <h3>{say.groups[group]}</h3>
      <dl className="office-settings">
        {settings
          .filter(({ name }) => names.includes(name))
          .map(({ name, isSet, value }) => (
            <div key={name}>
              <dt>
                {say.names[name]} <code className="soft">{name}</code>
              </dt>
              <dd className={isSet ? undefined : 'soft'}>
                <bdi>{value ?? (isSet ? say.set : say.notSet)}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </>
  );
}
