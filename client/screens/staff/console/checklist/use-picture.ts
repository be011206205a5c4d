import { checklistWords } from '../../../../i18n/checklist.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { useBroadcast, useHost } from '../host-context.ts';

/** Whether viewers would see a picture now, from this device or another one, and the sentence that says it. */
export function usePicture(): { has: boolean; words: string } {
  const say = useMessages(checklistWords);
  const phase = useBroadcast((state) => state.phase);
  const label = useHost(({ media }) => media?.broadcaster?.label ?? null);
  const isAvailable = useHost(({ media }) => media?.isAvailable ?? true);
  if (phase === 'on-air') return { has: true, words: say.onAir };
  if (label !== null) return { has: true, words: say.elsewhere(label) };
  if (phase === 'preview') return { has: false, words: say.preview };
  return { has: false, words: isAvailable ? say.noPicture : say.noVideo };
}
