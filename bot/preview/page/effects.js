// A call is answered at once and its effect comes as an event: this is how a control waits for that event.
const PATIENCE_MS = 3_500; // Slack gives an app three seconds; then a notice says so

let waiting = [];

export function noteEffect() {
  for (const resolve of waiting) resolve();
  waiting = [];
}

/** Makes a call and waits for the next thing that happens in the workspace, which may even come before the answer. */
export async function untilEffect(call) {
  const effect = new Promise((resolve) => {
    waiting.push(resolve);
    setTimeout(resolve, PATIENCE_MS);
  });
  await call();
  await effect;
}
