// The input block: a labelled field with its hint and its error.
import { html, useContext, useId, useMemo } from "../ui.js";
import { Element } from "./elements.js";
import { Field } from "./host.js";
import { PlainText } from "./texts.js";

/** Controls that one <label> can name; groups of choices are named by aria-labelledby instead. */
const isGroup = (element) => ["checkboxes", "radio_buttons"].includes(element.type);

export function InputBlock({ block, error }) {
  const id = useId();
  const around = useContext(Field);
  const describedBy = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const field = useMemo(() => ({
    ...around,
    controlId: `${id}-control`,
    labelId: `${id}-label`,
    describedBy,
    isInvalid: error ? "true" : undefined,
    isOptional: Boolean(block.optional),
    sendsActions: Boolean(block.dispatch_action),
  }), [around, id, describedBy, error]);
  const Label = isGroup(block.element) ? "span" : "label";
  return html`
    <div class=${`field ${error ? "is-wrong" : ""}`}>
      <${Label} class="field-label" id=${field.labelId} for=${isGroup(block.element) ? undefined : field.controlId}>
        <${PlainText} object=${block.label} />${block.optional && html`<span class="field-optional"> (optional)</span>`}
      <//>
      <${Field.Provider} value=${field}><${Element} element=${block.element} /><//>
      ${error && html`<p class="field-error" id=${`${id}-error`} role="alert">${error}</p>`}
      ${block.hint && html`<p class="field-hint" id=${`${id}-hint`}><${PlainText} object=${block.hint} /></p>`}
    </div>
  `;
}
