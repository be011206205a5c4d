import { useMessages } from '../../i18n/language.ts';
import { webhookMessages } from '../../i18n/webhooks.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { PageHead } from '../PageHead.tsx';
import '../console/console.css';
import './admin.css';

/** What is done every day comes first. */
const doors = {
  settlement: '/admin/settlement',
  goods: '/admin/goods',
  packing: '/packing',
  insights: '/insights',
  shop: '/admin/shop',
  people: '/admin/people',
  security: '/admin/security',
  settings: '/admin/settings',
  health: '/admin/health',
  webhooks: '/admin/webhooks',
  board: '/board',
  api: '/api/docs',
} as const;
type Door = keyof typeof doors;

/** The doors of the office; what stands behind them says itself who may. */
export function AdminScreen() {
  const say = useMessages(webhookMessages);
  return (
    <StaffOnly>
      <main className="page admin-doors">
        <PageHead title={say.admin} />
        <ul>
          {(Object.keys(doors) as Door[]).map((door) => {
            const [name, what] = say.doors[door];
            const isElsewhere = door === 'api';
            return (
              <li key={door}>
                <a
                  className="stream-row"
                  href={doors[door]}
                  {...(isElsewhere && { target: '_blank', rel: 'noopener' })}
                >
                  <span className="stream-title">{name}</span>
                  <span className="soft">{what}</span>
                </a>
              </li>
            );
          })}
        </ul>
      </main>
    </StaffOnly>
  );
}
