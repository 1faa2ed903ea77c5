// What surrounds a block: the message or view it belongs to, and the field an element fills.
import { createContext, useContext, useState } from "../ui.js";
import { api } from "../api.js";
import { confirmed } from "../confirm.js";
import { useTask } from "../tasks.js";
import { answerKey, initialAnswer } from "./answers.js";

/** {container, form}: where actions are sent from, and where answers are kept. */
export const Host = createContext(null);

/** {block, controlId, describedBy, isInvalid, sendsActions}: the input block or plain block around an element. */
export const Field = createContext(null);

/** An element's current answer and the way to change it; outside input blocks each change is also an action. */
export function useElement(element) {
  const { container, form } = useContext(Host);
  const field = useContext(Field);
  const [busy, run] = useTask();
  const [trial, setTrial] = useState(null);
  const key = answerKey(field.block, element);
  const answer = trial ?? form.answers[key] ?? initialAnswer(element);

  const keep = (given) => form.keep(key, given);
  const act = (given) =>
    run(() => api.act({ container, block_id: field.block.block_id, action_id: element.action_id, ...given }));

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
