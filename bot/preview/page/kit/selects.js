// Select menus of fixed options, people, channels and conversations, for one choice or several.
import { html, useContext, useMemo } from "../ui.js";
import { Names } from "../names.js";
import { Combobox } from "./combobox.js";
import { useElement } from "./host.js";
import { plain } from "./texts.js";

const fixed = (option, group) => ({
  key: option.value,
  label: plain(option.text),
  about: plain(option.description),
  group,
  answer: option,
});

const staticChoices = (element) =>
  element.option_groups
    ? element.option_groups.flatMap(({ label, options }) => options.map((option) => fixed(option, plain(label))))
    : element.options.map((option) => fixed(option));

const personChoices = (_, names) => names.people.map(({ id, name }) => ({ key: id, label: `@${name}`, answer: id }));

const room = ({ id, name, is_im }) => ({ key: id, label: is_im ? name : `#${name}`, answer: id });

const channelChoices = (_, names) => names.rooms.filter(({ is_im, is_private }) => !is_im && !is_private).map(room);

function conversationChoices({ filter = {} }, names) {
  const kindOf = ({ is_im, is_private }) => (is_im ? "im" : is_private ? "private" : "public");
  return names.rooms.filter((each) => !filter.include || filter.include.includes(kindOf(each))).map(room);
}

/** By element type without "multi_": the choices, and the name of the answer in Slack's words. */
const KINDS = {
  static_select: { choices: staticChoices, one: "selected_option", many: "selected_options" },
  users_select: { choices: personChoices, one: "selected_user", many: "selected_users" },
  channels_select: { choices: channelChoices, one: "selected_channel", many: "selected_channels" },
  conversations_select: { choices: conversationChoices, one: "selected_conversation", many: "selected_conversations" },
};

const promptOf = (element) => plain(element.placeholder) || "Choose…";

const keyOf = (answer) => answer?.value ?? answer;

function useChoices(element) {
  const names = useContext(Names);
  const kind = KINDS[element.type.replace(/^multi_/, "")];
  return [kind, useMemo(() => kind.choices(element, names), [element, names])];
}

export function OneSelect({ element }) {
  const [{ one }, choices] = useChoices(element);
  const { answer, commit, busy, field } = useElement(element);
  const chosen = choices.filter(({ key }) => key === keyOf(answer[one]));
  return html`
    <${Combobox} field=${field} busy=${busy} placeholder=${promptOf(element)} choices=${choices} chosen=${chosen}
      onChoose=${(choice) => commit({ type: element.type, [one]: choice.answer })}
      onClear=${field.isOptional ? () => commit({ type: element.type, [one]: null }) : null} />
  `;
}

export function ManySelect({ element }) {
  const [{ many }, choices] = useChoices(element);
  const { answer, commit, busy, field } = useElement(element);
  const keys = answer[many].map(keyOf);
  const chosen = choices.filter(({ key }) => keys.includes(key));
  const most = element.max_selected_items ?? Infinity;
  const change = (next) => commit({ type: element.type, [many]: next.map((choice) => choice.answer) });
  const toggle = (choice) => {
    if (chosen.includes(choice)) return change(chosen.filter((other) => other !== choice));
    return chosen.length < most ? change([...chosen, choice]) : undefined;
  };
  return html`
    <${Combobox} field=${field} busy=${busy} placeholder=${promptOf(element)} choices=${choices} chosen=${chosen}
      isMany=${true} onChoose=${toggle} />
  `;
}
