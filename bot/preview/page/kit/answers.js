// What a person has filled in, in the very shape of Slack's view.state.values.
import { useCallback, useMemo, useState } from "../ui.js";

export const answerKey = (block, element) => `${block.block_id}\n${element.action_id}`;

/** One form's answers by block and action; what is not in it still has its initial value. */
export function useAnswers() {
  const [answers, setAnswers] = useState({});
  const keep = useCallback((key, answer) => setAnswers((kept) => ({ ...kept, [key]: answer })), []);
  return useMemo(() => ({ answers, keep }), [answers]);
}

/** Slack's name of the answer, and what the element starts with. */
const INITIAL = {
  plain_text_input: (element) => ({ value: element.initial_value ?? null }),
  email_text_input: (element) => ({ value: element.initial_value ?? null }),
  url_text_input: (element) => ({ value: element.initial_value ?? null }),
  number_input: (element) => ({ value: element.initial_value ?? null }),
  static_select: (element) => ({ selected_option: element.initial_option ?? null }),
  radio_buttons: (element) => ({ selected_option: element.initial_option ?? null }),
  checkboxes: (element) => ({ selected_options: element.initial_options ?? [] }),
  multi_static_select: (element) => ({ selected_options: element.initial_options ?? [] }),
  users_select: (element) => ({ selected_user: element.initial_user ?? null }),
  channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
  conversations_select: (element) => ({ selected_conversation: element.initial_conversation ?? null }),
  multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  multi_channels_select: (element) => ({ selected_channels: element.initial_channels ?? [] }),
  multi_conversations_select: (element) => ({ selected_conversations: element.initial_conversations ?? [] }),
  datepicker: (element) => ({ selected_date: element.initial_date ?? null }),
  timepicker: (element) => ({ selected_time: element.initial_time ?? null }),
  file_input: () => ({ files: [] }),
};

export const initialAnswer = (element) => ({ type: element.type, ...INITIAL[element.type]?.(element) });

const elementsOf = ({ element, accessory, elements = [] }) => [element, accessory, ...elements].filter(Boolean);

/** The elements of a view that hold an answer, each with its block. */
function answering(blocks) {
  return blocks
    .flatMap((block) => elementsOf(block).map((element) => ({ block, element })))
    .filter(({ element }) => element.type in INITIAL);
}

const answerOf = (answers, { block, element }) => answers[answerKey(block, element)] ?? initialAnswer(element);

/** {block_id: {action_id: answer}}, as a submission carries it. A file goes by its id. */
export function collect(blocks, answers) {
  const values = {};
  for (const place of answering(blocks)) {
    const answer = answerOf(answers, place);
    const sent = answer.files ? { ...answer, files: answer.files.map(({ id }) => id) } : answer;
    values[place.block.block_id] = { ...values[place.block.block_id], [place.element.action_id]: sent };
  }
  return values;
}
