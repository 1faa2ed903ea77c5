// One call in flight at a time per control: busy while it runs, a notice when it fails.
import { useCallback, useState } from "./ui.js";
import { ApiError } from "./api.js";
import { addNotice, update } from "./state.js";

/** Resolves to whether the call went through; says why when it did not. */
export async function attempt(call) {
  try {
    await call();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    update(addNotice(error.message, "error"));
    return false;
  }
}

/** [busy, run]: `run(call)` attempts a call and keeps `busy` true meanwhile. */
export function useTask() {
  const [busy, setBusy] = useState(false);
  const run = useCallback(async (call) => {
    setBusy(true);
    try {
      return await attempt(call);
    } finally {
      setBusy(false);
    }
  }, []);
  return [busy, run];
}
