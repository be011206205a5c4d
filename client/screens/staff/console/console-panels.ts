import { part } from '../../../ui/part.tsx';

/**
 * What capabilities show to who runs a stream. A capability names its panels here and nowhere else; each comes with its own
 * chunk, and its screen brings it beforehand.
 */

/** On the console, below the item in hand: what runs just now. */
export const consolePanels = [
  part(() => import('../../../market/flash-sale/FlashPanel.tsx').then(({ FlashPanel }) => FlashPanel)),
];

/** On the console, in an item's row of the lineup: what a capability counts of it. */
export const rowMarks = [
  part(() => import('../../../market/show-request/AskersMark.tsx').then(({ AskersMark }) => AskersMark)),
  part(() => import('../../../market/waitlist/WaitingMark.tsx').then(({ WaitingMark }) => WaitingMark)),
];

/** In the console's head, where the target stands once there is one. */
export const SetTarget = part(() =>
  import('../../../market/stream/TargetButton.tsx').then(({ TargetButton }) => TargetButton),
);

/** On the console, behind _Stream_: a button in the capability's own words, which shows its form. */
export const consoleForms = [
  part(() =>
    import('../../../market/stream/ActivityButton.tsx').then(({ ActivityButton }) => ActivityButton),
  ),
  part(() => import('../../../market/stream/TermsButton.tsx').then(({ TermsButton }) => TermsButton)),
  part(() =>
    import('../../../market/chat/ChatSettingsButton.tsx').then(
      ({ ChatSettingsButton }) => ChatSettingsButton,
    ),
  ),
  part(() => import('../../../market/newcomers/BoundsButton.tsx').then(({ BoundsButton }) => BoundsButton)),
  part(() =>
    import('../../../market/newcomers/ReleaseButton.tsx').then(({ ReleaseButton }) => ReleaseButton),
  ),
];

/** On the console, in its third column: the questions, and all that is said. */
export const CareQuestions = part(() =>
  import('../../../market/chat/CareQuestions.tsx').then((module) => module.CareQuestions),
);
/** What their tabs count. */
export { useCareCounts } from '../../../market/chat/use-care-counts.ts';
export const CareRoom = part(() =>
  import('../../../market/chat/CareRoom.tsx').then((module) => module.CareRoom),
);

/** What a key asks of the chat. */
export const careKeys = () => import('../../../market/chat/do-care-key.ts');

/** On the page of a stream's chat: what it is set to. */
export const ChatSettings = part(() =>
  import('../../../market/chat/ChatSettingsSheet.tsx').then((module) => module.ChatSettingsSheet),
);

/** On the console in a hand: the newest question. */
export const NewestQuestion = part(() =>
  import('../../../market/chat/NewestQuestion.tsx').then((module) => module.NewestQuestion),
);

/** What was done on a stream, as a page and wherever else it is looked at. */
export const streamActivity = [
  part(() => import('../../../market/stream/Activity.tsx').then(({ Activity }) => Activity)),
];
