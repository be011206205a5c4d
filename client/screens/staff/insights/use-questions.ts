import { useQuery } from '@tanstack/react-query';
import type { QuestionsReport } from '../../../../shared/market/chat/contract.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';

/** Questions are counted anew so often while a page of a stream is open. */
const AGAIN_MS = 30_000;

/** What viewers of a stream asked, was answered and waits (N6); undefined until it was read. */
export function useQuestions(slug: string): QuestionsReport | undefined {
  const world = useWorld();
  const { data } = useQuery({
    queryKey: ['stream-questions', slug],
    queryFn: () => askRoute(world, 'questions', { params: { slug } }),
    refetchInterval: AGAIN_MS,
  });
  return data;
}
