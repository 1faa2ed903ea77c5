// An action is answered at once and its effect comes as an event: this is how a control waits for that event.
const PATIENCE_MS = 3_000; // Slack's own limit for an app's answer

let waiting = [];

export function noteEffect() {
  for (const resolve of waiting) resolve();
  waiting = [];
}

/** Resolves with the next thing that happens in the workspace, or when the app's time to answer is over. */
export const nextEffect = () =>
  new Promise((resolve) => {
    waiting.push(resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
