// What was typed but not sent survives another channel and a reload.
import { useEffect, useState } from "./ui.js";

const keyOf = (place) => `anchorwatch-draft ${place}`;

export function useDraft(place) {
  const [text, setText] = useState(() => sessionStorage.getItem(keyOf(place)) ?? "");
  useEffect(() => {
    if (text) sessionStorage.setItem(keyOf(place), text);
    else sessionStorage.removeItem(keyOf(place));
  }, [text]);
  return [text, setText];
}
