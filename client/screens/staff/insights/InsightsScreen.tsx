import { StaffOnly } from '../console/StaffOnly.tsx';
import { InsightsList } from './InsightsList.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import '../console/console.css';
import './insights.css';

/** The insights of one stream, or without one the list to choose from. */
export function InsightsScreen({ slug }: { slug?: string }) {
  return <StaffOnly>{slug === undefined ? <InsightsList /> : <ReviewScreen slug={slug} />}</StaffOnly>;
}
