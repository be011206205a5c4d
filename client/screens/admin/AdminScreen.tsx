import { useMessages } from '../../i18n/language.ts';
import { webhookMessages } from '../../i18n/webhooks.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { PageHead } from '../PageHead.tsx';
import '../console/console.css';
import './admin.css';

const doors = {
  settlement: '/admin/settlement',
  goods: '/admin/goods',
  people: '/admin/people',
  settings: '/admin/settings',
  health: '/admin/health',
  security: '/admin/security',
  webhooks: '/admin/webhooks',
  desk: '/desk',
  insights: '/insights',
  board: '/board',
} as const;

/** The doors of the office; what stands behind them says itself who may. */
export function AdminScreen() {
  const say = useMessages(webhookMessages);
  return (
    <StaffOnly>
      <main className="page admin">
        <PageHead title={say.admin} />
        <ul className="stream-list">
          {Object.entries(doors).map(([name, address]) => (
            <li key={name}>
              <a className="stream-row" href={address}>
                <span className="stream-title">{say.doors[name as keyof typeof doors]}</span>
              </a>
            </li>
          ))}
          <li>
            <a className="stream-row" href="/api/docs" target="_blank" rel="noopener">
              <span className="stream-title">{say.doors.api}</span>
            </a>
          </li>
        </ul>
      </main>
    </StaffOnly>
  );
}
