// What surrounds a block: the message or view it belongs to, and the field an element fills.
import { createContext, useContext, useState } from "../ui.js";
import { api } from "../api.js";
import { confirmed } from "../confirm.js";
import { untilEffect } from "../effects.js";
import { useTask } from "../tasks.js";
import { answerKey, collect, initialAnswer } from "./answers.js";

/** {container, form, blocks}: where actions are sent from, where answers are kept, and what asks for them. */
export const Host = createContext(null);

/** The block around an element: {block, sendsActions}, and in an input block what ties label, hint and error to it. */
export const Field = createContext(null);

/** An element's current answer and the way to change it; outside input blocks each change is also an action. */
export function useElement(element) {
  const { container, form, blocks } = useContext(Host);
  const field = useContext(Field);
  const [busy, run] = useTask();
  const [trial, setTrial] = useState(null);
  const key = answerKey(field.block, element);
  const answer = trial ?? form.answers[key] ?? initialAnswer(element);

  const keep = (given) => form.keep(key, given);
  // A view tells the app all that is filled in so far, whatever was clicked.
  const values = () => (container.type === "view" ? { values: collect(blocks, form.answers) } : {});
  const place = { container, block_id: field.block.block_id, action_id: element.action_id };
  const act = (given) => run(() => untilEffect(() => api.act({ ...place, ...given, ...values() })));

  const commit = async (given) => {
    setTrial(given); // shown while a confirm dialog asks, taken back if the person declines
    const isMeant = await confirmed(element.confirm);
    setTrial(null);
    if (!isMeant) return;
    keep(given);
    if (field.sendsActions) await act(given);
  };
  return { answer, keep, act, commit, busy, field };
}
