// Checkboxes and radio buttons.
import { html, useId } from "../ui.js";
import { useElement } from "./host.js";
import { TextObject } from "./texts.js";

function Choice({ type, name, option, isChosen, onChange, field }) {
  return html`
    <label class="choice">
      <input type=${type} name=${name} checked=${isChosen} onChange=${onChange} aria-invalid=${field.isInvalid} />
      <span class="choice-words">
        <${TextObject} object=${option.text} />
        ${option.description && html`<span class="choice-about"><${TextObject} object=${option.description} /></span>`}
      </span>
    </label>
  `;
}

export function Checkboxes({ element }) {
  const { answer, commit, field } = useElement(element);
  const chosen = answer.selected_options;
  const isChosen = (option) => chosen.some(({ value }) => value === option.value);
  const toggle = (option) => {
    const selected = element.options.filter((other) => (other === option ? !isChosen(other) : isChosen(other)));
    return commit({ type: "checkboxes", selected_options: selected });
  };
  return html`
    <div class="choices" role="group" aria-labelledby=${field.labelId} aria-describedby=${field.describedBy}>
      ${element.options.map((option) => html`
        <${Choice} key=${option.value} type="checkbox" option=${option} isChosen=${isChosen(option)} field=${field}
          onChange=${() => toggle(option)} />`)}
    </div>
  `;
}

export function RadioButtons({ element }) {
  const { answer, commit, field } = useElement(element);
  const name = useId();
  return html`
    <div class="choices" role="radiogroup" aria-labelledby=${field.labelId} aria-describedby=${field.describedBy}>
      ${element.options.map((option) => html`
        <${Choice} key=${option.value} type="radio" name=${name} option=${option} field=${field}
          isChosen=${answer.selected_option?.value === option.value}
          onChange=${() => commit({ type: "radio_buttons", selected_option: option })} />`)}
    </div>
  `;
}
