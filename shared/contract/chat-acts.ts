/** What the house does in the chat of a stream, by the names of the chat's facts; what it writes is said in the chat itself. */
export const chatActs = [
  ...(['chat_line_taken', 'chat_line_restored', 'chat_writer_silenced', 'chat_writer_heard'] as const),
  ...(['chat_line_pinned', 'chat_notice_set', 'chat_set'] as const),
  ...(['chat_question_made', 'chat_question_answered', 'chat_question_dismissed'] as const),
] as const;
export type ChatAct = (typeof chatActs)[number];

/** Whether an act stands in the chat's own log, whose places are not the stream's. */
export const isChatAct = (type: string): type is ChatAct => (chatActs as readonly string[]).includes(type);
