// What a half-typed slash command could become: the commands, then the words their usage hint names.
const SEPARATOR = /\s*[·|]\s*(?![^[<(]*[\])>])/;

function words({ command, usage_hint: usage }) {
  const alternatives = (usage ?? "").replace(/^\[(.*)\]$/, "$1").split(SEPARATOR);
  if (alternatives.length < 2) return [];
  return alternatives.map((alternative) => {
    const [word, ...rest] = alternative.split(" ");
    return { typed: `${command} ${word}`, usage: rest.join(" ") };
  });
}

/** [{typed, usage, description}], best first; empty when the text is no command or already complete with arguments. */
export function completions(commands, text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.toLowerCase();
  const roots = commands.map(({ command, description, usage_hint: usage }) => ({ typed: command, usage, description }));
  const exact = commands.filter(({ command }) => typed.startsWith(`${command} `));
  const candidates = exact.length ? exact.flatMap(words) : roots;
  return candidates.filter((candidate) => candidate.typed.startsWith(typed));
}
