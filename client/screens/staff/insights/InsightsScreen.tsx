import { part } from '../../../ui/part.tsx';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import '../console/console.css';
import './insights.css';

const InsightsList = part(() => import('./InsightsList.tsx').then((module) => module.InsightsList));

/** The insights of one stream, or without one the list to choose from. */
export function InsightsScreen({ slug }: { slug?: string }) {
  return <StaffOnly>{slug === undefined ? <InsightsList /> : <ReviewScreen slug={slug} />}</StaffOnly>;
}
