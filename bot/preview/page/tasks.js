// One call in flight at a time per control: busy while it runs, a notice when it fails.
import { useCallback, useEffect, useRef, useState } from "./ui.js";
import { ApiError } from "./api.js";
import { addNotice, update } from "./state.js";

export const tell = (text, kind) => update(addNotice(text, kind));

/** [busy, run]: `run(call)` resolves to true when the call went through. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const isMounted = useRef(true);
  useEffect(() => () => (isMounted.current = false), []);
  const run = useCallback(async (call) => {
    setBusy(true);
    try {
      await call();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell(error.message, "error");
      return false;
    } finally {
      if (isMounted.current) setBusy(false);
    }
  }, []);
  return [busy, run];
}
