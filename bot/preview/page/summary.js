// A message in one line of plain words, for screen readers.
import { parseMrkdwn } from "./text/mrkdwn.js";

const LONGEST = 240;

const words = (node) => node.text ?? node.children?.map(words).join("") ?? node.name ?? "";

export function summary(message) {
  const said = parseMrkdwn(message.text ?? "")
    .map((part) => part.text ?? part.nodes.map(words).join(""))
    .join(" ");
  const line = `${message.username}: ${said}`;
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
