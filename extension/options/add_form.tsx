// A form that adds one entry to a list: what is typed, and why it cannot be added. In: the words of
// the form; add(), which says in words why it did not. Children stand between field and button.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../shared/words";

type Props = {
  name: string; // unique on the page
  label: string;
  placeholder?: string;
  help?: string;
  add: (typed: string) => string | null;
  children?: ComponentChildren;
};

export function AddForm({ name, label, placeholder = "", help, add, children }: Props) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const found = add(typed);
    setFault(found ?? "");
    if (found === null) setTyped("");
  };
  return (
    <form class="add" onSubmit={submit} data-name={`add-${name}`}>
      <label for={name}>{label}</label>
      <input
        id={name}
        type="text"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        aria-describedby={help ? `${name}-help ${name}-fault` : `${name}-fault`}
        aria-invalid={fault !== ""}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {children}
      <button type="submit">{t("options_add")}</button>
      <p class="fault" id={`${name}-fault`} role="alert">
        {fault}
      </p>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
    </form>
  );
}
